"""The lists of packs, and what leads to them."""

import json
import xml.etree.ElementTree as ET

from flask import Flask

from webapp.pack.pack_lists import write_pack_lists
from webapp.settings import Settings

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ACQUISITION = "http://opds-spec.org/acquisition/open-access"


def shelve(app: Flask, library: Settings) -> None:
    """Put two packs there, and list them."""
    folder = library.build / "packs"
    folder.mkdir(parents=True)
    (folder / "书屋 1.epub").write_bytes(b"book")
    (folder / "书屋 1.html").write_bytes(b"page")
    (folder / ".half.zip").write_bytes(b"half")
    write_pack_lists(app)


class TestCatalogues:
    def test_opds_1(self, app: Flask, library: Settings):
        """
        The Atom catalogue has each pack with its type, its length and a small JPEG, and the time of the newest.
        """
        shelve(app, library)
        feed = ET.fromstring((library.build / "packs" / "opds.xml").read_bytes())
        links = {link.get("type"): link for link in feed.iterfind(f"a:entry/a:link[@rel='{ACQUISITION}']", ATOM)}
        updates = [entry.findtext("a:updated", namespaces=ATOM) for entry in feed.iterfind("a:entry", ATOM)]

        assert links.keys() == {"application/epub+zip", "text/html"}
        assert links["application/epub+zip"].get("href") == "%E4%B9%A6%E5%B1%8B%201.epub"
        assert links["application/epub+zip"].get("length") == "4"
        assert feed.findtext("a:updated", namespaces=ATOM) == max(updates)
        assert feed.find("a:entry/a:link[@rel='http://opds-spec.org/image/thumbnail']", ATOM).get("href") == "icon.jpg"

    def test_opds_2(self, app: Flask, library: Settings):
        """
        The JSON catalogue has the same.
        """
        shelve(app, library)
        catalogue = json.loads((library.build / "packs" / "opds.json").read_text("utf-8"))
        links = [publication["links"][0] for publication in catalogue["publications"]]

        assert {link["type"] for link in links} == {"application/epub+zip", "text/html"}
        assert {link["rel"] for link in links} == {ACQUISITION}
        assert all(publication["images"][0]["type"] == "image/jpeg" for publication in catalogue["publications"])

    def test_led_to(self, app: Flask, library: Settings):
        """
        Once there are packs, the catalogues of the library lead to theirs, and the live site sends them.
        """
        client = app.test_client()
        before = client.get("/opds.json").json
        shelve(app, library)
        (link,) = client.get("/opds.json").json["navigation"]
        facet = ET.fromstring(client.get("/feed.xml").data).find("a:link[@rel='http://opds-spec.org/facet']", ATOM)

        assert "navigation" not in before
        assert client.get(link["href"], buffered=True).content_type == link["type"] == "application/opds+json"
        assert client.get(facet.get("href"), buffered=True).content_type == facet.get("type")


class TestLiveSite:
    def test_pack(self, app: Flask, library: Settings):
        """
        A pack is there to be saved, not to be opened on the spot; the lists are there to be read.
        """
        shelve(app, library)
        client = app.test_client()
        pack = client.get("/packs/书屋 1.html", buffered=True)

        assert pack.data == b"page"
        assert pack.headers["Content-Disposition"].startswith("attachment")
        assert "书屋 1.epub" in client.get("/packs/", buffered=True).text
        assert client.get("/packs/icon.jpg", buffered=True).content_type == "image/jpeg"

    def test_nothing_else(self, app: Flask, library: Settings):
        """
        What is still being written, what is not there and what lies elsewhere is not sent.
        """
        shelve(app, library)
        client = app.test_client()

        for name in (".half.zip", "none.epub", "..%2f..%2fshuwu.toml", "%2e%2e/shuwu.toml"):
            assert client.get(f"/packs/{name}").status_code == 404

    def test_no_packs(self, app: Flask):
        """
        Without packs there is no list.
        """
        assert app.test_client().get("/packs/").status_code == 404
