"""Draws the extension's icons from `extension/icons/icon.svg`: `.venv/bin/python -m tests.extension.draw_icons`."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from e2e.browser import EXTENSION, FLAGS, chromium_path

SIZES = (16, 32, 48, 128)


def draw() -> None:
    """Write one PNG a size, on a clear ground."""
    icons = EXTENSION / "icons"
    svg = (icons / "icon.svg").read_text(encoding="utf-8")
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px}}</style>{svg}")
            page.screenshot(path=icons / f"icon-{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    draw()
