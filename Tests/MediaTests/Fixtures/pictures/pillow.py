"""Writes the pictures of this folder, and `pillow.csv`: what Pillow reads from each, as the SHA-256 of its samples."""

import hashlib
import pathlib
import subprocess
import sys

import PIL
from PIL import Image

FOLDER = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 45, 31


def sample(x, y, channel):
    """Slopes, a grid and a diagonal edge, in whole numbers; the tests draw the same."""
    edge = 60 if x * 2 + channel * 9 > y * 3 else 0
    return (x * (3 + channel) + y * 2 + (x // 9 + y // 7) % 2 * 50 + edge) % 256


def picture(mode):
    channels = len(Image.new(mode, (1, 1)).getbands())
    values = [sample(x, y, c) for y in range(HEIGHT) for x in range(WIDTH) for c in range(channels)]
    return Image.frombytes(mode, (WIDTH, HEIGHT), bytes(values))


def write_jpegs():
    colour = picture("RGB")
    picture("L").save(FOLDER / "gray.jpg", quality=75)
    colour.save(FOLDER / "420.jpg", quality=75, subsampling="4:2:0")
    colour.save(FOLDER / "422.jpg", quality=75, subsampling="4:2:2")
    colour.save(FOLDER / "444.jpg", quality=75, subsampling="4:4:4")
    colour.save(FOLDER / "progressive.jpg", quality=75, progressive=True)
    colour.save(FOLDER / "restarts.jpg", quality=75, restart_marker_blocks=2)
    colour.save(FOLDER / "rgb.jpg", quality=75, keep_rgb=True)
    picture("CMYK").save(FOLDER / "cmyk.jpg", quality=75)
    # The byte after the flags of the Adobe segment says how the four components are to be read.
    inverted = bytearray((FOLDER / "cmyk.jpg").read_bytes())
    inverted[inverted.index(b"Adobe") + 11] = 2
    (FOLDER / "ycck.jpg").write_bytes(inverted)


def write_with_cjpeg():
    """Forms that Pillow does not write, by cjpeg of libjpeg-turbo 2.1.5."""
    ppm = FOLDER / "picture.ppm"
    picture("RGB").save(ppm)
    for name, options in {"440.jpg": ["-sample", "1x2"], "411.jpg": ["-sample", "4x1"], "arithmetic.jpg": ["-arithmetic"]}.items():
        subprocess.run(["cjpeg", "-quality", "75", *options, "-outfile", FOLDER / name, ppm], check=True)
    ppm.unlink()


def write_webps():
    picture("RGB").save(FOLDER / "lossy.webp", quality=75)
    picture("RGBA").save(FOLDER / "lossy-alpha.webp", quality=75)
    picture("RGB").save(FOLDER / "lossless.webp", lossless=True)
    picture("RGBA").save(FOLDER / "lossless-alpha.webp", lossless=True, exact=True)
    frames = [picture("RGB").resize((8, 8)), picture("RGB").resize((8, 8)).rotate(90)]
    frames[0].save(FOLDER / "animated.webp", save_all=True, append_images=frames[1:], duration=100)


def rows():
    for path in sorted(FOLDER.glob("*.jpg")) + sorted(FOLDER.glob("*.webp")):
        if path.stem in ("arithmetic", "animated"):
            continue
        image = Image.open(path)
        mode = "RGB" if image.mode in ("CMYK", "RGBX") else image.mode
        yield path.name, mode, hashlib.sha256(image.convert(mode).tobytes()).hexdigest()


if __name__ == "__main__":
    write_jpegs()
    write_with_cjpeg()
    write_webps()
    lines = ["file,mode,sha256"] + [",".join(row) for row in rows()]
    (FOLDER / "pillow.csv").write_text("\n".join(lines) + "\n")
    print(f"Pillow {PIL.__version__}, Python {sys.version.split()[0]}")
