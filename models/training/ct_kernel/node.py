"""What the node does around the graph, and what the graph computes: the reference for both.

A slice is a float array [rows, columns] in HU. The filter's gain is a table over spatial frequency in line pairs per
cm; the graph turns it into TAPS x TAPS weights for the pixel spacing of the series, makes their sum 1, so that no mean
changes, and convolves the slice, whose border values are repeated outwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from bundle.runtime import InferenceSession
from measures.fine_structure import correlation, high_pass, local_mean

TAPS, SAMPLES = 41, 96
STEP_PER_CM = 0.1
LONGEST_PER_CM = 24.0
LOWEST_HU, HIGHEST_HU, AIR_HU = -1024, 3071, -1000
BODY_HU, FEWEST_BODY_PIXELS = -500, 1000
SOFT_TISSUE_HU, BLOCKS, FEWEST_BLOCK_PIXELS = (-20, 120), 4, 500


@dataclass(frozen=True)
class Gates:
    """The measures that the node holds against the limits of afterimage.yaml, of one slice.

    grain_ratio and local_correlation are None when the slice holds too little of the body, soft_tissue_shift_hu when no
    block of it holds enough soft tissue.
    """

    mean_shift_hu: float
    soft_tissue_shift_hu: float | None
    change_hu: float
    grain_ratio: float | None
    local_correlation: float | None


def convert(graph: InferenceSession, hu: np.ndarray, spacing_mm: tuple[float, float]) -> np.ndarray:
    """One slice in the other kernel, whole HU, clipped to what 12 bits hold.

    spacing_mm: Pixel Spacing, rows then columns. NaN marks pixels outside the reconstructed circle: they count as air
    and come back as NaN.
    """
    spacing = np.asarray(spacing_mm, np.float32).reshape(1, 1, 1, 2)
    answer = graph.run(["converted"], {"image": _filled(hu)[None, None], "spacing": spacing})[0][0, 0]
    return np.where(np.isnan(hu), np.nan, np.clip(np.rint(answer), LOWEST_HU, HIGHEST_HU)).astype(np.float32)


def measure(source: np.ndarray, answer: np.ndarray) -> Gates:
    """The gates of one slice and its answer, HU with NaN outside the circle."""
    inside = ~np.isnan(source)
    change = (answer - source)[inside].astype(np.float64)
    body = inside & (_filled(source) > BODY_HU)
    shift, largest = abs(float(change.mean())), float(np.percentile(np.abs(change), 99.9))
    if np.count_nonzero(body) < FEWEST_BODY_PIXELS:
        return Gates(shift, _soft_tissue_shift(source, answer), largest, None, None)
    before, after = (high_pass(_filled(image))[body] for image in (source, answer))
    grain, grain_after = (float(np.median(np.abs(high_pass(_filled(i), 1)[body]))) for i in (source, answer))
    return Gates(
        shift,
        _soft_tissue_shift(source, answer),
        largest,
        grain_after / grain if grain > 0 else 0.0,
        correlation(before, after),
    )


def _soft_tissue_shift(source: np.ndarray, answer: np.ndarray) -> float | None:
    """The largest change of the mean of soft tissue in one of 4 x 4 blocks; None where no block holds 500 pixels of it."""
    level = local_mean(_filled(source))
    soft = ~np.isnan(source) & (level >= SOFT_TISSUE_HU[0]) & (level <= SOFT_TISSUE_HU[1])
    rows, columns = (np.arange(n) * BLOCKS // n for n in source.shape)
    block = (rows[:, None] * BLOCKS + columns)[soft]
    count = np.bincount(block, minlength=BLOCKS**2)
    total = np.bincount(block, (answer - source)[soft].astype(np.float64), BLOCKS**2)
    enough = count >= FEWEST_BLOCK_PIXELS
    return float(np.abs(total[enough] / count[enough]).max()) if enough.any() else None


def weights(gain: np.ndarray, spacing_mm: tuple[float, float]) -> np.ndarray:
    """The convolution weights [TAPS, TAPS] of a gain table at a pixel spacing; they sum to 1."""
    cycles = sample_cycles()
    f = np.hypot(cycles[:, None] * 10 / spacing_mm[0], cycles[None] * 10 / spacing_mm[1])
    response = np.interp(f, STEP_PER_CM * np.arange(gain.size), gain)
    cosines = cosine_matrix()
    w = (cosines @ response @ cosines.T) * taper()
    return w / w.sum()


def convolve(hu: np.ndarray, gain: np.ndarray, spacing_mm: tuple[float, float]) -> np.ndarray:
    """What the graph answers, before rounding."""
    return ndimage.correlate(hu.astype(np.float64), weights(gain, spacing_mm), mode="nearest")


def sample_cycles() -> np.ndarray:
    """The frequencies, in cycles a pixel, at which the response is sampled."""
    return (np.arange(SAMPLES) + 0.5) / SAMPLES - 0.5


def cosine_matrix() -> np.ndarray:
    """[TAPS, SAMPLES]: from sampled response to weights, along one side."""
    taps = np.arange(TAPS) - TAPS // 2
    return np.cos(2 * np.pi * np.outer(taps, sample_cycles())) / SAMPLES


def taper() -> np.ndarray:
    """[TAPS, TAPS]: 1 in the middle, falling to 0 over the outer quarter, so that the cut does not ring."""
    side = np.abs(np.arange(TAPS) - TAPS // 2) / (TAPS // 2 + 1)
    t = np.clip((1 - side) / 0.25, 0, 1)
    edge = t * t * (3 - 2 * t)
    return np.outer(edge, edge)


def _filled(hu: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(hu), AIR_HU, hu).astype(np.float32)
