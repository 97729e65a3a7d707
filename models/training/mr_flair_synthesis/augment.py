"""Random views of a drawn slab: a crop of three neighbouring slices as some scanner shows some person's tissues.

A network that sees the same few hundred images learns their brightness by heart. So no image is stored: relaxation
times, field strength, sequences, noise and shading are drawn anew for every view, and every other view gets lesions of
its own on top of those of the slab.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from simulators.head import sample_field
from simulators.head_lesions import cover_of, sample_lesion
from simulators.head_tissues import CSF, DEEP_GREY, GREY, LESION, PALLIDUM, TISSUE_NAMES, WHITE, Tissue
from simulators.mr_signal import (
    POINT_SPREAD_PIXELS,
    SPECKLE,
    Acquisition,
    fixed_flair,
    individual,
    sample_acquisitions,
    signal,
)

from .make_data import TEXTURE_SCALE

CROP = 128
_BRAIN = np.array((CSF, GREY, WHITE, DEEP_GREY, PALLIDUM, LESION)) - 1
_SPECKLE = np.array([SPECKLE.get(k, 0.0) for k in range(1, len(TISSUE_NAMES))], np.float32)
_Y, _X = np.meshgrid(*2 * [np.linspace(-1, 1, CROP, dtype=np.float32)], indexing="ij")
_BENDS = np.stack([_Y, _X, _X * _Y, _X * _X - 0.3, _Y * _Y - 0.3])
_REACH_MM, _SUBSLICES = 16.0, 3


@dataclass(frozen=True)
class Slab:
    """What make_data stores of a head: fractions uint8 [tissue, slices, rows, columns] without air, texture int8."""

    fractions: np.ndarray
    texture: np.ndarray
    step_mm: float
    pixel_mm: float
    thickness_mm: float


def read_shard(path: Path) -> list[Slab]:
    """The heads of a file that make_data has left."""
    with np.load(path) as shard:
        return [
            Slab(fractions, texture, *map(float, spacing))
            for fractions, texture, spacing in zip(shard["fractions"], shard["texture"], shard["spacing_mm"])
        ]


def random_view(slab: Slab, rng: np.random.Generator) -> np.ndarray:
    """Float32 [9, 128, 128]: T1 of three slices, T2 of three slices, FLAIR, brain, lesion."""
    slices = slab.fractions.shape[1]
    painted = rng.random() < 0.5
    middle = int(rng.integers(slices)) if painted else _middle(slab, rng)
    picked = np.clip((middle - 1, middle, middle + 1), 0, slices - 1)[:: 1 if rng.random() < 0.5 else -1]
    top, left = _corner(slab.fractions[:, middle], rng)
    window = (slice(top, top + CROP), slice(left, left + CROP))
    fractions = np.stack([slab.fractions[:, k, *window] for k in picked], 1).astype(np.float32) / 255
    texture = np.stack([slab.texture[k, *window] for k in picked]).astype(np.float32) / TEXTURE_SCALE
    if painted:
        _paint_lesions(fractions, texture, slab, rng)
    if rng.random() < 0.5:
        fractions, texture = np.ascontiguousarray(fractions[..., ::-1]), np.ascontiguousarray(texture[..., ::-1])
    return np.concatenate([*_images(fractions, texture, slab, rng), _masks(fractions[:, 1])])


def _images(fractions: np.ndarray, texture: np.ndarray, slab: Slab, rng: np.random.Generator) -> list[np.ndarray]:
    """T1 and T2 of three slices as `simulators.mr_signal.acquire` makes them, FLAIR of the middle one."""
    field, typical = sample_field(rng)
    tissues = individual(rng, typical)
    acquisitions = sample_acquisitions(rng, field, typical)
    coarse = slab.fractions[:, :, ::7, ::7].reshape(len(slab.fractions), -1).astype(np.float32) / 255
    images = []
    for name in ("t1", "t2"):
        level = _levels(acquisitions[name], tissues)
        level /= max(level[GREY - 1], level[WHITE - 1])
        sigma = np.float32(
            0.8 * np.exp(rng.normal(-0.2, 0.5)) / rng.uniform(32, 50) * np.sqrt(0.9375 / slab.pixel_mm)
        )
        image = _painted(level, fractions, texture) * _shading(rng)
        noise = sigma * rng.standard_normal((2, *image.shape), dtype=np.float32)
        image = np.hypot(image + noise[0], noise[1])
        # What the node divides a series by, the mean of the voxels above the mean, of every 49th voxel.
        whole = np.hypot(level @ coarse, sigma)
        images.append(image * np.float32(np.exp(rng.normal(0, 0.07)) / whole[whole > whole.mean()].mean()))
    protocol = fixed_flair(typical)
    level = _levels(protocol, tissues) / np.float32(signal(protocol, typical[GREY]))
    return [*images, _painted(level, fractions[:, 1:2], texture[1:2])]


def _levels(acquisition: Acquisition, tissues: dict[int, Tissue]) -> np.ndarray:
    """Signal of every tissue but air."""
    return np.array([signal(acquisition, tissues[k]) for k in range(1, len(TISSUE_NAMES))], np.float32)


def _painted(level: np.ndarray, fractions: np.ndarray, texture: np.ndarray) -> np.ndarray:
    flat = fractions.reshape(len(level), -1)
    plain, speckle = (np.stack([level, level * _SPECKLE]) @ flat).reshape(2, *texture.shape)
    return ndimage.gaussian_filter(plain + speckle * texture, (0, POINT_SPREAD_PIXELS, POINT_SPREAD_PIXELS))


def _masks(fractions: np.ndarray) -> np.ndarray:
    """Brain and lesion [2, rows, columns] of one slice."""
    air = 1 - fractions.sum(0)
    brain = fractions[_BRAIN].sum(0)
    return np.stack([brain > np.maximum(fractions.sum(0) - brain, air), fractions[LESION - 1] >= 0.5])


def _paint_lesions(fractions: np.ndarray, texture: np.ndarray, slab: Slab, rng: np.random.Generator) -> None:
    """One to five lesions in the white matter of the crop, as `simulators.head_anatomy` draws them."""
    white = ndimage.binary_erosion(fractions[WHITE - 1] > 0.85, np.ones((1, 3, 3)))
    white[0], white[2] = white[0] & (rng.random() < 0.3), white[2] & (rng.random() < 0.3)
    places = np.argwhere(white)
    if len(places) == 0:
        return
    scale = np.array([slab.step_mm, slab.pixel_mm, slab.pixel_mm])
    reach = int(np.ceil(_REACH_MM / slab.pixel_mm))
    inside = ((np.arange(_SUBSLICES) + 0.5) / _SUBSLICES - 0.5) * slab.thickness_mm
    depth = (np.arange(3)[:, None] * slab.step_mm + inside).ravel()
    for place in places[rng.integers(len(places), size=rng.integers(1, 6))]:
        box = tuple(slice(max(c - reach, 0), min(c + reach + 1, CROP)) for c in place[1:])
        y, x = (np.arange(s.start, s.stop) * slab.pixel_mm for s in box)
        points = np.stack(np.broadcast_arrays(x, y[:, None], depth[:, None, None])).reshape(3, -1)
        lesion = sample_lesion(rng, (place * scale)[::-1], float(rng.uniform(0, 25)))
        # The slab's own texture, taken elsewhere, makes the edge ragged.
        rough = [
            np.roll(texture, rng.integers(CROP, size=2), (1, 2))[:, *box].repeat(_SUBSLICES, 0).ravel()
            for _ in range(2)
        ]
        cover, hollow = (
            c.reshape(3, _SUBSLICES, len(y), len(x)).mean(1) for c in cover_of([lesion], points, *rough)
        )
        part = fractions[:, :, *box]
        cover *= part[WHITE - 1] + 0.6 * (part[GREY - 1] + part[DEEP_GREY - 1] + part[PALLIDUM - 1])
        part *= 1 - cover
        part[LESION - 1] += cover
        part *= 1 - hollow
        part[CSF - 1] += hollow


def _middle(slab: Slab, rng: np.random.Generator) -> int:
    """A slice, those with lesions more often."""
    weight = 1.0 + 2.0 * (slab.fractions[LESION - 1] >= 128).any((1, 2))
    return int(rng.choice(len(weight), p=weight / weight.sum()))


def _corner(fractions: np.ndarray, rng: np.random.Generator) -> tuple[int, int]:
    """Of three random crops the one with most brain, where a voxel of a lesion counts twenty times."""
    size = fractions.shape[1]
    corners = rng.integers(0, size - CROP + 1, (3, 2))
    worth = (fractions[[GREY - 1, WHITE - 1, DEEP_GREY - 1]] >= 128).any(0) + 20.0 * (fractions[LESION - 1] >= 128)
    found = [worth[r : r + CROP, c : c + CROP].sum() for r, c in corners]
    return tuple(int(c) for c in corners[int(np.argmax(found))])


def _shading(rng: np.random.Generator) -> np.ndarray:
    return np.exp(np.tensordot(rng.normal(0, 0.04, 5).astype(np.float32), _BENDS, 1))
