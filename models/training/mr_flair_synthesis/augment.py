"""Random views of a simulated slab: a crop of three neighbouring slices, and what scanners do to them."""

import numpy as np

from .make_data import BRAIN, INPUT_SCALE, LESIONS, SIZE, TARGET_SCALE

CROP = 128


def random_view(t1, t2, flair, masks, rng: np.random.Generator) -> np.ndarray:
    """Float32 [9, 128, 128]: T1 of three slices, T2 of three slices, FLAIR, brain, lesion.

    Inputs are [slices, rows, columns] as make_data stores them.
    """
    middle = _middle(masks, rng)
    picked = np.clip(np.arange(middle - 1, middle + 2), 0, len(t1) - 1)
    if rng.random() < 0.5:
        picked = picked[::-1]
    top, left = _corner(masks[middle], rng)
    window = (slice(top, top + CROP), slice(left, left + CROP))
    planes = np.empty((9, CROP, CROP), np.float32)
    planes[:3], planes[3:6] = t1[picked][:, *window] / INPUT_SCALE, t2[picked][:, *window] / INPUT_SCALE
    planes[6] = flair[middle][window] / TARGET_SCALE
    planes[7], planes[8] = (masks[middle][window] & BRAIN) > 0, (masks[middle][window] & LESIONS) > 0
    if rng.random() < 0.5:
        planes = planes[:, :, ::-1].copy()
    for series in (slice(0, 3), slice(3, 6)):
        planes[series] *= np.float32(np.exp(rng.normal(0, 0.07))) * _shading(rng)
        planes[series] += rng.standard_normal((3, CROP, CROP), dtype=np.float32) * np.float32(rng.uniform(0, 0.02))
    return planes


def _middle(masks: np.ndarray, rng: np.random.Generator) -> int:
    """A slice, those with lesions more often."""
    weight = 1.0 + 3.0 * ((masks & LESIONS) > 0).any((1, 2))
    return int(rng.choice(len(masks), p=weight / weight.sum()))


def _corner(mask: np.ndarray, rng: np.random.Generator) -> tuple[int, int]:
    """Of three random crops the one with most brain, where a voxel of a lesion counts thirty times."""
    corners = rng.integers(0, SIZE - CROP + 1, (3, 2))
    worth = ((mask & BRAIN) > 0) + 30.0 * ((mask & LESIONS) > 0)
    found = [worth[r : r + CROP, c : c + CROP].sum() for r, c in corners]
    return tuple(corners[int(np.argmax(found))])


def _shading(rng: np.random.Generator) -> np.ndarray:
    y, x = np.meshgrid(*2 * [np.linspace(-1, 1, CROP, dtype=np.float32)], indexing="ij")
    a = rng.normal(0, 0.04, 5).astype(np.float32)
    return np.exp(a[0] * y + a[1] * x + a[2] * x * y + a[3] * (x * x - 0.3) + a[4] * (y * y - 0.3))
