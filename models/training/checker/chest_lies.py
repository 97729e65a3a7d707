"""What is not true of a bone-suppressed film, planted so that a network learns to see it.

Films and what was taken from them are float32 [rows, columns] in network space. Sizes and shapes are drawn wider than those
that `src/bench/hallucinations` plants, and are not the same.
"""

import numpy as np
from scipy import ndimage

_TRIES = 60
_TYPICAL = 400.0  # pixels of a lie that count 1 each
_RIB = 0.03  # of the grey range: what counts as bone that was taken away


def bump(shape: tuple[int, int], pixels_per_mm: float, open_: np.ndarray, rng: np.random.Generator) -> np.ndarray | None:
    """A round or oval shadow of height 1 whose middle and edge lie in `open_`; None when no place was found."""
    places = np.argwhere(open_)
    if len(places) == 0:
        return None
    for _ in range(_TRIES):
        middle = places[rng.integers(len(places))]
        half = 0.5 * np.exp(rng.uniform(np.log(6), np.log(30))) * pixels_per_mm
        oval, turn = np.exp(rng.uniform(-0.25, 0.25)), rng.uniform(0, np.pi)
        rows, columns = np.ogrid[: shape[0], : shape[1]]
        y, x = rows - middle[0], columns - middle[1]
        u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        away = (u * u * oval + v * v / oval) / (half * half)
        inside = away < 1
        if open_[inside].mean() > 0.97:
            height = np.where(inside, np.clip(1 - away, 0, 1) ** rng.uniform(0.4, 1.3), 0)
            return ndimage.gaussian_filter(height.astype(np.float32), rng.uniform(0.3, 0.9))
    return None


def rib(removed: np.ndarray, pixels_per_mm: float, open_: np.ndarray, rng: np.random.Generator) -> np.ndarray | None:
    """How much of what was taken away is given back along a piece of a rib, 0 to 1; None when no rib was found."""
    length = int(rng.uniform(18, 80) * pixels_per_mm)
    half = rng.uniform(4, 8) * pixels_per_mm
    places = np.argwhere(open_ & (removed > 2 * _RIB))
    for _ in range(_TRIES if len(places) else 0):
        row, column = places[rng.integers(len(places))]
        crest = _crest(removed, row, column, length)
        if crest is not None and open_[crest, column + np.arange(length)].mean() > 0.95:
            along = np.arange(length)
            ends = np.clip(np.minimum(along + 1, length - along) / rng.uniform(1, 4), 0, 1)
            away = np.abs(np.arange(removed.shape[0])[:, None] - crest)
            edge = np.clip((half + 1 - away) / rng.uniform(1, 3), 0, 1)
            given = np.zeros_like(removed)
            given[:, column : column + length] = ends * edge
            return given * np.float32(rng.uniform(0.7, 1))
    return None


def _crest(removed: np.ndarray, row: int, column: int, length: int) -> np.ndarray | None:
    """The rows of the brightest line to the right of a place; None where it ends too soon."""
    if column + length >= removed.shape[1]:
        return None
    rows = np.empty(length, np.intp)
    for k in range(length):
        low = max(row - 2, 0)
        row = low + int(np.argmax(removed[low : row + 3, column + k]))
        if removed[row, column + k] < _RIB:
            return None
        rows[k] = row
    return rows


def _counted(lie: np.ndarray) -> np.ndarray:
    return lie * np.float32(_TYPICAL / max(lie.sum(), _TYPICAL / 20))


def planted(film: np.ndarray, removed: np.ndarray, open_: np.ndarray, pixels_per_mm: float, rng: np.random.Generator):
    """A film, what was taken from it, and how much each pixel that is planted counts: small lies as much as large ones.

    Nodules that the film has and the result has not, nodules that only the result has, pieces of rib that stay; and
    nodules that both have, which are no lie.
    """
    film, removed, where = film.copy(), removed.copy(), np.zeros_like(film)
    for _ in range(rng.integers(0, 5)):
        kind = rng.choice(("erased", "kept", "added", "rib"), p=(0.5, 0.15, 0.05, 0.3))
        if kind == "rib":
            given = rib(removed, pixels_per_mm, open_, rng)
            if given is not None:
                where = np.maximum(where, _counted(given * removed > 0.5 * _RIB))
                removed = removed * (1 - given)
            continue
        height = bump(film.shape, pixels_per_mm, open_, rng)
        if height is None:
            continue
        contrast = np.float32(np.exp(rng.uniform(np.log(0.04), np.log(0.16))))
        if kind != "added":
            film += contrast * height
        if kind != "kept":
            removed += contrast * height * (1 if kind == "erased" else -1)
            where = np.maximum(where, _counted(height > 0.3))
    return film, removed, where
