"""From attenuation to a displayed radiograph: scatter, quantum noise, blur, collimation, windowing and tone curve.

The pair shares every random draw. The noise field is scaled by the exposure of the image with bone in both images,
so that their difference is bone alone.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .projection import enlarge, smooth_noise

_DARKEST = 2e-4


@dataclass(frozen=True)
class Exposure:
    """How the detector sees the primary beam. Lengths in pixels; dose in quanta a pixel at full exposure."""

    scatter_fraction: float
    scatter_reach: float
    dose: float
    grain: float
    blur: float


@dataclass(frozen=True)
class Presentation:
    """The vendor's processing: window margins, two unsharp masks, a saturating tone curve and a gamma."""

    low_margin: float
    high_percentile: float
    fine_gain: float
    fine_reach: float
    coarse_gain: float
    coarse_reach: float
    saturation: float
    toe: float
    gamma: float


def sample_exposure(rng: np.random.Generator, pixels_per_cm: float) -> Exposure:
    u = rng.uniform
    return Exposure(u(0.05, 0.26), u(2.5, 4.5) * pixels_per_cm, 10 ** u(3.4, 4.6), u(0.3, 0.6), u(0.3, 0.8))


def sample_presentation(rng: np.random.Generator, size: int) -> Presentation:
    u, scale = rng.uniform, size / 512
    return Presentation(
        low_margin=u(0.0, 0.35),
        high_percentile=u(92, 99),
        fine_gain=u(0, 0.45),
        fine_reach=u(3, 14) * scale,
        coarse_gain=u(0, 0.45),
        coarse_reach=u(15, 45) * scale,
        saturation=u(0.2, 2.8),
        toe=u(0, 0.6) if rng.random() < 0.5 else 0.0,
        gamma=u(0.75, 1.25),
    )


def expose(attenuations, exposure: Exposure, open_field: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Detected log attenuation of several versions of one patient; the first one sets the noise level.

    `open_field` [size, size] is 1 where the collimator is open and near 0 where it is shut.
    """
    primaries = [np.exp(-a) * open_field for a in attenuations]
    detected = [_scattered(p, exposure) for p in primaries]
    noise = ndimage.gaussian_filter(rng.standard_normal(open_field.shape, dtype=np.float32), exposure.grain)
    noise *= 0.35 / noise.std() * np.sqrt(np.maximum(detected[0], 1e-4) / exposure.dose)
    return [
        -np.log(np.maximum(ndimage.gaussian_filter(d, exposure.blur) + noise, _DARKEST)).astype(np.float32)
        for d in detected
    ]


def present(logs, presentation: Presentation, lung: np.ndarray, body: np.ndarray) -> list[np.ndarray]:
    """Displayed images in [0, 1], lung dark and bone bright; the window is set on the first image."""
    low = np.percentile(logs[0][lung], 2) - presentation.low_margin
    high = np.percentile(logs[0][body], presentation.high_percentile)
    return [_tone(_enhance((log - low) / (high - low), presentation), presentation) for log in logs]


def collimator(size: int, rng: np.random.Generator) -> np.ndarray:
    """Transmission [size, size] of a rectangular collimator, shut at a random number of sides."""
    field = np.ones((size, size), np.float32)
    leak = rng.uniform(0.003, 0.05)
    for turn in range(4):
        width = int(size * rng.uniform(0.005, 0.07)) if rng.random() < 0.5 else 0
        np.rot90(field, turn)[:width] = leak
    return ndimage.gaussian_filter(field, rng.uniform(0.5, 3) * size / 512)


def wide_blur(field: np.ndarray, sigma_px: float) -> np.ndarray:
    """Gaussian blur, computed on a coarser matrix where the blur is wide."""
    step = 1
    while step * 2 <= sigma_px / 3 and field.shape[0] % (step * 2) == 0:
        step *= 2
    if step == 1:
        return ndimage.gaussian_filter(field, sigma_px)
    n = field.shape[0] // step
    coarse = field.reshape(n, step, n, step).mean((1, 3))
    return enlarge(ndimage.gaussian_filter(coarse, sigma_px / step), field.shape[0])


def tissue_texture(rng: np.random.Generator, size: int, lung_cm, body_cm) -> np.ndarray:
    """Fine parenchymal texture in the lung and slow variation elsewhere, as soft tissue in cm."""
    scale = size / 512
    fine = sum(g * smooth_noise(rng, size, s * scale) for g, s in ((0.5, 1.3), (0.9, 3.0), (0.8, 9.0)))
    slow = 0.08 * smooth_noise(rng, size, 14 * scale) + 0.2 * smooth_noise(rng, size, 40 * scale)
    return fine * lung_cm * rng.uniform(0.006, 0.014) + slow * np.clip(body_cm / 8, 0, 1)


def _scattered(primary: np.ndarray, exposure: Exposure) -> np.ndarray:
    share = exposure.scatter_fraction
    return primary * (1 - share) + wide_blur(primary, exposure.scatter_reach) * share


def _enhance(values: np.ndarray, p: Presentation) -> np.ndarray:
    values = np.clip(values, -0.5, 1.6)
    fine = values - wide_blur(values, p.fine_reach)
    coarse = values - wide_blur(values, p.coarse_reach)
    return values + p.fine_gain * fine + p.coarse_gain * coarse


def _tone(values: np.ndarray, p: Presentation) -> np.ndarray:
    v = np.clip(values, 0, 1.25)
    curve = (1 - np.exp(-p.saturation * v)) / (1 - np.exp(-p.saturation * 1.12))
    curve = np.clip(curve, 0, 1)
    curve = (1 - p.toe) * curve + p.toe * curve * curve * (3 - 2 * curve)
    return (curve**p.gamma).astype(np.float32)
