"""Words whose characters are one in one script and two in the other."""

import pytest

from webapp.core.draft import Draft
from webapp.scrub.chinese.script import script_of, to_script, to_simplified, to_traditional

WRITTEN = """
原著 土著 論著 名著 著名 顯著 著作 編著 專著 巨著 遺著 譯著 卓著 臭名昭著 見微知著 著述 著書立說 著稱於世
所著《茶經》 合著一書 最為著名的 等著名景點 文學著作 著有《邊城》 韓愈著《原道》 （清）曹雪芹著
陸羽著，全書三卷 土著居民 土著手工藝 原著小說 著作權 名著重印 撰著 拙著
"""

DOING = """
着力 看着 随着 沿着 接着 着急 着重 着手 着眼 着陆 着火 着凉 着装 穿着 睡着 执着 沉着 沉着应对 活着 围着
意味着 随着文化的发展 接着说 看着书 看着名单 拿着文件 对着作业 理论着眼 学校着力 中共着力推进 沿着茶马古道
随着作物生长 合着眼 编着竹篮 坐着，听着 着手修路 心里有着落 衣着 附着 胶着
"""

TRADITIONAL = """
皇后 后来→後來 里程 村里→村裡 干部→幹部 干燥→乾燥 乾坤 若干 头发→頭髮 发展→發展 面条→麵條 面对→面對
松树→松樹 放松→放鬆 山谷 稻谷→稻穀 制度 制造→製造 征收→徵收 长征→長征 斗争→鬥爭 北斗 台风→颱風 台湾→臺灣
复杂→複雜 恢复→恢復 一只→一隻 只有 云彩→雲彩 人云亦云 钟表→鐘錶 表示 着力→著力 看着→看著 原著 土著 范先生
余书记→余書記 姜某 模范→模範 剩余→剩餘 生姜→生薑
"""

SIMPLIFIED = """
乾縣→乾县 乾隆→乾隆 乾坤→乾坤 乾淨→干净 乾陵→乾陵 餅乾→饼干 甚麼→什么 沈默→沉默 沈重→沉重 沈陽→沈阳
瀋陽→沈阳 沈從文→沈从文 計畫→计划 規畫→规划 畫畫→画画 答覆→答复 覆蓋→覆盖 反覆→反复 瞭解→了解 瞭望→瞭望
明瞭→明了 皇后→皇后 以後→以后 頭髮→头发 幹部→干部 天干→天干 夥伴→伙伴 慰藉→慰藉 藉口→借口 麵條→面条
裏面→里面 裡面→里面 牠們→它们 祇有→只有 神祇→神祇 傢具→家具 週末→周末 儘管→尽管 籲請→吁请 鬆樹→松树
余先生→余先生 剩餘→剩余 徵兵→征兵 隻身→只身 遊覽→游览 佈置→布置 佔領→占领 甯可→宁可 鬱悶→郁闷 鐘錶→钟表
羣眾→群众 群衆→群众 臺灣→台湾 颱風→台风 爲了→为了 喫飯→吃饭 嚐試→尝试 註冊→注册
若干縣市→若干县市 鄉下沈家→乡下沈家 深沈→深沉
"""


def pairs(table):
    return [tuple(entry.split("→")) if "→" in entry else (entry, entry) for entry in table.split()]


class TestToSimplified:
    @pytest.mark.parametrize("word", WRITTEN.split())
    def test_written(self, word):
        """
        著 stays where it means to write or to stand out.
        """
        assert "著" in to_simplified(f"書裡說{word}" if word[0] not in "（陸韓著" else word)

    @pytest.mark.parametrize("word", DOING.split())
    def test_doing(self, word):
        """
        著 becomes 着 where something is being done.
        """
        simplified = to_simplified(to_traditional(word))

        assert simplified == word

    @pytest.mark.parametrize(("given", "expected"), pairs(SIMPLIFIED))
    def test_words(self, given, expected):
        """
        The characters of a word are those of the word, not those of its parts.
        """
        assert to_simplified(given) == expected

    def test_text_that_tells_them_apart(self):
        """
        A text that writes both 着 and 著 knows best.
        """
        assert to_simplified("他隨着、看着、等着，讀的是新著。") == "他随着、看着、等着，读的是新著。"


