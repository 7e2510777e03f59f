"""A session of votes on an exported folder, opened as files: `vote_static.py FOLDER VOTES.json`.

Plays every sound, answers, comes back after a reload, and downloads the votes."""
import json
import sys

from browser import browser, page, tell
from voting import until

folder, target = sys.argv[1:3]
address = f"file://{folder}/index.html#2"
findings = {"axe": [], "overflow": 0}


def hear(watched):
    """Starts each sound and lets the page's clock go on; the sound itself plays on real time and need not be waited for."""
    until(watched.page, "/s$/.test(document.querySelector('.time').textContent)")
    for index in range(watched.page.locator(".picks button").count()):
        watched.page.keyboard.press("abx"[index])
        watched.page.clock.run_for(1300)


with browser() as chromium:
    with page(chromium, script=False) as watched:
        watched.page.goto(address)
        findings["without"] = watched.page.inner_text("main")
    for facts in ({}, {"dark": True}, {"width": 390, "height": 844}):
        with page(chromium, **facts) as watched:
            watched.page.goto(address)
            findings["axe"] += watched.axe()
            watched.page.click("#start")
            watched.page.wait_for_selector("#trial:not([hidden])")
            findings["axe"] += watched.axe()
            findings["overflow"] = max(findings["overflow"], watched.overflow())
    with page(chromium, accept_downloads=True) as watched:
        watched.page.clock.install()
        watched.page.goto(address)
        watched.page.check("#headphones")
        watched.page.click("#start")
        watched.page.wait_for_selector("#trial:not([hidden])")
        total = int(watched.page.inner_text("#progress").split()[-1])
        watched.page.keyboard.press("ArrowLeft")
        watched.page.keyboard.press("Enter")
        findings["early"] = watched.page.inner_text("#progress")
        for number in range(total):
            hear(watched)
            watched.page.keyboard.press(["ArrowLeft", "ArrowRight"][number % 2])
            if number == 0:
                watched.page.fill("#reason", "clearer, <b>\"warmer\"</b>")
            watched.page.keyboard.press("Enter")
            if number == 1:
                watched.page.reload()
                findings["resumed"] = watched.page.inner_text("#resume")
                watched.page.click("#start")
                watched.page.wait_for_selector("#trial:not([hidden])")
        watched.page.wait_for_selector("#done:not([hidden])")
        findings["axe"] += watched.axe()
        with watched.page.expect_download() as download:
            watched.page.click("#download")
        download.value.save_as(target)
        text = watched.page.input_value("#plain")
        findings.update(total=total, complaints=watched.complaints, foreign=watched.foreign(), dialogs=watched.dialogs)
with open(target, encoding="utf-8") as file:
    saved = file.read()
document = json.loads(saved)
tell(same=saved == text, answers=len(document["answers"]), lists=sorted({one["list"] for one in document["answers"]}),
     reason=document["answers"][0].get("reason"), headphones=document["headphones"], **findings)
