"""What "today" is, whatever the clock of the machine says."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.slow

FAR_EAST, FAR_WEST = "Pacific/Kiritimati", "Etc/GMT+12"
"""Zones that are 26 hours apart: one has always another day than the other."""


def check(root: Path, zone: str, machine: str) -> dict:
    """Return what the command says of a library with an article of this minute in *zone*, and one of the next hour."""
    now = datetime.now(ZoneInfo(zone)).replace(tzinfo=None)
    (root / "content").mkdir()
    (root / "shuwu.toml").write_text(f'timezone = "{zone}"\n', encoding="utf-8")
    (root / "content/now.md").write_text(f"---\ndate: {now:%Y-%m-%d %H:%M}\n---\n今天\n", encoding="utf-8")
    later = now + timedelta(hours=1)
    (root / "content/later.md").write_text(f"---\ndate: {later:%Y-%m-%d %H:%M}\n---\n一会儿\n", encoding="utf-8")
    command = [sys.executable, "-m", "webapp", "check", "--json", "--library", str(root)]
    return json.loads(
        subprocess.run(command, env={**os.environ, "TZ": machine}, capture_output=True, check=True).stdout
    )


class TestToday:
    @pytest.mark.parametrize(("zone", "machine"), [(FAR_EAST, FAR_WEST), (FAR_WEST, FAR_EAST)])
    def test_machine_in_another_zone(self, tmp_path, zone, machine):
        """
        An article of this minute in the library's zone is shown, one of the next hour is not.
        """
        facts = check(tmp_path, zone, machine)

        assert facts["articles"] == 1
        assert facts["hidden"] == {"future": 1}
