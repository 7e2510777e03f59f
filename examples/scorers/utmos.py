#!/usr/bin/env python3
"""How natural a voice sounds, by UTMOS (strong learner): a mean opinion score, 1 to 5.

Needs: pip install torch torchaudio soundfile, and the repository tarepan/SpeechMOS through torch.hub on the first start.
Written from the documentation of SpeechMOS; not run by the tests of bakeoff.

scorers:
  natural: {command: [python3, utmos.py], fills: utmos, kind: audio, range: [1, 5], better: higher, start_timeout: 900}
"""
from bakeoff_scorer import need, serve

torch, _, soundfile = need(("torch", "torch"), ("torchaudio", "torchaudio"), ("soundfile", "soundfile"))
predictor = torch.hub.load("tarepan/SpeechMOS:v1.2.0", "utmos22_strong", trust_repo=True)


def score(question):
    samples, rate = soundfile.read(question["path"], dtype="float32", always_2d=True)
    with torch.no_grad():
        value = predictor(torch.from_numpy(samples.mean(axis=1))[None], rate).item()
    return min(5.0, max(1.0, value))


serve("utmos22_strong", "SpeechMOS 1.2.0", score)
