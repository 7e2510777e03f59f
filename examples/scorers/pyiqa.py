#!/usr/bin/env python3
"""A learned quality of pictures by pyiqa (IQA-PyTorch): the metric's name is the first argument, such as clipiqa or musiq.

Needs: pip install pyiqa (with torch, about 3 GB), and the metric's weights on the first start. Look at the licence of the weights.
Written from the documentation of pyiqa; not run by the tests of bakeoff.

scorers:
  looks: {command: [python3, pyiqa.py, clipiqa], fills: aesthetics, start_timeout: 900}
"""
import os
import sys

# This file is called as the package is, and its folder comes first where modules are looked for.
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != here] + [here]

from bakeoff_scorer import need, serve  # noqa: E402

pyiqa = need(("pyiqa", "pyiqa"))
name = sys.argv[1] if len(sys.argv) > 1 else "clipiqa"
metric = pyiqa.create_metric(name)


def score(question):
    if getattr(metric, "metric_mode", "NR") == "FR":
        return metric(question["path"], question["reference"]).item()
    return metric(question["path"]).item()


serve(f"pyiqa-{name}", getattr(pyiqa, "__version__", "unknown"), score)
