"""Reconstruction kernels: modulation transfer function and noise power spectrum."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage


@dataclass(frozen=True)
class Kernel:
    """An MTF that falls to 50 % and 10 % at these frequencies (line pairs per cm), with an optional edge boost."""

    f50: float
    f10: float
    boost: float = 0.0
    boost_at: float = 1.0
    noise_hu: float = 10.0

    def mtf(self, f: np.ndarray) -> np.ndarray:
        power = math.log(math.log(10) / math.log(2)) / math.log(self.f10 / self.f50)
        smooth = np.exp(-math.log(2) * (f / self.f50) ** power)
        bump = np.exp(-(((f - self.boost_at) / (0.45 * self.boost_at)) ** 2)) * np.clip(f / self.boost_at, 0, 1)
        return smooth * (1 + self.boost * bump)


KERNELS = {
    "smooth": Kernel(3.4, 6.2, noise_hu=11.0),
    "sharp": Kernel(6.0, 9.0, boost=0.45, boost_at=4.2, noise_hu=52.0),
}


def apply_kernel(hu: np.ndarray, raw_noise: np.ndarray, pixel_mm: float, kernel: Kernel) -> np.ndarray:
    """Blur one ideal slice with the kernel's MTF and add its noise, stronger where the beam crossed more tissue.

    hu, raw_noise: [rows, columns]; raw_noise is white with unit variance. Returns float32 HU.
    """
    f = np.hypot(np.fft.fftfreq(hu.shape[0], pixel_mm / 10)[:, None], np.fft.rfftfreq(hu.shape[1], pixel_mm / 10)[None])
    mtf = kernel.mtf(f)
    blurred = np.fft.irfft2(np.fft.rfft2(hu) * mtf, s=hu.shape)
    noise = np.fft.irfft2(np.fft.rfft2(raw_noise) * np.sqrt(f) * mtf, s=hu.shape)
    # Unit power over the whole plane, found from the transfer function so that it does not depend on the draw.
    half = np.sqrt(f) * mtf
    weight = np.full(half.shape[1], 2.0)
    weight[0] = 1.0
    weight[-1] = 1.0 if hu.shape[1] % 2 == 0 else 2.0
    noise /= math.sqrt((half**2 * weight).sum() / hu.size)
    tissue = np.clip((hu + 1000) / 1000, 0, 1.4)
    load = ndimage.gaussian_filter(tissue, 45 / pixel_mm, mode="constant")
    return (blurred + noise * kernel.noise_hu * (0.35 + 0.75 * load)).astype(np.float32)
