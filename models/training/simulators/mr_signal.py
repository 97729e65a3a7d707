"""Pulse sequences: signal equations, and the shading, blur and noise between tissue and magnitude image."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .head_tissues import CSF, DEEP_GREY, FAT, GREY, LESION, MARROW, SCALP, WHITE, Tissue

POINT_SPREAD_PIXELS = 0.42  # of a 256 matrix
# How much of a tissue's signal varies within it.
SPECKLE = {GREY: 0.02, WHITE: 0.02, DEEP_GREY: 0.02, SCALP: 0.07, FAT: 0.07, MARROW: 0.07}


@dataclass(frozen=True)
class Acquisition:
    """What a scanner would write about a pulse sequence. Times in milliseconds, angles in degrees."""

    sequence: str
    repetition_time_ms: float
    echo_time_ms: float
    inversion_time_ms: float | None
    flip_angle_deg: float
    echo_train_length: int


def spin_echo(t: Tissue, tr_ms: float, te_ms: float) -> float:
    """Signal of a spin echo, or of a turbo spin echo with this effective echo time."""
    return t.density * (1 - math.exp(-tr_ms / t.t1_ms)) * math.exp(-te_ms / t.t2_ms)


def spoiled_gradient_echo(t: Tissue, tr_ms: float, te_ms: float, flip_deg: float) -> float:
    """Steady state of a spoiled gradient echo (Ernst); T2* is taken as 0.7 of T2."""
    e1, a = math.exp(-tr_ms / t.t1_ms), math.radians(flip_deg)
    return t.density * math.sin(a) * (1 - e1) / (1 - math.cos(a) * e1) * math.exp(-te_ms / (0.7 * t.t2_ms))


def inversion_recovery(t: Tissue, tr_ms: float, te_ms: float, ti_ms: float) -> float:
    """Magnitude signal of an inversion recovery spin echo."""
    longitudinal = 1 - 2 * math.exp(-ti_ms / t.t1_ms) + math.exp(-tr_ms / t.t1_ms)
    return t.density * abs(longitudinal) * math.exp(-te_ms / t.t2_ms)


def prepared_gradient_echo(t: Tissue, tr_ms: float, te_ms: float, ti_ms: float) -> float:
    """Magnitude signal of a gradient echo train after an inversion (MPRAGE), the readout taken as instantaneous."""
    longitudinal = 1 - 2 * math.exp(-ti_ms / t.t1_ms) / (1 + math.exp(-tr_ms / t.t1_ms))
    return t.density * abs(longitudinal) * math.exp(-te_ms / (0.7 * t.t2_ms))


def fluid_null_ms(fluid: Tissue, tr_ms: float) -> float:
    """The inversion time at which a fluid gives no signal."""
    return fluid.t1_ms * (math.log(2) - math.log1p(math.exp(-tr_ms / fluid.t1_ms)))


def sample_acquisitions(rng: np.random.Generator, field: float, tissues: dict[int, Tissue]) -> dict[str, Acquisition]:
    """A T1-weighted, a T2-weighted and a FLAIR sequence, with parameters as a console would show them."""

    def u(low: float, high: float, step: float) -> float:
        return float(round(rng.uniform(low, high) / step) * step)

    if rng.random() < 0.4:
        t1 = Acquisition("inversion prepared gradient echo", u(1800, 2300, 50), 3.0, u(880, 1000, 10), 9.0, 1)
    elif field < 2:
        t1 = Acquisition("spin echo", u(450, 600, 10), u(9, 14, 1), None, 90.0, 1)
    else:
        t1 = Acquisition("spoiled gradient echo", u(180, 260, 10), 2.5, None, u(65, 75, 5), 1)
    t2 = Acquisition("turbo spin echo", u(4000, 5600, 100), u(88, 108, 2), None, 150.0, 15)
    tr = u(8500, 10000, 500)
    flair = Acquisition(
        "turbo inversion recovery", tr, u(105, 125, 5), round(fluid_null_ms(tissues[CSF], tr)), 150.0, 19
    )
    return {"t1": t1, "t2": t2, "flair": flair}


def signal(acquisition: Acquisition, t: Tissue) -> float:
    """Signal of one tissue in one sequence, where 1 is all protons of pure water."""
    tr, te = acquisition.repetition_time_ms, acquisition.echo_time_ms
    if acquisition.sequence == "inversion prepared gradient echo":
        return prepared_gradient_echo(t, tr, te, acquisition.inversion_time_ms)
    if acquisition.inversion_time_ms is not None:
        return inversion_recovery(t, tr, te, acquisition.inversion_time_ms)
    if acquisition.sequence == "spoiled gradient echo":
        return spoiled_gradient_echo(t, tr, te, acquisition.flip_angle_deg)
    return spin_echo(t, tr, te)


def individual(rng: np.random.Generator, tissues: dict[int, Tissue]) -> dict[int, Tissue]:
    """The tissues of one person: relaxation times vary by some per cent, those of lesions by more."""

    def vary(kind: int, t: Tissue) -> Tissue:
        spread = 0.12 if kind == LESION else 0.015 if kind == CSF else 0.03
        a, b, c = np.exp(rng.normal(0, (spread, spread, 0.3 * spread)))
        return Tissue(t.t1_ms * a, t.t2_ms * b, min(t.density * c, 1.0))

    return {kind: vary(kind, t) for kind, t in tissues.items()}


def fixed_flair(tissues: dict[int, Tissue]) -> Acquisition:
    """The one FLAIR protocol that the synthetic series imitates: TR 9000 ms, TE 115 ms, fluid of `tissues` nulled."""
    null = round(fluid_null_ms(tissues[CSF], 9000.0))
    return Acquisition("turbo inversion recovery", 9000.0, 115.0, null, 150.0, 19)


def paint_signal(signals: dict[int, float], reference: float, fractions: np.ndarray, texture: np.ndarray) -> np.ndarray:
    """Tissue fractions [tissue, slices, rows, columns] to signal over a reference, with the tissue's own texture."""
    image = np.zeros(fractions.shape[1:], np.float32)
    for k, s in signals.items():
        image += fractions[k] * np.float32(s / reference) * (1 + SPECKLE.get(k, 0.0) * texture)
    return ndimage.gaussian_filter(image, (0, POINT_SPREAD_PIXELS, POINT_SPREAD_PIXELS))


