"""A procedural head for magnetic resonance: shapes, tissues, and the signal equations of three contrasts.

Every shape here is written down as a formula; no scan of a person and no atlas went into it. The head is built in
patient coordinates (DICOM LPS: x to the patient's left, y to the back, z to the top; millimetres, origin near the
middle of the brain), sampled in thick axial slices, and turned into T1-weighted, T2-weighted and FLAIR images by the
signal equations of spin echo, gradient echo and inversion recovery with tissue constants of 1.5 T or 3 T.

    volumes = simulate(seed=7)
    volumes.t1            # float32 [slices, rows, columns], about 0 .. 1.2
    volumes.lesion_mask   # bool, same shape

Arrays run feet to head, row 0 at the front of the head, column 0 at the patient's right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .head_anatomy import HeadModel
from .head_tissues import GREY, LESION, TISSUE_NAMES, TISSUES_1T5, TISSUES_3T, Tissue
from .mr_signal import Acquisition, acquire, fixed_flair, individual, paint_signal, sample_acquisitions, signal

SUBSLICES = 3


@dataclass(frozen=True)
class Stack:
    """Where the slices lie: matrix, pixel, step between slice centres, thickness, lower edge of the first; mm."""

    size: int
    slices: int
    pixel_mm: float
    step_mm: float
    thickness_mm: float
    lowest_edge_mm: float

    @property
    def first_position_mm(self) -> tuple[float, float, float]:
        """Patient coordinates of the centre of voxel [0, 0, 0]."""
        corner = -self.size * self.pixel_mm / 2 + self.pixel_mm / 2
        return corner, corner, self.lowest_edge_mm + self.step_mm / 2

    @staticmethod
    def whole_head(size: int, slices: int) -> Stack:
        """120 mm of the head at a field of view of 240 mm, gaps of a sixth of a step."""
        step = 120.0 / slices
        return Stack(size, slices, 240.0 / size, step, step * 5 / 6, -48.0)


@dataclass(frozen=True)
class Anatomy:
    """What a head is made of, before any scanner looked at it.

    fractions: float32 [tissue, slices, rows, columns], how much of each voxel every tissue fills; they sum to one.
    texture: float32 [slices, rows, columns], unit variance: how a tissue varies within itself.
    """

    fractions: np.ndarray
    texture: np.ndarray
    stack: Stack


@dataclass(frozen=True)
class HeadVolumes:
    """One simulated head in three contrasts.

    t1, t2, flair: float32 [slices, rows, columns]; 1.0 is near the brightest brain tissue of that contrast.
    flair_target: FLAIR of the one fixed protocol, without noise and shading; 1.0 is typical grey matter.
    tissue_map: uint8, the index of the tissue that fills most of the voxel (`TISSUE_NAMES`).
    lesion_mask: bool, voxels that are at least half lesion.
    spacing_mm: (between slice centres, row, column); thickness_mm is at most the first.
    first_position_mm: patient coordinates (x, y, z) of the centre of voxel [0, 0, 0].
    """

    t1: np.ndarray
    t2: np.ndarray
    flair: np.ndarray
    flair_target: np.ndarray
    tissue_map: np.ndarray
    lesion_mask: np.ndarray
    spacing_mm: tuple[float, float, float]
    thickness_mm: float
    first_position_mm: tuple[float, float, float]
    field_strength_tesla: float
    acquisitions: dict[str, Acquisition]


def simulate(
    seed: int,
    size: int = 256,
    slices: int = 20,
    lesions: bool = True,
    stack: Stack | None = None,
    noise: float = 1.0,
) -> HeadVolumes:
    """Make one head.

    seed: the same seed gives the same head and the same noise.
    size: rows and columns of the square matrix over a field of view of 240 mm.
    slices: how many axial slices share the 120 mm of the stack.
    lesions: whether the white matter has any; the rest of the head stays the same.
    stack: where the slices lie, instead of size and slices.
    noise: multiplies the noise of the acquired images.
    Raises ValueError when size or slices are too small to draw a head.
    """
    stack = stack or Stack.whole_head(size, max(slices, 1))
    if stack.size < 32 or slices < 1:
        raise ValueError(f"a head needs at least 32 x 32 voxels and one slice, not {size} x {size} x {slices}")
    return acquired(draw(seed, stack, lesions), np.random.default_rng([seed, 1]), noise)


def acquired(anatomy: Anatomy, rng: np.random.Generator, noise: float = 1.0) -> HeadVolumes:
    """A drawn head of some person's tissues in some scanner, both from `rng`; `simulate` says what noise is."""
    fractions, texture, stack = anatomy.fractions, anatomy.texture, anatomy.stack
    field, typical = sample_field(rng)
    tissues = individual(rng, typical)
    acquisitions = sample_acquisitions(rng, field, typical)
    images = {
        name: acquire(rng, a, tissues, fractions, texture, stack.pixel_mm, noise) for name, a in acquisitions.items()
    }
    return HeadVolumes(
        **images,
        flair_target=_target(typical, tissues, fractions, texture),
        tissue_map=fractions.argmax(0).astype(np.uint8),
        lesion_mask=fractions[LESION] >= 0.5,
        spacing_mm=(stack.step_mm, stack.pixel_mm, stack.pixel_mm),
        thickness_mm=stack.thickness_mm,
        first_position_mm=stack.first_position_mm,
        field_strength_tesla=field,
        acquisitions=acquisitions,
    )


def draw(seed: int, stack: Stack, lesions: bool = True) -> Anatomy:
    """The tissues of one head, averaged over the thickness of each slice; `simulate` lays its images over the same."""
    model, first = HeadModel(np.random.default_rng([seed, 0]), lesions), stack.first_position_mm
    axis = np.arange(stack.size, dtype=np.float32) * np.float32(stack.pixel_mm) + np.float32(first[0])
    fractions = np.zeros((len(TISSUE_NAMES), stack.slices, stack.size, stack.size), np.float32)
    texture = np.zeros(fractions.shape[1:], np.float32)
    for k in range(stack.slices):
        for j in range(SUBSLICES):
            z = first[2] + k * stack.step_mm + ((j + 0.5) / SUBSLICES - 0.5) * stack.thickness_mm
            points = np.stack(np.broadcast_arrays(axis[None, :], axis[:, None], np.float32(z)))
            fractions[:, k] += model.tissues(points, stack.pixel_mm) / SUBSLICES
        texture[k] = model.texture.at(points)
    return Anatomy(fractions, texture, stack)


def sample_field(rng: np.random.Generator) -> tuple[float, dict[int, Tissue]]:
    """Field strength in tesla and the typical tissues at it."""
    field = 3.0 if rng.random() < 0.5 else 1.5
    return field, TISSUES_3T if field > 2 else TISSUES_1T5


def _target(
    typical: dict[int, Tissue], tissues: dict[int, Tissue], fractions: np.ndarray, texture: np.ndarray
) -> np.ndarray:
    protocol = fixed_flair(typical)
    signals = {kind: signal(protocol, t) for kind, t in tissues.items()}
    return paint_signal(signals, signal(protocol, typical[GREY]), fractions, texture)
