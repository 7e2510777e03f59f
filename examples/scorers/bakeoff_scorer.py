"""The protocol of scorers in plain Python: docs/scorers.md has it in words."""
import importlib
import json
import os
import sys


def need(*modules):
    """Imports modules, or says what to install and ends with status 69."""
    loaded = []
    for name, package in modules:
        try:
            loaded.append(importlib.import_module(name))
        except ImportError as error:
            print(f"cannot import {name} ({error}): pip install {package}", file=sys.stderr)
            sys.exit(69)
    return loaded[0] if len(loaded) == 1 else loaded


def serve(name, version, score=None, read=None):
    """Answers questions until standard input ends.

    score: takes a question, gives a number.
    read: takes a question, gives the text read in the picture, for `answers: text`.
    """
    # What libraries print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(message):
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    say({"bakeoff_scorer": 1, "name": name, "version": version})
    for line in sys.stdin:
        if not line.strip():
            continue  # the end of a batch; a scorer that works file by file need not wait for it
        question = json.loads(line)
        try:
            if read:
                say({"id": question["id"], "text": read(question)})
            else:
                say({"id": question["id"], "value": float(score(question))})
        except Exception as error:  # noqa: BLE001 - one bad file must not end the run
            say({"id": question["id"], "error": f"{type(error).__name__}: {error}"})
