"""Writes pillow.csv: resizes by Pillow's LANCZOS on float planes in linear light, premultiplied by alpha. Run with Pillow and numpy."""
import csv
import numpy as np
from PIL import Image


def source(kind, width, height, channels):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    if kind == "zone":  # parabola of whole numbers as phase of a triangle wave: frequency grows to the border
        phase = (x * x + y * y) % 128
        codes = np.where(phase < 64, phase * 4, (127 - phase) * 4)
    else:
        codes = (x * 7 + y * 13 + c * 29 + (x * y) % 31 * 5) % 256
        if channels in (2, 4):
            codes = np.where(c == channels - 1, np.minimum(255, (x * 11 + y * 5) % 300), codes)
    return codes


def linear(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def encoded(v):
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0) ** (1 / 2.4) - 0.055)


def resized(codes, width, height):
    channels = codes.shape[2]
    values = codes / 255
    has_alpha = channels in (2, 4)
    colours = channels - 1 if has_alpha else channels
    alpha = values[..., -1] if has_alpha else np.ones(values.shape[:2])
    scale = lambda plane: np.asarray(Image.fromarray(plane.astype(np.float32), "F").resize((width, height), Image.LANCZOS), np.float64)
    new_alpha = scale(alpha)
    planes = [scale(linear(values[..., c]) * alpha) for c in range(colours)]
    safe = np.where(new_alpha > 1e-5, new_alpha, 1)
    out = [encoded(np.clip(np.where(new_alpha > 1e-5, p / safe, 0) if has_alpha else p, 0, 1)) for p in planes]
    if has_alpha:
        out.append(np.clip(new_alpha, 0, 1))
    return np.rint(np.stack(out, -1) * 65535).astype(int)


CASES = [
    ("shrink_rgb", "pattern", 40, 30, 3, 13, 9),
    ("shrink_gray", "pattern", 64, 48, 1, 9, 17),
    ("enlarge_rgb", "pattern", 9, 7, 3, 14, 12),
    ("mixed_rgb", "pattern", 10, 30, 3, 17, 7),
    ("shrink_rgba", "pattern", 36, 28, 4, 11, 9),
    ("zone_plate", "zone", 64, 64, 1, 24, 24),
]

with open("pillow.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["name", "pattern", "width", "height", "channels", "new_width", "new_height", "codes"])
    for name, kind, width, height, channels, new_width, new_height in CASES:
        codes = resized(source(kind, width, height, channels), new_width, new_height)
        out.writerow([name, kind, width, height, channels, new_width, new_height, " ".join(map(str, codes.ravel()))])
