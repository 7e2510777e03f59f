"""A page in Debian's chromium, watched: what it asks for, what it complains of, what axe finds, how wide it is.

The tests of the pages are small scripts beside this file. Each prints one JSON object that a Swift test reads; anything else on
standard output, or a status other than 0, fails that test."""
import contextlib
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../.build/browser"))

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

RULES = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Watched:
    """A page and everything it did that a page should not do."""

    def __init__(self, page):
        self.page = page
        self.requests, self.complaints, self.dialogs = [], [], 0
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._trap)

    def _trap(self, dialog):
        self.dialogs += 1
        dialog.dismiss()

    def axe(self):
        """What is not accessible: the rule and the first places, one line each."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{one['id']}: {'; '.join(str(node['target']) for node in one['nodes'][:3])}" for one in found]

    def overflow(self):
        """Pixels by which the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def foreign(self):
        """Requests that leave the machine."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1", "http://localhost"))]


@contextlib.contextmanager
def browser():
    with sync_playwright() as playwright:
        # A sandbox of its own needs rights that a container's root does not have.
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
        try:
            yield chromium
        finally:
            chromium.close()


@contextlib.contextmanager
def page(chromium, width=1280, height=900, dark=False, script=True, **more):
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", java_script_enabled=script,
        reduced_motion="reduce", **more)
    try:
        yield Watched(context.new_page())
    finally:
        context.close()


def tell(**findings):
    json.dump(findings, sys.stdout)
    print()
