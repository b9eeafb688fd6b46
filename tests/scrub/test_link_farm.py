"""Lists of places that nobody wrote."""

import pytest

from webapp.core.draft import Draft
from webapp.scrub.link_farm import drop_link_farms

TEXT = "镇里组织干部进村入户，群众都说好。"
PLACES = [
    "昌黎县", "兴城市", "永胜县", "泸定县", "敦煌市", "兴山县", "音乐", "将乐县", "乐业县", "鄢陵县",
    "静宁县", "泰和县", "荃湾区", "三江",
]  # fmt: skip


def drop(text):
    return drop_link_farms(Draft(text=text))[0].text.strip()


class TestDropLinkFarms:
    @pytest.mark.parametrize(
        "delimiter", ["| ", "|", "、", " ", "　", "，", ", ", "\n", "\n\n", " | \n", " / ", "·", ";"]
    )
    def test_delimiters(self, delimiter):
        """
        Whatever stands between the names, the list goes.
        """
        farm = delimiter.join(PLACES[:6] + PLACES[7:13])

        assert drop(f"{TEXT}\n\n{farm}") == TEXT

    def test_names_that_are_no_places(self):
        """
        A few other words among the places make no difference.
        """
        assert drop(f"{TEXT}\n\n{'| '.join(PLACES)}|") == TEXT

    def test_behind_a_sentence(self):
        """
        A list that hangs on the last sentence goes, and the sentence stays.
        """
        assert drop(f"{TEXT} | {'| '.join(PLACES)}|") == TEXT

    def test_traditional(self):
        """
        A list in Traditional characters goes too.
        """
        farm = "東明縣|蓋州市|撫寧縣|金川縣|玉門市|康定縣|順昌縣|冊亨縣|扶溝縣|莊浪縣"

        assert drop(f"{TEXT}\n{farm}") == TEXT

    @pytest.mark.parametrize(
        "text",
        [
            f"试点包括{'、'.join(PLACES)}。",
            f"试点县名单如下：\n{'、'.join(PLACES)}",
            f"首批试点县名单\n{chr(10).join(PLACES)}",
            "\n".join(f"- {place}" for place in PLACES),
            "\n".join(f"{number}. {place}" for number, place in enumerate(PLACES, 1)),
            "、".join(PLACES[:6]),
        ],
    )
    def test_written_lists(self, text):
        """
        A list that a writer announced, ended or marked stays.
        """
        assert drop(f"{TEXT}\n\n{text}") == f"{TEXT}\n\n{text}"

    def test_counted(self):
        """
        The finding says how many names went.
        """
        _, (finding,) = drop_link_farms(Draft(text=f"{TEXT}\n\n{'|'.join(PLACES)}"))

        assert finding.count == len(PLACES)
