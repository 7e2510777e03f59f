#!/usr/bin/env python3
"""Prompt alignment by a vision-language model behind an OpenAI-compatible address: how much of the prompt is shown, 0 to 100.

Needs no package. The address is VLM_URL (such as http://localhost:11434/v1), the model VLM_MODEL, the key, if any, VLM_KEY.
A judge of this kind answers a little differently each time, and costs what its host takes.
Not run against a model by the tests of bakeoff.

scorers:
  judge: {command: [python3, vlm_judge.py], fills: prompt_alignment, timeout: 300, batch: 1}
"""
import base64
import json
import mimetypes
import os
import re
import sys
import urllib.request

from bakeoff_scorer import serve

if not os.environ.get("VLM_URL") or not os.environ.get("VLM_MODEL"):
    print("set VLM_URL and VLM_MODEL to an OpenAI-compatible address and a model that sees pictures", file=sys.stderr)
    sys.exit(69)
MODEL = os.environ["VLM_MODEL"]
ASK = "How much of this is shown in the picture: «{}»? Answer with one whole number from 0 (nothing) to 100 (all of it), no more."


def score(question):
    if not question.get("prompt"):
        raise ValueError("there is no prompt to compare with")
    kind = mimetypes.guess_type(question["path"])[0] or "image/png"
    with open(question["path"], "rb") as file:
        picture = base64.b64encode(file.read()).decode()
    content = [
        {"type": "text", "text": ASK.format(question["prompt"])},
        {"type": "image_url", "image_url": {"url": f"data:{kind};base64,{picture}"}},
    ]
    body = {"model": MODEL, "temperature": 0, "max_tokens": 8, "messages": [{"role": "user", "content": content}]}
    headers = {"Content-Type": "application/json"}
    if os.environ.get("VLM_KEY"):
        headers["Authorization"] = "Bearer " + os.environ["VLM_KEY"]
    address = os.environ["VLM_URL"].rstrip("/") + "/chat/completions"
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=240) as answer:
        said = json.load(answer)["choices"][0]["message"]["content"]
    found = re.fullmatch(r"\s*(\d{1,3})\s*\.?\s*", said)
    if not found or int(found[1]) > 100:
        raise ValueError(f"the model answered {said[:80]!r}")
    return int(found[1]) / 100


serve(MODEL, "vlm_judge 1", score)
