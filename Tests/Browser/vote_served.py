"""A whole session of votes in the browser: `vote_served.py PROGRAM RUN`.

Starts `bakeoff vote serve`, answers every trial by keyboard, goes back once, and ends the server as Ctrl-C does. The page's clock is
turned by hand, so that nothing waits for the second that a picture must be seen."""
import signal
import sqlite3
import subprocess
import sys

from browser import browser, page, tell
from voting import until

program, run = sys.argv[1:3]
server = subprocess.Popen(
    [program, "vote", "serve", run, "--group", "images", "--seed", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
address = server.stdout.readline().strip()


def kept():
    """Answers in the run store at this moment."""
    with sqlite3.connect(f"file:{run}/run.sqlite?mode=ro", uri=True) as store:
        return store.execute("SELECT COUNT(*) FROM vote").fetchone()[0]


def look(watched):
    """Both pictures on the screen, then a second passes."""
    until(watched.page, "[...document.images].length > 1 && [...document.images].every(one => one.complete && one.naturalWidth)")
    for _ in range(40):
        watched.page.clock.run_for(400)
        if not watched.page.inner_text("#hint"):
            return
        # What is in view is told between two frames, which come in real time.
        watched.page.wait_for_timeout(20)


findings = {"axe": [], "overflow": 0, "counts": [], "progress": []}
try:
    with browser() as chromium:
        for facts in ({}, {"dark": True}, {"width": 390, "height": 844}):
            with page(chromium, **facts) as watched:
                watched.page.clock.install()
                watched.page.goto(address)
                findings["axe"] += watched.axe()
                watched.page.click("#start")
                watched.page.wait_for_selector("#trial:not([hidden])")
                findings["axe"] += watched.axe()
                findings["overflow"] = max(findings["overflow"], watched.overflow())
                watched.page.click("#stop")
                findings["axe"] += watched.axe()
        with page(chromium) as watched:
            watched.page.clock.install()
            watched.page.goto(address)
            watched.page.click("#start")
            watched.page.wait_for_selector("#trial:not([hidden])")
            total = int(watched.page.inner_text("#progress").split()[-1])
            early = watched.page.get_attribute("#next", "aria-disabled")
            for number in range(total):
                findings["progress"].append(watched.page.inner_text("#progress"))
                look(watched)
                watched.page.keyboard.press(["ArrowLeft", "ArrowRight", "ArrowDown"][number % 3])
                if number == 3:
                    watched.page.keyboard.press("u")
                    watched.page.keyboard.press("ArrowRight")
                    watched.page.keyboard.press("Enter")
                    look(watched)
                    watched.page.keyboard.press("ArrowUp")
                watched.page.keyboard.press("Enter")
                until(watched.page, "document.getElementById('saved').textContent === 'saved'")
                findings["counts"].append(kept())
            watched.page.wait_for_selector("#done:not([hidden])")
            findings.update(
                total=total, early=early, thanks=watched.page.inner_text("#handover"), complaints=watched.complaints,
                foreign=watched.foreign(), dialogs=watched.dialogs)
finally:
    server.send_signal(signal.SIGINT)
    output, errors = server.communicate(timeout=60)
tell(status=server.returncode, output=output, errors=errors, **findings)
