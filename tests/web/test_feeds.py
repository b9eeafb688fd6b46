import json
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.small_library import client_of, write

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places_in(client: FlaskClient, path: str) -> dict[str | None, str | None]:
    places = ET.fromstring(client.get(path).data)
    return {place.findtext("m:loc", namespaces=MAP): place.findtext("m:lastmod", namespaces=MAP) for place in places}


def feed_of(client: FlaskClient) -> ET.Element:
    return ET.fromstring(client.get("/feed.xml").data)


class TestFeed:
    def test_what_atom_asks_for(self, client: FlaskClient):
        """
        The feed has title, id, author and the date of its newest article.
        """
        feed = feed_of(client)

        assert feed.findtext("a:title", namespaces=ATOM) == "柳溪村书屋"
        assert feed.findtext("a:author/a:name", namespaces=ATOM) == "柳溪村委会"
        assert feed.findtext("a:id", namespaces=ATOM).startswith("urn:uuid:")
        assert feed.findtext("a:updated", namespaces=ATOM) == "2025-06-07T00:00:00+08:00"

    def test_newest_first(self, client: FlaskClient):
        """
        Entries go from the newest on, each with its date, link and language.
        """
        entries = feed_of(client).findall("a:entry", ATOM)

        assert entries[0].findtext("a:title", namespaces=ATOM) == "防范电话诈骗"
        assert entries[2].findtext("a:published", namespaces=ATOM) == "2025-04-02T08:30:00+08:00"
        assert entries[1].find("a:link", ATOM).get("href") == "/farming/drying.html"
        assert entries[1].get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant"

    def test_addresses_are_absolute_with_a_url(self, root: Path):
        """
        With a public address, every link begins with it.
        """
        write(root, "shuwu.toml", 'url = "https://example.org/books/"\n')

        feed = feed_of(client_of(root))

        assert feed.find("a:link", ATOM).get("href") == "https://example.org/books/feed.xml"
        assert feed.find("a:entry/a:link", ATOM).get("href") == "https://example.org/books/safety/phone-fraud.html"

    def test_ids_stay_when_an_article_moves(self, root: Path):
        """
        An article that moves to another section keeps its id, so that readers do not get it twice.
        """
        before = {entry.text for entry in feed_of(client_of(root)).iterfind("a:entry/a:id", ATOM)}
        (root / "content/safety/phone-fraud.md").rename(root / "content/farming/phone-fraud.md")

        assert {entry.text for entry in feed_of(client_of(root)).iterfind("a:entry/a:id", ATOM)} == before

    def test_catalogue(self, client: FlaskClient):
        """
        Reading apps take the feed for a catalogue by OPDS 1.2: each article can be fetched, with a small picture.
        """
        feed = feed_of(client)
        entry = feed.findall("a:entry", ATOM)[2]
        links = {link.get("rel"): link for link in entry.findall("a:link", ATOM)}

        assert feed.find("a:link[@rel='self']", ATOM).get("type").endswith("profile=opds-catalog;kind=acquisition")
        assert links["http://opds-spec.org/acquisition/open-access"].get("href") == "/farming/spring-tea.html"
        assert links["http://opds-spec.org/acquisition/open-access"].get("type") == "text/html"
        thumbnail = links["http://opds-spec.org/image/thumbnail"]
        assert client.get(thumbnail.get("href")).content_type == thumbnail.get("type")

    def test_control_characters_are_left_out(self, root: Path):
        """
        Characters that XML does not allow do not break the feed.
        """
        write(root, "content/safety/old.md", "---\ntitle: 旧文件\ndate: 2025-07-01\n---\n第一页\x0c第二页\x02\n")

        summary = feed_of(client_of(root)).findtext("a:entry/a:summary", namespaces=ATOM)

        assert "第二页" in summary

    def test_undated_articles_are_left_out(self, root: Path):
        """
        Atom has no entries without a date.
        """
        write(root, "content/safety/undated.md", "---\ntitle: 无日期\n---\n正文\n")

        assert len(feed_of(client_of(root)).findall("a:entry", ATOM)) == 3

    def test_empty_library(self, tmp_path: Path):
        """
        A feed without entries is valid and says the same each time.
        """
        write(tmp_path, "shuwu.toml", "")
        (tmp_path / "content").mkdir()

        assert feed_of(client_of(tmp_path)).findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00+08:00"


class TestTimezone:
    @pytest.mark.parametrize(
        ("zone", "tea", "newest"),
        [
            ("Europe/Berlin", "2025-04-02T08:30:00+02:00", "2025-06-07T00:00:00+02:00"),
            ("America/St_Johns", "2025-04-02T08:30:00-02:30", "2025-06-07T00:00:00-02:30"),
        ],
    )
    def test_offsets(self, root: Path, zone: str, tea: str, newest: str):
        """
        Atom, JSON Feed, OPDS and the site map carry the dates of the library with the offset of its zone.
        """
        write(root, "shuwu.toml", f'timezone = "{zone}"\nurl = "https://example.org"\n')
        client = client_of(root)
        atom = feed_of(client)
        item = json.loads(client.get("/feed.json").data)["items"][2]
        catalogue = json.loads(client.get("/opds.json").data)

        assert atom.findall("a:entry", ATOM)[2].findtext("a:published", namespaces=ATOM) == tea
        assert atom.findtext("a:updated", namespaces=ATOM) == newest
        assert item["date_published"] == tea
        assert catalogue["metadata"]["modified"] == newest
        assert catalogue["publications"][2]["metadata"]["published"] == tea
        assert places_in(client, "/sitemap-newest.xml")["https://example.org/farming/spring-tea.html"] == tea


