#!/usr/bin/env python3
"""Answers with the share of bytes of a file above 127: a scorer with nothing to install, to see the protocol at work.

It says nothing about quality.

scorers:
  brightness: {command: [python3, brightness.py], fills: byte_share, kind: image, range: [0, 1], better: neutral}
"""
from bakeoff_scorer import serve


def score(question):
    with open(question["path"], "rb") as file:
        data = file.read()
    return sum(byte > 127 for byte in data) / max(1, len(data))


serve("brightness", "1", score)
