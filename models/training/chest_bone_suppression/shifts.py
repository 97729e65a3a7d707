"""What training does not cover: the same simulated patients on films that are noisier, turned, cut, or of a small person."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy import ndimage

from simulators.chest import ChestPair, simulate

SIDE = 512
_DEGREES, _NOISE = 10.0, 0.03
_LARGER, _SMALLER = 640, 384


def noisy(seed: int) -> ChestPair:
    """Grain of 0.03 of the image's range on top, twice the most that training adds."""
    pair = simulate(seed, SIDE)
    noise = np.random.default_rng([seed, 8]).normal(0, _NOISE, pair.with_bone.shape).astype(np.float32)
    return replace(pair, with_bone=pair.with_bone + noise, without_bone=pair.without_bone + noise)


def turned(seed: int) -> ChestPair:
    """The film turned by ten degrees; training turns by 2.5 as a rule."""
    pair = simulate(seed, SIDE)
    middle = (SIDE - 1) / 2
    angle = np.deg2rad(_DEGREES)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    offset = middle - matrix @ [middle, middle]

    def turn(plane: np.ndarray) -> np.ndarray:
        order, mode = (0, "constant") if plane.dtype == bool else (1, "nearest")
        return ndimage.affine_transform(plane, matrix, offset, order=order, mode=mode)

    return _each(pair, turn, lambda row, column: matrix.T @ (np.array([row, column]) - middle) + middle)


def cut(seed: int) -> ChestPair:
    """The middle four fifths of the film: the lungs' outer borders are cut off."""
    first = (_LARGER - SIDE) // 2
    part = slice(first, first + SIDE)
    return _each(simulate(seed, _LARGER), lambda plane: plane[part, part], lambda row, column: (row - first, column - first))


def small(seed: int) -> ChestPair:
    """A chest of three quarters of the size, black around it: as large as a school child's, with an adult's proportions."""
    margin = (SIDE - _SMALLER) // 2
    pair = simulate(seed, _SMALLER)
    pair = replace(pair, pixel_spacing_mm=pair.pixel_spacing_mm * _SMALLER / SIDE)
    return _each(pair, lambda plane: np.pad(plane, margin), lambda row, column: (row + margin, column + margin))


SHIFTS: dict[str, Callable[[int], ChestPair]] = {"noisy": noisy, "turned": turned, "cut": cut, "small": small}


def _each(pair: ChestPair, change: Callable, place: Callable) -> ChestPair:
    """The pair with every plane changed and every nodule at its new place."""
    nodules = []
    for nodule in pair.nodules:
        row, column = place(nodule.row, nodule.column)
        nodules.append(replace(nodule, row=float(row), column=float(column)))
    planes = {name: change(getattr(pair, name)) for name in ("with_bone", "without_bone", "lung", "bone", "foreign")}
    return replace(pair, nodules=tuple(nodules), **planes)
