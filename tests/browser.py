"""A real Chromium for tests of pages."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: It asks nobody for anything: what a page asks for is seen.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser while the block lasts; the test is skipped where there is none."""
    installed = shutil.which("chromium")
    if not installed:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=installed, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, url: str, size: str = "phone", scheme: str = "light", **options: object) -> Iterator[Page]:
    """A page on a screen of a size, by day or by night; `said` of it holds what it told the console."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
    try:
        page = context.new_page()
        page.goto(url)
        yield page
    finally:
        context.close()
