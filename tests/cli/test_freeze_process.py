"""A freeze in a process of its own."""

import json

import pytest

from webapp.cli.freeze_process import freeze_in_process
from webapp.disk.lock import hold_lock
from webapp.errors import FreezeError
from webapp.settings import Settings
from webapp.web.site.release_content import MANY

pytestmark = pytest.mark.slow


class TestFreezeApart:
    def test_many_articles(self, library: Settings):
        """
        A library is frozen whose size asks for further processes.
        """
        rows = [{"id": str(number), "title": f"第{number}条", "text": "早稻育秧看天气。"} for number in range(MANY + 1)]
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (library.content / "rules").mkdir()
        (library.content / "rules/rows.jsonl").write_text(text, encoding="utf-8")
        told = []

        freeze_in_process(library, lambda *news: told.append(news))

        assert (library.build / "site/rules/index.html").is_file()
        assert told

    def test_what_went_wrong(self, library: Settings):
        """
        What keeps a freeze from its end is told to who asked for it.
        """
        library.build.mkdir(exist_ok=True)

        with (
            hold_lock(library.build / ".freeze.lock"),
            pytest.raises(FreezeError, match="another freeze is at work"),
        ):
            freeze_in_process(library, lambda *news: None)