class TestToTraditional:
    @pytest.mark.parametrize(("given", "expected"), pairs(TRADITIONAL))
    def test_words(self, given, expected):
        """
        One Simplified character becomes the one of two that the word has.
        """
        assert to_traditional(given) == expected


class TestScriptOf:
    @pytest.mark.parametrize(
        ("text", "script"),
        [("乡村振兴", "zh-Hans"), ("鄉村振興", "zh-Hant"), ("皇后在里面", ""), ("village", "")],
    )
    def test_script(self, text, script):
        """
        A text is in the script that more of its characters belong to.
        """
        assert script_of(text) == script


class TestToScript:
    def test_same_script(self):
        """
        What is in the wanted script is not touched, whatever a converter would make of it.
        """
        draft = Draft(text="乾县的范某说：“着”的异体是“著”，“乡”的繁体是“鄉”。")

        assert to_script(draft, "zh-Hans")[0].text == draft.text

    def test_keep(self):
        """
        A library that keeps scripts gets the text as it is, and its language.
        """
        changed, _ = to_script(Draft(text="鄉村振興，著力推進。"), "keep")

        assert (changed.text, changed.lang) == ("鄉村振興，著力推進。", "zh-Hant")

    def test_quoted_text(self):
        """
        A whole paragraph in the other script is converted, and so is the language of the article.
        """
        text = "这是一篇简体的文章，说的是我们村里的事情，下面引一段话。\n\n鄉親們說，這樣的學習對農業發展很有幫助。"
        changed, _ = to_script(Draft(text=text), "zh-Hans")

        assert changed.text.endswith("乡亲们说，这样的学习对农业发展很有帮助。")

    def test_code_and_targets(self):
        """
        Code and the targets of links and pictures are names, and keep their characters.
        """
        text = "請看圖片與說明：![圖](圖片.jpg) 和 `變數` 這兩個。"
        changed, _ = to_script(Draft(text=text, form="markdown"), "zh-Hans")

        assert changed.text == "请看图片与说明：![图](圖片.jpg) 和 `變數` 这两个。"

    def test_broken_run(self):
        """
        A damaged run stays exactly as it is.
        """
        changed, _ = to_script(Draft(text="由組幹部?(jī)商靸冉鉀Q,辦完拍照。"), "zh-Hans")

        assert changed.text == "由组干部?(jī)商靸冉鉀Q,办完拍照。"

    def test_other_language(self):
        """
        An English text is not Chinese of any script.
        """
        assert to_script(Draft(text="Lamps along the road"), "zh-Hans")[0].lang == "en"


class TestOtherLanguages:
    @pytest.mark.parametrize(
        ("text", "lang"),
        [
            ("図書館の開館時間は九時からです。学習室も広く、気軽に読書を楽しめます。", "ja"),
            ("面(面) 事務所의 發表에 따르면 模範 農家를 뽑는다고 한다.", "ko"),
            ("In Taiwan a library is called 圖書館, on the mainland 图书馆; both are read túshūguǎn.", ""),
        ],
    )
    @pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
    def test_text_keeps_its_characters(self, text, lang, script):
        """
        Only Chinese is converted: Japanese, Korean and what quotes Han characters stay as they are.
        """
        draft, findings = to_script(Draft(text=text), script)

        assert (draft.text, findings) == (text, [])
        assert draft.lang == lang

    def test_japanese_line_of_a_chinese_article(self):
        """
        A Japanese line that a Chinese article quotes keeps its characters, and the lines around are converted.
        """
        text = "這本書的開頭是這樣的：\n国境の長いトンネルを抜けると雪国であった。\n學生們都會背，老師也很喜歡。"

        draft, _ = to_script(Draft(text=text), "zh-Hans")

        assert draft.text.split("\n") == [
            "这本书的开头是这样的：",
            "国境の長いトンネルを抜けると雪国であった。",
            "学生们都会背，老师也很喜欢。",
        ]
