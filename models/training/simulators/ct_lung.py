"""What lies in the lungs: vessel trees and nodules.

A `Depth` gives the mm a point lies inside one lung: (x, y, z, side), side -1 for the right lung and 1 for the left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

BLOOD_HU = 42.0
Depth = Callable[[np.ndarray, np.ndarray, float, int], np.ndarray]


@dataclass(frozen=True)
class Segment:
    """A vessel piece from a to b with a radius, all in mm."""

    a: np.ndarray
    b: np.ndarray
    radius: float


@dataclass(frozen=True)
class Nodule:
    centre: np.ndarray
    radius: float
    stretch: np.ndarray
    hu: float


def grow_vessels(
    rng: np.random.Generator, lung: Depth, side: int, hilum: np.ndarray, ends: int, trunk_mm: float
) -> list[Segment]:
    """Branch from a hilum to points spread over one lung; cross-sections follow Murray's law with exponent 2.85."""
    candidates = rng.uniform((8, -110, -75), (145, 110, 75), (ends * 6, 3)) * (side, 1, 1)
    keep = np.array([lung(np.array([[p[0]]]), np.array([[p[1]]]), p[2], side)[0, 0] > 4 for p in candidates])
    targets = candidates[keep][:ends]
    segments: list[Segment] = []

    def branch(points: np.ndarray, start: np.ndarray, generation: int) -> None:
        radius = min(trunk_mm * (len(points) / len(targets)) ** (1 / 2.85), 6.0)
        centre = points.mean(0)
        if len(points) == 1:
            bend = (start + centre) / 2 + rng.normal(0, 1.2, 3)
            segments.extend((Segment(start, bend, radius), Segment(bend, centre, radius * 0.8)))
            return
        stop = start + (centre - start) * (0.22 if generation == 0 else 0.36) * rng.uniform(0.8, 1.2)
        bend = (start + stop) / 2 + rng.normal(0, 0.9, 3)
        segments.extend((Segment(start, bend, radius), Segment(bend, stop, radius * 0.95)))
        spread = points - centre
        along = spread @ np.linalg.eigh(spread.T @ spread)[1][:, -1]
        cut = np.quantile(along, rng.uniform(0.35, 0.65))
        low, high = points[along <= cut], points[along > cut]
        if len(low) == 0 or len(high) == 0:
            low, high = points[: len(points) // 2], points[len(points) // 2 :]
        branch(low, stop, generation + 1)
        branch(high, stop, generation + 1)

    branch(targets, hilum, 0)
    return segments


def sample_nodules(rng: np.random.Generator, lung: Depth, low_mm: float, high_mm: float) -> list[Nodule]:
    """Three solid nodules and one of ground glass, well inside the lungs and the stack."""
    found: list[Nodule] = []
    margin = min(6.0, 0.4 * (high_mm - low_mm))
    while len(found) < 4:
        side = -1 if rng.random() < 0.5 else 1
        p = rng.uniform((30, -80, low_mm + margin), (130, 90, high_mm - margin)) * (side, 1, 1)
        radius = float(rng.uniform(2.8, 7.0))
        if lung(np.array([[p[0]]]), np.array([[p[1]]]), p[2], side)[0, 0] < radius + 3:
            continue
        stretch = np.linalg.qr(rng.standard_normal((3, 3)))[0] * rng.uniform(0.8, 1.2, (3, 1))
        glass = len(found) == 3
        found.append(
            Nodule(p, radius * (1.6 if glass else 1), stretch, -620.0 if glass else float(rng.uniform(10, 60)))
        )
    return found


def paint_vessels(hu, x, y, z, pixel, vessels, inside):
    x0, y0 = x[0, 0], y[0, 0]
    for v in vessels:
        low, high = np.minimum(v.a, v.b) - v.radius - 1.5, np.maximum(v.a, v.b) + v.radius + 1.5
        if not low[2] <= z <= high[2]:
            continue
        c0, r0 = max(int((low[0] - x0) / pixel), 0), max(int((low[1] - y0) / pixel), 0)
        c1, r1 = int((high[0] - x0) / pixel) + 2, int((high[1] - y0) / pixel) + 2
        window = (slice(r0, r1), slice(c0, c1))
        if hu[window].size == 0:
            continue
        axis = v.b - v.a
        px, py, pz = x[window] - v.a[0], y[window] - v.a[1], z - v.a[2]
        t = np.clip((px * axis[0] + py * axis[1] + pz * axis[2]) / max(axis.dot(axis), 1e-6), 0, 1)
        gap = np.sqrt((px - t * axis[0]) ** 2 + (py - t * axis[1]) ** 2 + (pz - t * axis[2]) ** 2)
        cover = np.clip(0.5 + (v.radius - gap) / max(pixel, 0.8 * v.radius), 0, 1) * inside[window]
        cover = cover * min(1.0, (v.radius / 0.45) ** 2)
        hu[window] = hu[window] * (1 - cover) + BLOOD_HU * cover