class TestJsonFeed:
    def test_what_json_feed_asks_for(self, root: Path):
        """
        The feed is one by JSON Feed 1.1: its version, and of each article an id, an address, words and dates.
        """
        write(root, "shuwu.toml", 'title = "柳溪村书屋"\nurl = "https://example.org/books"\n')
        response = client_of(root).get("/feed.json")
        feed = response.json

        assert response.content_type == "application/feed+json"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == "https://example.org/books/feed.json"
        assert all(type(feed[name]) is str and feed[name] for name in ("title", "home_page_url", "language"))
        assert all(author["name"] for author in feed["authors"])
        for item in feed["items"]:
            assert all(type(item[name]) is str and item[name] for name in ("id", "title", "content_text", "language"))
            assert item["url"].startswith("https://example.org/books/")
            assert datetime.fromisoformat(item["date_published"]).utcoffset() is not None

    def test_same_articles_as_atom(self, client: FlaskClient):
        """
        It has the articles of the Atom feed, in the same order and under the same ids.
        """
        ids = [entry.text for entry in feed_of(client).iterfind("a:entry/a:id", ATOM)]

        assert [item["id"] for item in client.get("/feed.json").json["items"]] == ids


class TestOpds:
    def test_what_opds_asks_for(self, client: FlaskClient):
        """
        The catalogue is one by OPDS 2.0: a title, a link to itself, and publications that can be fetched.
        """
        response = client.get("/opds.json")
        catalogue = response.json

        assert response.content_type == "application/opds+json"
        assert catalogue["metadata"]["title"] == "柳溪村书屋"
        assert {"rel": "self", "href": "/opds.json", "type": "application/opds+json"} in catalogue["links"]
        for publication in catalogue["publications"]:
            assert publication["metadata"]["title"]
            (link,) = publication["links"]
            assert link["rel"] == "http://opds-spec.org/acquisition/open-access"
            assert client.get(link["href"]).mimetype == link["type"]

    def test_thumbnail(self, client: FlaskClient):
        """
        An article with a cover has a small picture, in a format that every reading app shows.
        """
        shown = [found for found in client.get("/opds.json").json["publications"] if "images" in found]

        assert [found["metadata"]["title"] for found in shown] == ["春茶采摘要点"]
        (image,) = shown[0]["images"]
        assert image["type"] in ("image/jpeg", "image/png")
        assert client.get(image["href"]).mimetype == image["type"]

    def test_rows(self, client: FlaskClient):
        """
        It has the articles of the feed, with what is known of each.
        """
        tea = client.get("/opds.json").json["publications"][2]["metadata"]

        assert tea["author"] == "李四"
        assert tea["subject"] == ["茶叶"]
        assert tea["published"] == "2025-04-02T08:30:00+08:00"


class TestSitemap:
    def test_every_article_with_its_date(self, root: Path):
        """
        The site map names home, sections and articles, with the date of the last change.
        """
        write(root, "shuwu.toml", 'url = "https://example.org"\n')

        found = places_in(client_of(root), "/sitemap-newest.xml")

        assert places_in(client_of(root), "/sitemap.xml") == {"https://example.org/sitemap-newest.xml": None}
        assert found["https://example.org/"] == "2025-06-07T00:00:00+08:00"
        assert found["https://example.org/farming/"] == "2025-05-06T00:00:00+08:00"
        assert found["https://example.org/farming/spring-tea.html"] == "2025-04-02T08:30:00+08:00"

    def test_pieces(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        """
        A large site map is cut into pieces, counted from the oldest article: a new one changes one of them.
        """
        monkeypatch.setattr("webapp.web.feeds.SITEMAP_SIZE", 1)
        client = client_of(root)

        assert list(places_in(client, "/sitemap.xml")) == ["/sitemap-newest.xml", "/sitemap-1.xml", "/sitemap-2.xml"]
        assert list(places_in(client, "/sitemap-1.xml")) == ["/farming/spring-tea.html"]
        assert client.get("/sitemap-3.xml").status_code == 404


class TestRobots:
    def test_all_are_let_in(self, root: Path):
        """
        Every robot may read everything, and is shown the site map.
        """
        write(root, "shuwu.toml", 'url = "https://example.org"\n')

        text = client_of(root).get("/robots.txt").text

        assert "Allow: /\n" in text
        assert "Sitemap: https://example.org/sitemap.xml" in text

    def test_robots_without_address(self, client: FlaskClient):
        """
        Without a public address the site map is not named: robots take whole addresses only.
        """
        assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"


class TestManifest:
    def test_icons_are_there(self, client: FlaskClient):
        """
        The manifest is JSON with the library's name, and its icons can be fetched.
        """
        manifest = json.loads(client.get("/site.webmanifest").text)

        assert manifest["name"] == "柳溪村书屋"
        assert [client.get(icon["src"]).mimetype for icon in manifest["icons"]] == ["image/png"] * 3

    def test_title_with_quotes(self, root: Path):
        """
        Whatever the title, the manifest stays JSON.
        """
        write(root, "shuwu.toml", """title = '他说"好" <b>\\'\n""")

        assert json.loads(client_of(root).get("/site.webmanifest").text)["name"] == '他说"好" <b>\\'


class TestSameBytes:
    def test_nothing_tells_the_time(self, root: Path):
        """
        Two servers with the same library send the same bytes.
        """
        paths = ["/", "/feed.xml", "/sitemap.xml", "/robots.txt", "/site.webmanifest", "/farming/spring-tea.html"]

        assert [client_of(root).get(path).data for path in paths] == [client_of(root).get(path).data for path in paths]