def acquire(
    rng: np.random.Generator,
    acquisition: Acquisition,
    tissues: dict[int, Tissue],
    fractions: np.ndarray,
    texture: np.ndarray,
    pixel_mm: float,
    noise: float = 1.0,
) -> np.ndarray:
    """Tissue fractions [tissue, slices, rows, columns] to a magnitude image with coil shading and Rician noise.

    noise multiplies the usual noise, at which brain has a signal of 32 to 50 times its standard deviation.
    """
    signals = {k: signal(acquisition, t) for k, t in tissues.items()}
    image = paint_signal(signals, max(signals[k] for k in (GREY, WHITE)), fractions, texture)
    z, y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in image.shape)
    a = rng.uniform(-1, 1, 6) * (0.05, 0.07, 0.07, 0.06, 0.06, 0.05)
    z, y, x = z[:, None, None], y[:, None], x
    shading = a[0] * z + a[1] * y + a[2] * x + a[3] * (x * x - 0.3) + a[4] * (y * y - 0.3) + a[5] * x * y
    image *= np.exp(shading)
    sigma = noise * 0.8 / rng.uniform(32, 50) * math.sqrt(0.9375 / pixel_mm)
    real = image + rng.standard_normal(image.shape, dtype=np.float32) * np.float32(sigma)
    imaginary = rng.standard_normal(image.shape, dtype=np.float32) * np.float32(sigma)
    return np.hypot(real, imaginary).astype(np.float32) * np.float32(0.8)
