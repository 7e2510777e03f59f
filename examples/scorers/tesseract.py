#!/usr/bin/env python3
"""Reads the text in a picture with the program tesseract, for text_accuracy; the languages are the first argument.

Needs: apt-get install tesseract-ocr (and tesseract-ocr-LANGUAGE). Not run by the tests of bakeoff.

scorers:
  words: {command: [python3, tesseract.py, eng], answers: text, fills: text_accuracy}
"""
import shutil
import subprocess
import sys

from bakeoff_scorer import serve

if not shutil.which("tesseract"):
    print("no program called tesseract: apt-get install tesseract-ocr", file=sys.stderr)
    sys.exit(69)
LANGUAGES = sys.argv[1] if len(sys.argv) > 1 else "eng"
VERSION = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]


def read(question):
    run = subprocess.run(
        ["tesseract", question["path"], "stdout", "-l", LANGUAGES, "--psm", "11"], capture_output=True, text=True, timeout=50)
    if run.returncode:
        raise RuntimeError(run.stderr.strip()[-200:])
    return run.stdout


serve("tesseract " + LANGUAGES, VERSION, read=read)
