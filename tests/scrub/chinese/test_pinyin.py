"""Notes of mirrors go, notes of writers stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.core.draft import Draft
from webapp.scrub.chinese.pinyin import drop_pinyin_notes


def drop(text):
    return drop_pinyin_notes(Draft(text=text))[0].text


class TestDropPinyinNotes:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("農(nóng)業(yè)局", "農業局"),
            ("鄉村（xiāng cūn）治理", "鄉村治理"),
            ("县政(zheng)(zheng)府为群(qun)(qun)众", "县政府为群众"),
            ("我(wǒ )和你(nǐ )都在(zài )这里", "我和你都在这里"),
            ("学(xue)习、实(shi)干、为(wei)民", "学习、实干、为民"),
            ("發(fa1)展和經(jing1)濟", "發展和經濟"),
            ("女(nǚ)子和旅(lǚ)行、綠(lǜ)色", "女子和旅行、綠色"),
        ],
    )
    def test_mirrors(self, given, expected):
        """
        Notes on characters that everybody can read are a mirror's.
        """
        assert drop(f"{given}，这是一段足够长的正文，讲的是村里去年一年来所做的各项工作。") == (
            f"{expected}，这是一段足够长的正文，讲的是村里去年一年来所做的各项工作。"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "他从郫(pí)县来，到亳(bó)州去，路过六(lù)安和蚌(bèng)埠。",
            "饕餮(tāo tiè)是传说中的怪物。",
            "村(居)民、村(社区)、第(1)条、碳中和(Carbon)和银行(ATM)。",
            "本周(zhōu)学拼音：学(xué)、写(xiě)、读(dú)，拼音要大声读。",
            "他住在郧(yún)县。",
        ],
    )
    def test_writers(self, text):
        """
        Notes on rare readings, lessons, and brackets that are no pinyin stay.
        """
        assert drop(text) == text

    def test_both(self):
        """
        A genuine note stays also in a document that a mirror has damaged.
        """
        text = "區(qū)里、縣(xiàn)里和鄉(xiāng)里的干部到郫(pí)县学习，群众都说好，大家收获很大。"

        assert drop(text) == "區里、縣里和鄉里的干部到郫(pí)县学习，群众都说好，大家收获很大。"

    def test_counted(self):
        """
        The finding says how many notes went, and shows some.
        """
        _, (finding,) = drop_pinyin_notes(Draft(title="農(nóng)業(yè)", text="鄉(xiāng)村里的事情，大家一起商量着办。"))

        assert finding.count == 3
        assert "農(nóng)" in str(finding.message)

    @given(st.text(alphabet="村居民学(区)（社）a1é。，", max_size=60))
    def test_han_stays(self, text):
        """
        Whatever the text, no Han character is lost or moved.
        """
        kept = [character for character in drop(text) if character >= "\u3400"]

        assert [c for c in kept if c not in "（）。，"] == [c for c in text if c >= "\u3400" and c not in "（）。，"]
