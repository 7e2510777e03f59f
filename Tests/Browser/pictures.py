"""Takes the pictures of the documents: pictures.py DEMO_RUN VOICES_RUN FOLDER. ImageMagick makes them small afterwards."""
import os
import subprocess
import sys

from browser import browser, page

DEMO, VOICES, FOLDER = sys.argv[1:4]


def keep(name, width):
    path = f"{FOLDER}/{name}.png"
    subprocess.run(["convert", path, "-resize", f"{width}x>", "-dither", "None", "-colors", "200", f"PNG8:{path}"], check=True)
    print(path, os.path.getsize(path))


def whole(chromium, run, name, height, **more):
    with page(chromium, **more) as watched:
        watched.page.goto(f"file://{run}/report/index.html")
        watched.page.wait_for_load_state("load")
        watched.page.screenshot(path=f"{FOLDER}/{name}.png", clip={"x": 0, "y": 0, "width": more.get("width", 1280), "height": height}, full_page=True)


def case(chromium, run, name, act, **more):
    with page(chromium, **more) as watched:
        watched.page.goto(f"file://{run}/report/index.html")
        # The bar sticks to the window's top, and would lie across the case.
        watched.page.evaluate("document.querySelector('.toc').hidden = true")
        one = watched.page.locator(".case[open]").first
        act(watched.page, one)
        one.screenshot(path=f"{FOLDER}/{name}.png")


def swipe(view, one):
    one.locator(".mode").first.focus()
    view.keyboard.press("w")
    one.locator(".slide").focus()
    view.wait_for_timeout(200)


def listen(view, one):
    one.locator(".go").click()
    view.wait_for_function("one => parseFloat(one.textContent) > 0.8", arg=one.locator(".time").element_handle())


with browser() as chromium:
    whole(chromium, DEMO, "light", 1750)
    whole(chromium, DEMO, "dark", 1300, dark=True)
    whole(chromium, DEMO, "phone", 1700, width=390)
    whole(chromium, VOICES, "ten", 2300)
    case(chromium, DEMO, "case", swipe, height=1200)
    with page(chromium, height=1200) as watched:
        watched.page.goto(f"file://{DEMO}/report/index.html")
        watched.page.evaluate("document.querySelector('.toc').hidden = true")
        one = watched.page.locator(".case:has(audio)").first
        one.evaluate("one => { one.open = true; }")
        listen(watched.page, one)
        one.screenshot(path=f"{FOLDER}/audio.png")
for name, width in (("light", 900), ("dark", 900), ("phone", 390), ("ten", 900), ("case", 900), ("audio", 900)):
    keep(name, width)
