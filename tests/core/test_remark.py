import pytest

from webapp.core.remark import plain_remark


class TestPlainRemark:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  十二点\t太早  ", "十二点 太早"),
            ("一\r\n二\r三", "一\n二\n三"),
            ("一\n\n \n\n二", "一\n二"),
            ("路\x00灯\x1b[31m\x7f", "路灯[31m"),
            ("\u202e倒着写\u202c", "倒着写"),
            ("零\u200b宽\ufeff", "零宽"),
            ("半\ud800个", "半个"),
            ("<b>粗</b>", "<b>粗</b>"),
            ("👍🏽好", "👍🏽好"),
            (" \n \u200b ", ""),
        ],
    )
    def test_kept(self, typed: str, kept: str):
        """
        The words stay, line for line; what cannot be seen, and what turns the writing, goes.
        """
        assert plain_remark(typed) == kept
