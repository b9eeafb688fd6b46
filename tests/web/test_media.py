import re

import pytest
from flask.testing import FlaskClient


class TestPicture:
    def test_picture_of_a_page(self, client: FlaskClient):
        """
        The pictures that a page names are there, may be kept for ever, and never change.
        """
        names = re.findall(r"/media/[\w.-]+", client.get("/farming/spring-tea.html").text)

        responses = [client.get(name) for name in names]

        assert {response.mimetype for response in responses} == {"image/webp", "image/png"}
        assert all("immutable" in response.headers["Cache-Control"] for response in responses)

    @pytest.mark.parametrize("name", ["x.jpg", "0" * 20 + "-320.jpg", "..%2Fshuwu.toml", "leaf.png"])
    def test_anything_else(self, client: FlaskClient, name: str):
        """
        Nothing but the library's own thumbnails is sent.
        """
        assert client.get(f"/media/{name}").status_code == 404
