"""Pulmonary arteries and veins: trees that split random targets in the lung in two until one is left."""

import numpy as np

from .chest_anatomy import Anatomy
from .chest_soft_tissue import SoftTissue
from .projection import Beam, ThicknessMap

_MURRAY = 2.85
_LARGEST_RADIUS_CM = 0.7


def project_vessels(anatomy: Anatomy, tissue: SoftTissue, beam: Beam, shape, grain) -> np.ndarray:
    """Blood thickness in cm a pixel [size, size] of two trees (arteries, veins) a lung."""
    u = shape.uniform
    vessels = ThicknessMap(beam, grain)
    hila = {
        -1: np.array([-u(3.4, 4.2), anatomy.heart_y - u(4.2, 5.2), 0.0]),
        1: np.array([u(3.8, 4.6), anatomy.heart_y - u(5.2, 6.2), 0.0]),
    }
    for lower in (0.0, 2.4):
        for side, hilum in hila.items():
            targets = _lung_targets(anatomy, tissue, side, int(u(250, 380)), shape)
            if len(targets) < 50:
                continue
            root = hilum + shape.normal(0, 0.3, 3) + np.array([-side * 0.5, lower, 0.5 if lower else 0.0])
            _draw(vessels, _grow(targets, root, shape), len(targets), u(0.6, 0.78) * anatomy.vessel_scale, grain)
    return vessels.result()


def _lung_targets(anatomy: Anatomy, tissue: SoftTissue, side: int, wanted: int, rng) -> np.ndarray:
    cage = anatomy.cage
    low = np.array([0.5, -1.0, -cage.half_depth])
    high = np.array([cage.half_width, anatomy.left_dome_y + 6, cage.half_depth])
    found = rng.uniform(low, high, (wanted * 12, 3)) * [side, 1, 1]
    return found[tissue.grid.occupied(tissue.lung_occupancy, found) > 0.8][:wanted]


def _grow(targets: np.ndarray, root: np.ndarray, rng) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, int]]:
    """Quadratic segments (start, control, end, number of targets fed) of one tree."""
    segments = []
    waiting = [(targets, root, 0)]
    while waiting:
        fed, start, generation = waiting.pop()
        centre = fed.mean(0)
        if len(fed) == 1:
            segments.append((start, (start + centre) / 2 + rng.normal(0, 0.12, 3), centre, 1))
            continue
        end = start + (centre - start) * (0.34 if generation else 0.2) * rng.uniform(0.8, 1.2)
        segments.append((start, (start + end) / 2 + rng.normal(0, 0.08, 3), end, len(fed)))
        spread = fed - centre
        along = spread @ np.linalg.eigh(spread.T @ spread)[1][:, -1]
        order = np.argsort(along, kind="stable")
        cut = int(np.clip(round(len(fed) * rng.uniform(0.35, 0.65)), 1, len(fed) - 1))
        waiting += [(fed[order[:cut]], end, generation + 1), (fed[order[cut:]], end, generation + 1)]
    return segments


def _draw(vessels: ThicknessMap, segments, targets: int, root_radius: float, rng) -> None:
    start, control, end = (np.array([s[i] for s in segments]) for i in range(3))
    fed = np.array([s[3] for s in segments])
    radius = np.minimum(root_radius * (fed / targets) ** (1 / _MURRAY), _LARGEST_RADIUS_CM)
    chord = end - start
    length = np.linalg.norm(chord, axis=1) + 1e-4
    along = chord / length[:, None]
    first = np.stack([along[:, 1], -along[:, 0], 0 * along[:, 0]], 1)
    first /= np.linalg.norm(first, axis=1, keepdims=True) + 1e-6
    second = np.cross(along, first)

    per_area = vessels.samples_per_pixel * 0.8 / vessels.beam.pixel_cm**2
    count = np.maximum(length * 2 * radius * per_area, 30).astype(int)
    which = np.repeat(np.arange(len(count)), count)
    t = rng.random(len(which))[:, None]
    out = radius[which] * np.sqrt(rng.random(len(which)))
    angle = rng.uniform(0, 2 * np.pi, len(which))
    points = (1 - t) ** 2 * start[which] + 2 * t * (1 - t) * control[which] + t * t * end[which]
    points += (out * np.cos(angle))[:, None] * first[which] + (out * np.sin(angle))[:, None] * second[which]
    vessels.add_points(points, (np.pi * radius**2 * length / count)[which])
