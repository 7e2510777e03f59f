"""Looks at a report as its readers do: report.py RUN LONG_RUN HOSTILE_RUN, run folders with `report/` and `report.html`."""
import http.server
import functools
import re
import sys
import threading

from browser import browser, page, tell

RUN, LONG, HOSTILE = sys.argv[1:4]
JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"
found = {"axe": [], "overflow": [], "foreign": [], "complaints": [], "dialogs": 0}


def look(watched, url, name):
    """Opens a page, every case of it, and notes what is wrong."""
    watched.page.goto(url)
    watched.page.evaluate("document.querySelectorAll('.case').forEach((one, i) => { if (i % 5 === 0) one.open = true; })")
    watched.page.wait_for_load_state("load")
    found["axe"] += [f"{name}: {line}" for line in watched.axe()]
    if watched.overflow() > 0:
        found["overflow"].append(f"{name}: {watched.overflow()} px")


def close(watched):
    found["foreign"] += watched.foreign()
    found["complaints"] += watched.complaints
    found["dialogs"] += watched.dialogs


def pictures(chromium):
    """The ways to set two pictures against each other."""
    with page(chromium) as watched:
        watched.page.goto(f"file://{RUN}/report/index.html")
        case = watched.page.locator(".case").first
        first = case.locator(".mode").first
        first.focus()
        seen = {}
        for key in "swbd":
            watched.page.keyboard.press(key)
            stage = case.locator(".stage")
            seen[key] = [stage.get_attribute("data-mode"), stage.is_visible(), stage.locator(".cut").first.evaluate("one => getComputedStyle(one).mixBlendMode")]
        watched.page.keyboard.press("w")
        slide = case.locator(".slide")
        slide.focus()
        watched.page.keyboard.press("ArrowRight")
        seen["divider"] = case.locator(".frame").first.evaluate("one => one.style.getPropertyValue('--x')")
        first.focus()
        watched.page.keyboard.press("+")
        watched.page.keyboard.press("+")
        watched.page.keyboard.press("ArrowLeft")
        round_ = case.locator(".round").first
        seen["zoom"] = [round_.evaluate("one => one.style.getPropertyValue('--z')"), round_.evaluate("one => one.style.getPropertyValue('--ox')")]
        scales = round_.evaluate("one => [...one.querySelectorAll('.frame img, .pic img')].map(i => getComputedStyle(i).transform.split(',')[0])")
        seen["scales"] = sorted(set(scales))
        select = case.locator(".modes select").nth(1)
        select.select_option(index=2)
        seen["right"] = case.locator(".frame .lbl.r").first.text_content()
        # Keys act inside a case alone.
        watched.page.locator("h1").click()
        watched.page.keyboard.press("b")
        seen["outside"] = case.locator(".stage").get_attribute("data-mode")
        close(watched)
    found["pictures"] = seen


def sounds(chromium, url):
    """One place for all sounds; what plays, plays from samples in memory."""
    with page(chromium) as watched:
        watched.page.goto(url)
        round_ = watched.page.locator(".round:has(audio)").first
        round_.evaluate("one => { one.closest('details').open = true; }")
        player = round_.locator(".player")
        player.locator(".go").click()
        watched.page.wait_for_function("one => parseFloat(one.textContent) > 0.05", arg=player.locator(".time").element_handle())
        playing = player.locator(".go").text_content()
        player.locator(".pick").nth(1).click()
        watched.page.wait_for_function("one => one.querySelectorAll('.out.live').length === 1", arg=round_.element_handle())
        live = round_.locator(".out.live .nm").first.text_content()
        kept = watched.page.evaluate("one => parseFloat(one.textContent)", player.locator(".time").element_handle())
        player.locator(".go").click()
        by_element = round_.evaluate("one => [...one.querySelectorAll('audio')].some(sound => sound.currentTime > 0)")
        close(watched)
        return {"playing": playing, "live": live, "kept": kept > 0.05, "stopped": player.locator(".go").text_content(), "by_element": by_element}


