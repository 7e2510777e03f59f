#!/usr/bin/env python3
"""Reads the text in a picture with PP-OCR, for text_accuracy.

Needs: pip install rapidocr-onnxruntime (about 100 MB with its models; nothing is fetched later).

scorers:
  words: {command: [python3, rapidocr.py], answers: text, fills: text_accuracy}
"""
from bakeoff_scorer import need, serve

module = need(("rapidocr_onnxruntime", "rapidocr-onnxruntime"))
engine = module.RapidOCR(intra_op_num_threads=1)


def read(question):
    lines, _ = engine(question["path"])
    return "\n".join(line[1] for line in lines or [])


serve("rapidocr PP-OCR", getattr(module, "__version__", "1"), read=read)
