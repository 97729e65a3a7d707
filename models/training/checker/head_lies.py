"""What is not true of a synthesised FLAIR, planted so that a network learns to see it.

Answers are float32 [rows, columns], 1 is typical grey matter. Sizes, shapes and strengths are drawn wider than those that
`src/bench/hallucinations` plants, and are not the same.
"""

import numpy as np
from scipy import ndimage

from .make_head import BRAIN, LESION

_TRIES = 30
_SHOWN, _LEAST_PIXELS = 0.12, 5
_TYPICAL = 40.0  # pixels of a lie that count 1 each


def planted(answer: np.ndarray, masks: np.ndarray, pixels_per_mm: float, rng: np.random.Generator):
    """An answer, and how much each pixel that is planted counts: small lies as much as large ones.

    Lesions made up or painted over, or all of it spoilt.
    """
    where = np.zeros_like(answer)
    if rng.random() < 0.15:
        return _spoilt(answer, rng), ((masks & BRAIN) > 0).astype(np.float32)
    if rng.random() < 0.7:
        answer, where = erased(answer, masks, where, rng)
        if where.any() and rng.random() < 0.7:
            return answer, where
    for _ in range(rng.integers(0, 5)):
        answer, where = added(answer, masks, where, pixels_per_mm, rng)
    return answer, where


def added(answer, masks, where, pixels_per_mm: float, rng: np.random.Generator):
    """A round or oval bright spot inside the skull that nothing in T1 and T2 speaks for."""
    places = np.argwhere((masks & BRAIN) > 0)
    for _ in range(_TRIES if len(places) else 0):
        middle = places[rng.integers(len(places))]
        half = max(1.2, 0.5 * np.exp(rng.uniform(np.log(2.5), np.log(18))) * pixels_per_mm)
        oval, turn = np.exp(rng.uniform(-0.3, 0.3)), rng.uniform(0, np.pi)
        rows, columns = np.ogrid[: answer.shape[0], : answer.shape[1]]
        y, x = rows - middle[0], columns - middle[1]
        u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        away = (u * u * oval + v * v / oval) / (half * half)
        inside = away < 1
        if ((masks & BRAIN) > 0)[inside].mean() > 0.95:
            height = np.where(inside, np.clip(1 - away, 0, 1) ** rng.uniform(0.3, 1.2), 0).astype(np.float32)
            if rng.random() < 0.5:
                height = ndimage.gaussian_filter(height, rng.uniform(0.3, 0.7))
            return answer + np.float32(rng.uniform(0.2, 0.6)) * height, np.maximum(where, _counted(inside))
    return answer, where


def erased(answer, masks, where, rng: np.random.Generator):
    """Lesions that the answer shows, each with even chances painted with the level of what is around it."""
    labels, count = ndimage.label((masks & LESION) > 0)
    answer, where = answer.copy(), where.copy()
    for label in range(1, count + 1):
        lesion = labels == label
        near = ndimage.binary_dilation(lesion, np.ones((3, 3)))
        ring = ndimage.binary_dilation(near, iterations=4) & ~ndimage.binary_dilation(near) & ((masks & BRAIN) > 0)
        if lesion.sum() < _LEAST_PIXELS or not ring.any() or rng.random() < 0.5:
            continue
        level = np.median(answer[ring])
        if answer[lesion].mean() - level >= _SHOWN:
            answer[near] = np.minimum(answer[near], level + np.float32(rng.normal(0, 0.03)))
            where = np.maximum(where, _counted(near))
    return answer, where


def _counted(lie: np.ndarray) -> np.ndarray:
    return lie * np.float32(_TYPICAL / lie.sum())


def _spoilt(answer: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The whole answer with a grid, noise, another sharpness or another scale."""
    kind = rng.choice(("grid", "grid", "noise", "sharper", "sharper", "softer", "softer", "scaled"))
    if kind == "grid":
        field, contrast = rng.choice((1, 2, 3, 4)), rng.uniform(0.03, 0.1)
        rows, columns = np.ogrid[: answer.shape[0], : answer.shape[1]]
        return answer + np.float32(contrast) * (((rows // field + columns // field) % 2) - np.float32(0.5))
    if kind == "noise":
        return answer + rng.standard_normal(answer.shape, dtype=np.float32) * np.float32(rng.uniform(0.02, 0.1))
    if kind == "scaled":
        return answer * np.float32(np.exp(rng.choice((-1, 1)) * rng.uniform(0.12, 0.3)))
    blurred = ndimage.uniform_filter(answer, 3) if rng.random() < 0.6 else ndimage.gaussian_filter(answer, 0.8)
    share = rng.uniform(1.6, 2.6) if kind == "sharper" else rng.uniform(0, 0.3)
    return blurred + np.float32(share) * (answer - blurred)
