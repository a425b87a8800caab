"""The dashboard in Chromium, as somebody who is logged in sees it."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bi.server import ADMIN, PASSWORD, Superset

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
#: As tall as the dashboard: what is out of sight is not asked for.
SIZE = {"width": 1500, "height": 3950}
PATIENCE_MS = 180_000


def look(superset: Superset, dashboard: str, picture: Path, charts: int) -> list[str]:
    """Open a dashboard, wait for all of its charts, take a picture; what went wrong, in sentences."""
    wrong, seen = [], set()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = chromium.new_page(viewport=SIZE)
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{superset.url}/login/")
        page.fill("input#username", ADMIN)
        page.fill("input[type=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/welcome/**")

        def note(response):
            if "/api/v1/chart/data?form_data" in response.url:
                seen.add(response.url)
                if not response.ok:
                    wrong.append(f"{response.status} {response.text()[:500]}")

        page.on("response", note)
        page.goto(f"{superset.url}/superset/dashboard/{dashboard}/")
        until = PATIENCE_MS
        while len(seen) < charts and until > 0:
            page.wait_for_timeout(500)
            until -= 500
        # The last answers are on their way to the screen, and the bars grow.
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(5_000)
        page.screenshot(path=picture, full_page=True)
        wrong += [f"only {len(seen)} of {charts} charts were asked for"] if len(seen) < charts else []
        wrong += [
            f"on the page: {one.inner_text()[:300]}" for one in page.get_by_role("alert").all() if one.is_visible()
        ]
        chromium.close()
    return wrong