def plain(chromium):
    """Without a script: all is there, and each sound has a player of its own."""
    with page(chromium, script=False) as watched:
        watched.page.goto(f"file://{RUN}/report/index.html")
        close(watched)
        return {
            "verdicts": watched.page.locator(".v .sentence").count(), "tools": watched.page.locator(".tools:visible, .modes, .player").count(),
            "cases": watched.page.locator(".case summary:visible").count(), "theme": watched.page.locator(".theme:visible").count(),
            "sounds": watched.page.locator(".case[open] audio:visible, audio").count(),
        }


def printed(chromium):
    with page(chromium) as watched:
        watched.page.goto(f"file://{RUN}/report/index.html")
        watched.page.emulate_media(media="print")
        hidden = watched.page.locator(".toc:visible, .tools:visible, .modes:visible, .player:visible").count()
        pdf = watched.page.pdf(format="A4")
        # Chromium writes the pages' count into the root of its page tree.
        counts = [int(number) for number in re.findall(rb"/Count (\d+)", pdf)]
        return {"tools": hidden, "pages": max(counts)}


def hostile(chromium):
    """Names and prompts that would act where they are not escaped."""
    seen = []
    for url in (f"file://{HOSTILE}/report/index.html", f"file://{HOSTILE}/report.html"):
        with page(chromium) as watched:
            watched.page.goto(url)
            watched.page.evaluate("document.querySelectorAll('.case').forEach(one => { one.open = true; })")
            watched.page.locator(".modes button").nth(2).click()
            watched.page.locator("input[type=search]").first.fill("alert")
            watched.page.wait_for_load_state("load")
            seen.append({
                "scripts": watched.page.locator("script").count(), "strangers": watched.page.locator("img[src=x], [onerror], [onmouseover], iframe").count(),
                "shown": watched.page.locator("body").inner_text().count("</script>") > 3})
            close(watched)
    return seen


class Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", JENKINS)
        super().end_headers()

    def log_message(self, *_):
        pass


def strict(chromium):
    """Behind a policy that allows neither script nor sound, as a build server sends it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=RUN))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with page(chromium) as watched:
            watched.page.goto(f"http://127.0.0.1:{server.server_port}/report/index.html")
            handle = watched.page.locator(".case img").first
            handle.wait_for()
            return {
                "script": watched.page.locator(".modes").count(), "width": handle.evaluate("one => one.naturalWidth") > 0,
                "styled": watched.page.locator(".card").first.evaluate("one => getComputedStyle(one).borderRadius") == "14px",
                "links": watched.page.locator(".out figcaption a[href$='.wav']").count() > 0,
            }
    finally:
        server.shutdown()


def searching(chromium):
    """A search finds cases on other pages, and the link opens them."""
    with page(chromium) as watched:
        watched.page.goto(f"file://{LONG}/report/index.html")
        before = [url for url in watched.requests if url.endswith("search.js")]
        watched.page.locator("input[type=search]").first.fill("number 117")
        link = watched.page.locator(".found a")
        link.wait_for()
        hits, status = link.count(), watched.page.locator(".shown").first.text_content()
        found["axe"] += [f"search: {line}" for line in watched.axe()]
        link.first.click()
        watched.page.wait_for_function("document.querySelector('.case[open] .modes')")
        opened = watched.page.locator(".case[open] .pr").last.text_content()
        # What the bar of links covers after the jump has no size.
        watched.page.evaluate("scrollTo(0, 0)")
        found["axe"] += [f"further page: {line}" for line in watched.axe()]
        pages = watched.page.locator(".pages a").count()
        close(watched)
        return {"loaded_before": len(before), "hits": hits, "status": status, "opened": opened, "pages": pages}


with browser() as chromium:
    for name, width, dark in (("light", 1280, False), ("dark", 1280, True), ("phone", 390, False)):
        for url in (f"file://{RUN}/report/index.html", f"file://{RUN}/report.html"):
            with page(chromium, width=width, dark=dark) as watched:
                look(watched, url, f"{name} {url.rsplit('/', 1)[-1]}")
                close(watched)
    pictures(chromium)
    found["sounds"] = {"folder": sounds(chromium, f"file://{RUN}/report/index.html"), "single": sounds(chromium, f"file://{RUN}/report.html")}
    found["plain"] = plain(chromium)
    found["printed"] = printed(chromium)
    found["strict"] = strict(chromium)
    found["hostile"] = hostile(chromium)
    found["search"] = searching(chromium)
tell(**found)
