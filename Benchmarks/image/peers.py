"""Milliseconds of processor and wall that peers take for one metric on two decoded pictures, one thread: `peers.py PICTURE REFERENCE`.

Prints JSON: {"metric": {"peer": {"processor": ms, "wall": ms}}}."""
import json, statistics, sys, time, warnings

import cv2, numpy as np
from skimage import color, io, measure, metrics
import sewar, ssimulacra2

warnings.filterwarnings("ignore")
cv2.setNumThreads(1)
paths = sys.argv[1:3]
picture, reference = (io.imread(path) for path in paths)
bgr, bgr_reference = (cv2.imread(path) for path in paths)
gray, gray_reference = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) for image in (bgr, bgr_reference))
luma, luma_reference = (image @ [0.299, 0.587, 0.114] for image in (picture.astype(float), reference.astype(float)))
SSIM = dict(data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)


def piqe(image):
    from pypiqe import piqe
    return piqe(image)


PEERS = {
    "decode": {"Pillow": lambda: np.asarray(__import__("PIL.Image").Image.open(paths[0])), "OpenCV": lambda: cv2.imread(paths[0])},
    "psnr": {
        "scikit-image": lambda: metrics.peak_signal_noise_ratio(reference, picture, data_range=255),
        "OpenCV": lambda: cv2.PSNR(bgr, bgr_reference),
    },
    "ssim": {
        "scikit-image": lambda: metrics.structural_similarity(luma, luma_reference, **SSIM),
        "OpenCV": lambda: cv2.quality.QualitySSIM_compute(gray_reference, gray),
        "sewar": lambda: sewar.ssim(gray_reference, gray),
    },
    "ssim_rgb": {
        "scikit-image": lambda: metrics.structural_similarity(picture, reference, channel_axis=2, **SSIM),
        "OpenCV": lambda: cv2.quality.QualitySSIM_compute(bgr_reference, bgr),
    },
    "ms_ssim": {"sewar": lambda: sewar.msssim(gray_reference, gray)},
    "ssimulacra2": {"ssimulacra2 (Python, with decoding)": lambda: ssimulacra2.compute_ssimulacra2(paths[1], paths[0])},
    "gmsd": {"OpenCV": lambda: cv2.quality.QualityGMSD_compute(gray_reference, gray)},
    "vifp": {"sewar": lambda: sewar.vifp(gray_reference, gray)},
    "ciede2000": {"scikit-image": lambda: color.deltaE_ciede2000(color.rgb2lab(reference), color.rgb2lab(picture)).mean()},
    "piqe": {"pypiqe": lambda: piqe(gray)},
    "laplacian_variance": {"OpenCV": lambda: cv2.Laplacian(gray, cv2.CV_64F).var()},
    "tenengrad": {"OpenCV": lambda: (cv2.Sobel(gray, cv2.CV_64F, 1, 0) ** 2 + cv2.Sobel(gray, cv2.CV_64F, 0, 1) ** 2).mean()},
    "entropy": {"scikit-image": lambda: measure.shannon_entropy(gray)},
    "blur_effect": {"scikit-image": lambda: measure.blur_effect(luma)},
}


def timed(work):
    work()
    runs = []
    for _ in range(5):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        runs.append(((time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3))
        if len(runs) >= 3 and sum(run[1] for run in runs) > 6000:
            break
    return {"processor": statistics.median(run[0] for run in runs), "wall": statistics.median(run[1] for run in runs)}


print(json.dumps({metric: {peer: timed(work) for peer, work in works.items()} for metric, works in PEERS.items()}))
