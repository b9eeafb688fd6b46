"""Draw the README's picture: the sample library's home page and an article, side by side on a phone's screen.

Usage: python tools/take_screenshots.py
"""

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from webapp.app import create_app
from webapp.freeze.site import freeze
from webapp.settings import load_settings

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/images/phone.png"
GAP = 24
MAX_BYTES = 150_000


def main() -> None:
    """Freeze the sample library, take both pictures and join them."""
    settings = load_settings(ROOT, environ={})
    freeze(create_app(settings), settings)
    pages = _take_pictures(settings.build / "site")
    width = sum(page.width for page in pages) + GAP * (len(pages) - 1)
    joined = Image.new("RGB", (width, pages[0].height), "white")
    left = 0
    for page in pages:
        joined.paste(page, (left, 0))
        left += page.width + GAP
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    joined.quantize(64, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    print(f"{TARGET.relative_to(ROOT)}: {size} bytes")
    if size > MAX_BYTES:
        raise SystemExit(f"That is over {MAX_BYTES}: take fewer colours.")


def _take_pictures(site: Path) -> list[Image.Image]:
    with sync_playwright() as playwright:
        name = os.environ.get("CHROMIUM", "chromium")
        browser = playwright.chromium.launch(executable_path=shutil.which(name) or name, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 640}, device_scale_factor=1.5)
        page.goto((site / "index.html").as_uri())
        home = _open(page.screenshot())
        page.click("main .entries a")
        article = _open(page.screenshot())
        browser.close()
    return [home, article]


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


if __name__ == "__main__":
    main()
