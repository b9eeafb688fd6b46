"""A reader walks through the library; ``page`` fails on any console error and on whatever does not load."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser]


class TestWalk:
    def test_home(self, page, site):
        """
        The home page names the library and shows its newest article.
        """
        page.goto(site)

        assert page.title() == "石桥村书屋"
        assert "村规民约为什么要大家一起定" in page.inner_text("main")

    def test_section_to_article(self, page, site):
        """
        A section's link leads to its articles, and an article's link to its text.
        """
        page.goto(site)
        page.click("nav a:has-text('农业技术')")
        page.click("main a:has-text('早稻育秧三件事')")

        expect(page.locator("h1")).to_have_text("早稻育秧三件事")
        expect(page.locator("article")).to_contain_text("两叶一心的时候开始炼苗")

    def test_next_page(self, page, site):
        """
        The link to older articles leads on until the oldest, and the way back ends at home.
        """
        page.goto(site)
        page.click(".pager a[rel=next]")
        expect(page.locator(".pager a[rel=prev]")).to_be_visible()
        page.click(".pager a[rel=next]")

        expect(page.locator("main")).to_contain_text("鄉村的水利與魚塘")
        expect(page.locator(".pager a[rel=next]")).to_have_count(0)

    def test_neighbours(self, page, address):
        """
        An article leads to the one before it in its section.
        """
        page.goto(address("farming/seedlings.html"))
        page.click("main > nav a")

        expect(page.locator("h1")).to_have_text("鄉村的水利與魚塘")

    def test_tag(self, page, address):
        """
        A tag of an article leads to all articles that bear it.
        """
        page.goto(address("policy/village-rules.html"))
        page.click(".chips a:has-text('乡村振兴')")

        expect(page.locator("h1")).to_contain_text("乡村振兴")
        expect(page.locator("main")).to_contain_text("村规民约为什么要大家一起定")

    def test_search_page(self, page, site):
        """
        The search is reached from every page and offers the sections where nothing is asked yet.
        """
        page.goto(site)
        page.click("header a:has-text('搜索')")

        expect(page.locator("h1")).to_have_text("搜索")
        expect(page.locator("input[name=q]")).to_be_visible()
        expect(page.locator("main")).to_contain_text("农业技术")

    def test_without_scripts(self, browser, site):
        """
        Without JavaScript the way from home to an article's text is the same.
        """
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(site)
        page.click("nav a:has-text('政策解读')")
        page.click("main a:has-text('村规民约为什么要大家一起定')")

        expect(page.locator("article")).to_contain_text("村民会议表决")
        context.close()


class TestLiveSearch:
    def test_other_script(self, page, live_site):
        """
        A Simplified query finds the Traditional article and marks the match, in the list and in the article.
        """
        page.goto(live_site)
        page.click("header a:has-text('搜索')")
        page.get_by_role("heading", level=1, name="搜索").wait_for()
        page.fill("input[name=q]", "鱼塘")
        page.press("input[name=q]", "Enter")
        page.click(".answers a:has-text('鄉村的水利與魚塘')")

        expect(page.locator("article mark").first).to_have_text("魚塘")

    def test_next_results(self, page, live_site):
        """
        The results go on at the next page.
        """
        page.goto(f"{live_site}search/?q=乡村")
        first = page.inner_text(".answers h3")
        page.click(".answers .pager a[rel=next]")

        expect(page.locator(".answers h3").first).not_to_have_text(first)

    def test_nothing_found(self, page, live_site):
        """
        A query that finds nothing says so, and offers the sections.
        """
        page.goto(f"{live_site}search/?q=zzzz")

        assert "zzzz" in page.inner_text(".answers")
        assert "政策解读" in page.inner_text("main")
