#!/usr/bin/env python3
"""Prompt alignment by SigLIP 2: the probability that the prompt belongs to the picture.

Needs: pip install torch transformers pillow (about 3 GB), and weights from Hugging Face on the first start (about 1.5 GB).
Written from the documentation of transformers; not run by the tests of bakeoff.

scorers:
  alignment: {command: [python3, siglip.py], fills: prompt_alignment, start_timeout: 900}
"""
from bakeoff_scorer import need, serve

torch, transformers, images = need(("torch", "torch"), ("transformers", "transformers"), ("PIL.Image", "pillow"))

NAME = "google/siglip2-base-patch16-224"
model = transformers.AutoModel.from_pretrained(NAME).eval()
processor = transformers.AutoProcessor.from_pretrained(NAME)


def score(question):
    if not question.get("prompt"):
        raise ValueError("there is no prompt to compare with")
    picture = images.open(question["path"]).convert("RGB")
    inputs = processor(text=[question["prompt"]], images=picture, padding="max_length", truncation=True, return_tensors="pt")
    with torch.no_grad():
        return torch.sigmoid(model(**inputs).logits_per_image)[0, 0].item()


serve("siglip2-base-patch16-224", transformers.__version__, score)
