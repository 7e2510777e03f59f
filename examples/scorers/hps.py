#!/usr/bin/env python3
"""What people prefer, by HPS v2.1: a number near 0.2 to 0.35, so a metric of one's own.

Needs: pip install hpsv2 (with torch), and weights on the first start (about 2 GB).
Written from the documentation of hpsv2; not run by the tests of bakeoff.

scorers:
  preference: {command: [python3, hps.py], fills: hps, kind: image, range: [0, 1], better: higher, start_timeout: 900}
"""
from bakeoff_scorer import need, serve

hpsv2 = need(("hpsv2", "hpsv2"))


def score(question):
    if not question.get("prompt"):
        raise ValueError("there is no prompt to compare with")
    return hpsv2.score(question["path"], question["prompt"], hps_version="v2.1")[0]


serve("hps", "2.1", score)
