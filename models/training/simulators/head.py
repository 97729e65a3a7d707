"""A procedural head for magnetic resonance: shapes, tissues, and the signal equations of three contrasts.

Every shape here is written down as a formula; no scan of a person and no atlas went into it. The head is built in
patient coordinates (DICOM LPS: x to the patient's left, y to the back, z to the top; millimetres, origin near the
middle of the brain), sampled in thick axial slices, and turned into T1-weighted, T2-weighted and FLAIR images by the
spin echo, spoiled gradient echo and inversion recovery equations with tissue constants of 1.5 T or 3 T.

    volumes = simulate(seed=7)
    volumes.t1            # float32 [slices, rows, columns], about 0 .. 1.2
    volumes.lesion_mask   # bool, same shape

Arrays run feet to head, row 0 at the front of the head, column 0 at the patient's right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .head_anatomy import HeadModel
from .head_tissues import LESION, TISSUE_NAMES, TISSUES_1T5, TISSUES_3T
from .mr_signal import Acquisition, acquire, sample_acquisitions

FIELD_OF_VIEW_MM = 240.0
STACK_HEIGHT_MM = 120.0
LOWEST_EDGE_MM = -48.0
SUBSLICES = 3


@dataclass(frozen=True)
class HeadVolumes:
    """One simulated head in three contrasts.

    t1, t2, flair: float32 [slices, rows, columns]; 1.0 is near the brightest brain tissue of that contrast.
    tissue_map: uint8, the index of the tissue that fills most of the voxel (`TISSUE_NAMES`).
    lesion_mask: bool, voxels that are at least half lesion.
    spacing_mm: (between slice centres, row, column); thickness_mm is smaller than the first, as there are gaps.
    first_position_mm: patient coordinates (x, y, z) of the centre of voxel [0, 0, 0].
    """

    t1: np.ndarray
    t2: np.ndarray
    flair: np.ndarray
    tissue_map: np.ndarray
    lesion_mask: np.ndarray
    spacing_mm: tuple[float, float, float]
    thickness_mm: float
    first_position_mm: tuple[float, float, float]
    field_strength_tesla: float
    acquisitions: dict[str, Acquisition]


def simulate(seed: int, size: int = 256, slices: int = 20) -> HeadVolumes:
    """Make one head.

    seed: the same seed gives the same head and the same noise.
    size: rows and columns of the square matrix over a field of view of 240 mm.
    slices: how many axial slices share the 120 mm of the stack.
    Raises ValueError when size or slices are too small to draw a head.
    """
    if size < 32 or slices < 1:
        raise ValueError(f"a head needs at least 32 x 32 voxels and one slice, not {size} x {size} x {slices}")
    rng = np.random.default_rng(seed)
    field = 3.0 if rng.random() < 0.5 else 1.5
    tissues = TISSUES_3T if field > 2 else TISSUES_1T5
    model = HeadModel(rng)
    pixel = FIELD_OF_VIEW_MM / size
    step = STACK_HEIGHT_MM / slices
    thickness = step * 5 / 6
    first = (-FIELD_OF_VIEW_MM / 2 + pixel / 2, -FIELD_OF_VIEW_MM / 2 + pixel / 2, LOWEST_EDGE_MM + step / 2)
    axis = np.arange(size, dtype=np.float32) * pixel + np.float32(first[0])
    fractions = np.zeros((len(TISSUE_NAMES), slices, size, size), np.float32)
    texture = np.zeros((slices, size, size), np.float32)
    for k in range(slices):
        for j in range(SUBSLICES):
            z = first[2] + k * step + ((j + 0.5) / SUBSLICES - 0.5) * thickness
            points = np.stack(np.broadcast_arrays(axis[None, :], axis[:, None], np.float32(z)))
            fractions[:, k] += model.tissues(points, pixel) / SUBSLICES
        texture[k] = model.texture.at(points)
    acquisitions = sample_acquisitions(rng, field, tissues)
    images = {name: acquire(rng, a, tissues, fractions, texture, pixel) for name, a in acquisitions.items()}
    return HeadVolumes(
        **images,
        tissue_map=fractions.argmax(0).astype(np.uint8),
        lesion_mask=fractions[LESION] >= 0.5,
        spacing_mm=(step, pixel, pixel),
        thickness_mm=thickness,
        first_position_mm=first,
        field_strength_tesla=field,
        acquisitions=acquisitions,
    )
