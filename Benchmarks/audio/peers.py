"""One peer on one or two sounds of one channel, printing its number: `peers.py NAME SOUND [REFERENCE]`. Imports what that peer needs and nothing else."""
import sys

import numpy as np
import soundfile as sf

name, paths = sys.argv[1], sys.argv[2:]
sounds = [sf.read(path)[0] for path in paths]
rate = sf.info(paths[0]).samplerate
x, reference = sounds[0], sounds[-1]


def praat():
    import parselmouth
    from parselmouth.praat import call

    sound = parselmouth.Sound(x, rate)
    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=75, pitch_ceiling=600)
    pulses = call([sound, pitch], "To PointProcess (cc)")
    jitter = call(pulses, "Get jitter (local)", 0, 0, 0.0001, 0.02, 1.3)
    shimmer = call([sound, pulses], "Get shimmer (local)", 0, 0, 0.0001, 0.02, 1.3, 1.6)
    harmonicity = sound.to_harmonicity_cc(0.01, 75, 0.1, 1.0)
    return np.median(pitch.selected_array["frequency"]), jitter, shimmer, harmonicity.values[harmonicity.values > -200].mean()


def mel_cepstrum(sound):
    import pysptk
    import pyworld

    pitch, times = pyworld.dio(sound, rate, f0_floor=71, f0_ceil=800, frame_period=5.0)
    pitch = pyworld.stonemask(sound, pitch, times, rate)
    return np.array([pysptk.sp2mc(frame, 24, 0.42) for frame in pyworld.cheaptrick(sound, pitch, times, rate)])[:, 1:]


def mcd():
    a, b = mel_cepstrum(reference), mel_cepstrum(x)
    return 6.141851 * np.sqrt(((a - b) ** 2).sum(1)).mean()


def loudness():
    import pyloudnorm

    return pyloudnorm.Meter(rate).integrated_loudness(x)


def stoi(extended=False):
    import pystoi

    return pystoi.stoi(reference, x, rate, extended=extended)


def pesq():
    import pesq

    return pesq.pesq(rate, reference, x, "wb")


def distill_mos():
    import torch
    from distillmos import ConvTransformerSQAModel

    torch.set_num_threads(1)
    model = ConvTransformerSQAModel()
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(x.astype(np.float32))[None]).item()


def dnsmos():
    from speechmos import dnsmos

    return dnsmos.run(x, rate)["ovrl_mos"]


print(dict(praat=praat, mcd=mcd, loudness=loudness, stoi=stoi, estoi=lambda: stoi(True), pesq=pesq, distill_mos=distill_mos, dnsmos=dnsmos)[name]())
