"""Reconstruction kernels: modulation transfer function and noise power spectrum."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage


@dataclass(frozen=True)
class Kernel:
    """An MTF that falls to 50 % and 10 % at these frequencies (line pairs per cm), with an optional edge boost."""

    f50: float
    f10: float
    boost: float = 0.0
    boost_at: float = 1.0

    def mtf(self, f: np.ndarray) -> np.ndarray:
        """The MTF at frequencies in line pairs per cm; 1 at 0."""
        power = math.log(math.log(10) / math.log(2)) / math.log(self.f10 / self.f50)
        smooth = np.exp(-math.log(2) * (f / self.f50) ** power)
        bump = np.exp(-(((f - self.boost_at) / (0.45 * self.boost_at)) ** 2)) * np.clip(f / self.boost_at, 0, 1)
        return smooth * (1 + self.boost * bump)

    def scaled(self, factor: float) -> Kernel:
        """The same curve with every frequency multiplied: above 1 is sharper."""
        return replace(
            self, f50=self.f50 * factor, f10=self.f10 * factor, boost_at=self.boost_at * factor if self.boost else 1.0
        )


KERNELS = {
    "smooth": Kernel(3.4, 6.2),
    "sharp": Kernel(6.0, 9.0, boost=0.45, boost_at=4.2),
}
REFERENCE = KERNELS["smooth"]


def radial_frequency(shape: tuple[int, int], pixel_mm: float) -> np.ndarray:
    """Spatial frequency of each cell of a real two-dimensional Fourier transform, line pairs per cm."""
    return np.hypot(np.fft.fftfreq(shape[0], pixel_mm / 10)[:, None], np.fft.rfftfreq(shape[1], pixel_mm / 10)[None])


def apply_kernel(
    hu: np.ndarray, raw_noise: np.ndarray, pixel_mm: float, kernel: Kernel, noise_hu: float = 11.0
) -> np.ndarray:
    """Blur one ideal slice with the kernel's MTF and add its noise, stronger where the beam crossed more tissue.

    hu, raw_noise: [rows, columns]; raw_noise is white with unit variance. noise_hu is the noise that the smooth
    kernel makes of it at the centre of the body; any other kernel makes what its MTF lets through of the same noise, as
    when one acquisition is reconstructed twice. Returns float32 HU.
    """
    f = radial_frequency(hu.shape, pixel_mm)
    mtf = kernel.mtf(f)
    blurred = np.fft.irfft2(np.fft.rfft2(hu) * mtf, s=hu.shape)
    noise = np.fft.irfft2(np.fft.rfft2(raw_noise) * np.sqrt(f) * mtf, s=hu.shape)
    # Unit power of the smooth kernel over the whole plane, found from its transfer function and not from the draw.
    half = np.sqrt(f) * REFERENCE.mtf(f)
    weight = np.full(half.shape[1], 2.0)
    weight[0] = 1.0
    weight[-1] = 1.0 if hu.shape[1] % 2 == 0 else 2.0
    noise /= math.sqrt((half**2 * weight).sum() / hu.size)
    tissue = np.clip((hu + 1000) / 1000, 0, 1.4)
    load = ndimage.gaussian_filter(tissue, 45 / pixel_mm, mode="constant")
    return (blurred + noise * noise_hu * (0.35 + 0.75 * load)).astype(np.float32)
