"""Lesions of the white matter: where they are long, round, confluent or hollow, and how much of a voxel they fill."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_REACH_MM = 22.0


@dataclass(frozen=True)
class Lesion:
    """One lesion: the union of ellipsoids with a ragged edge.

    centres: [n, 3] in mm; axes: [n, 3, 3], rows are unit axes divided by the semi-axis in mm.
    severity: 0 .. 1, the part of the tissue that is lesion where the cover is full.
    hollow: 0 .. 1, radius of a core of fluid as a part of the lesion's own.
    """

    centres: np.ndarray
    axes: np.ndarray
    raggedness: float
    severity: float
    hollow: float = 0.0


def sample_lesion(rng: np.random.Generator, centre: np.ndarray, from_ventricle_mm: float) -> Lesion:
    """A lesion at a point: beside a ventricle often long and pointing away from it, elsewhere mostly round."""
    u = rng.uniform
    kind = rng.random()
    severity, raggedness = float(u(0.45, 1.0)), float(u(0.1, 0.4))
    if from_ventricle_mm < 11 and kind < 0.55:
        outward = np.array([centre[0], centre[1] * 0.35, 0.15 * centre[2]])
        size = float(u(1.5, 4.2))
        return Lesion(centre[None], _axes(rng, size, float(u(1.3, 2.6)), outward)[None], raggedness, severity)
    if kind < 0.72:  # several that have grown together
        count = int(rng.integers(3, 7))
        centres = centre + np.cumsum(rng.normal(0, 2.6, (count, 3)), 0)
        axes = [_axes(rng, float(u(1.8, 4.5)), float(u(1, 1.6)), rng.standard_normal(3)) for _ in range(count)]
        return Lesion(centres, np.stack(axes), raggedness, severity)
    if kind < 0.80:  # a lacune: fluid with a rim
        axes = _axes(rng, float(u(3.0, 5.0)), float(u(1, 1.4)), rng.standard_normal(3))
        return Lesion(centre[None], axes[None], 0.12, severity, float(u(0.4, 0.7)))
    axes = _axes(rng, float(u(1.2, 3.8)), float(u(1, 1.3)), rng.standard_normal(3))
    return Lesion(centre[None], axes[None], raggedness, severity)


def cover_of(
    lesions: list[Lesion], p: np.ndarray, coarse: np.ndarray, fine: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How much of each point [3, n] is lesion, and how much is fluid inside one; edges are about a millimetre soft.

    coarse, fine: random fields at the points, which make edges ragged.
    """
    cover, hollow = np.zeros(p.shape[1], np.float32), np.zeros(p.shape[1], np.float32)
    for lesion in lesions:
        near = ((p - lesion.centres.mean(0)[:, None]) ** 2).sum(0) < _REACH_MM**2
        if not near.any():
            continue
        edge = 1 + lesion.raggedness * (coarse[near] + 0.6 * fine[near])
        radius = np.full(int(near.sum()), np.inf)
        for centre, axes in zip(lesion.centres, lesion.axes):
            radius = np.minimum(radius, np.sqrt(((axes @ (p[:, near] - centre[:, None])) ** 2).sum(0)))
        full = np.clip((edge - radius) * 2.2 + 0.5, 0, 1)
        cover[near] = np.maximum(cover[near], lesion.severity * full)
        if lesion.hollow:
            hollow[near] = np.maximum(hollow[near], np.clip((lesion.hollow - radius) * 3.5 + 0.5, 0, 1))
    return cover, hollow


def perivascular_space(rng: np.random.Generator) -> tuple[np.ndarray, float]:
    """A thin tube of fluid in the basal nuclei: bright in T2 like a lesion, dark in FLAIR like fluid."""
    start = rng.uniform((18, -14, -8), (30, 8, 2)) * (rng.choice((-1, 1)), 1, 1)
    return np.stack([start, start + rng.uniform((-3, -3, 5), (3, 3, 14))]), float(rng.uniform(0.5, 1.3))


def _axes(rng: np.random.Generator, size_mm: float, long: float, direction: np.ndarray) -> np.ndarray:
    frame = np.linalg.qr(np.stack([direction, *rng.standard_normal((2, 3))], 1))[0].T
    return frame / np.array([[size_mm * long], [size_mm], [size_mm]])
