"""Torso, thoracic cavity, mediastinum, heart, diaphragm, airways and chest wall, sampled along the rays of the image.

Solids are implicit functions on a grid of rays and depths; the sum along a ray is a thickness in cm. The grid is
coarser than the image, since soft tissue has no edge sharper than a few millimetres.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .chest_anatomy import Anatomy
from .projection import Beam, enlarge

_DEPTHS = 40
_HALF_DEPTH_CM = 13.2


@dataclass(frozen=True)
class SoftTissue:
    """Thicknesses in cm a pixel [size, size], and the lung as occupancy on the ray grid."""

    body: np.ndarray
    lung: np.ndarray
    airway: np.ndarray
    bowel_gas: np.ndarray
    chest_wall: np.ndarray
    grid: "RayGrid"
    lung_occupancy: np.ndarray


class RayGrid:
    """Patient coordinates of points along rays: arrays that broadcast to [rows, columns, depths]."""

    def __init__(self, beam: Beam, size: int):
        self.beam, self.size = beam, size
        columns, rows = beam.pixel_axes(size)
        self.u, self.v = columns[None, :, None], rows[:, None, None]
        depths = np.linspace(-_HALF_DEPTH_CM, _HALF_DEPTH_CM, _DEPTHS, dtype=np.float32)
        self.z = depths[None, None, :]
        self.step_cm = float(depths[1] - depths[0])
        x, y = beam.from_detector(self.u, self.v, self.z)
        self.x, self.y = x.astype(np.float32), y.astype(np.float32)

    def occupancy(self, distance_cm) -> np.ndarray:
        """Soft indicator of a solid from a signed distance (positive inside): one depth step wide."""
        return np.clip(0.5 + distance_cm / np.float32(self.step_cm), 0, 1)

    def ellipsoid(self, centre, radii, turn: float = 0.0) -> np.ndarray:
        """Signed distance (approximate) to an ellipsoid turned by `turn` radians in the frontal plane."""
        dx, dy = self.x - np.float32(centre[0]), self.y - np.float32(centre[1])
        c, s = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        a, b = (c * dx + s * dy) / np.float32(radii[0]), (c * dy - s * dx) / np.float32(radii[1])
        d = (self.z - np.float32(centre[2])) / np.float32(radii[2])
        return (1 - np.sqrt(a * a + b * b + d * d)) * np.float32(min(radii))

    def thickness(self, occupancy: np.ndarray, size: int) -> np.ndarray:
        """Thickness in cm on the image matrix."""
        return enlarge(occupancy.sum(-1) * np.float32(self.step_cm), size)

    def occupied(self, volume: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Occupancy at patient points [n, 3], 0 outside the grid."""
        u, v = self.beam.to_detector(points[:, 0], points[:, 1], points[:, 2])
        step = self.beam.field_cm / self.size
        j = np.floor(u / step + self.size / 2).astype(int)
        i = np.floor((v - self.beam.top_cm) / step).astype(int)
        k = np.rint((points[:, 2] + _HALF_DEPTH_CM) / self.step_cm).astype(int)
        inside = (i >= 0) & (i < self.size) & (j >= 0) & (j < self.size) & (k >= 0) & (k < _DEPTHS)
        values = volume[i.clip(0, self.size - 1), j.clip(0, self.size - 1), k.clip(0, _DEPTHS - 1)]
        return np.where(inside, values, 0)


def build_soft_tissue(anatomy: Anatomy, beam: Beam, rng: np.random.Generator) -> SoftTissue:
    """All soft tissue of one patient in one beam, without vessels and findings."""
    grid = RayGrid(beam, int(np.clip(beam.size * 3 // 8, 128, 512)))
    half_width, half_depth = _cavity_outline(anatomy, grid, rng)
    body = _torso(anatomy, grid, half_width, half_depth, rng)
    cavity = _thoracic_cavity(grid, half_width, half_depth, rng)
    mediastinum = _mediastinum(anatomy, grid, rng)
    heart = _heart_and_great_vessels(anatomy, grid, rng)
    below_dome = grid.occupancy(_diaphragm(anatomy, grid, rng) - grid.y)
    lung = cavity * (1 - mediastinum) * (1 - heart) * below_dome * body
    airway = _airways(anatomy, grid, rng) * body * (1 - lung)

    size = beam.size
    lung_cm = ndimage.gaussian_filter(grid.thickness(lung, size), 0.8 * size / 512)
    body_cm = grid.thickness(body, size)
    return SoftTissue(
        body=body_cm,
        lung=lung_cm,
        airway=grid.thickness(airway, size),
        bowel_gas=np.minimum(_bowel_gas(anatomy, grid, size, rng), body_cm * 0.3),
        chest_wall=_muscle_and_breast(anatomy, beam, rng) * np.clip(body_cm / 4, 0, 1),
        grid=grid,
        lung_occupancy=lung,
    )


def _cavity_outline(anatomy: Anatomy, grid: RayGrid, rng):
    """Half width and half depth of the thoracic cavity a row [rows, 1, 1]."""
    y = grid.v[:, 0, 0] + rng.uniform(0.3, 0.9)
    width, depth = anatomy.cage.width_at(y), anatomy.cage.depth_at(y)
    return width.astype(np.float32)[:, None, None], depth.astype(np.float32)[:, None, None]


def _torso(anatomy: Anatomy, grid: RayGrid, half_width, half_depth, rng) -> np.ndarray:
    u, cage, wall = rng.uniform, anatomy.cage, anatomy.wall
    rows = grid.v[:, 0, 0]
    neck_and_shoulder = np.interp(rows, [-12, -3, 0, 4, 8], [5.5, 6.5, 9, cage.half_width * 0.9, cage.half_width * 0.7])
    width = np.maximum(half_width[:, 0, 0] + wall, neck_and_shoulder)
    upper_depth = [5.5, 6.6, u(8.0, 9.8), cage.half_depth * u(1.0, 1.1), cage.half_depth]
    depth = np.maximum(half_depth[:, 0, 0] + 0.8 + wall * 0.4, np.interp(rows, [-12, -4, 0, 5, 9], upper_depth))
    belly = np.interp(rows, [18, 36], [0, u(-0.5, 1.5)])
    rows_per_cm = grid.size / grid.beam.field_cm
    width = (ndimage.gaussian_filter1d(width, 1.6 * rows_per_cm) + belly).astype(np.float32)[:, None, None]
    depth = (ndimage.gaussian_filter1d(depth, 2.6 * rows_per_cm) + belly).astype(np.float32)[:, None, None]
    power = u(2.7, 3.4)
    radius = (np.abs(grid.x / width) ** power + np.abs((grid.z + 0.3) / depth) ** power) ** (1 / power)
    body = grid.occupancy((1 - radius) * depth)
    for side in (-1, 1):
        shoulder = ((side * 4.5, -2.6), (side * 15.2, 2.2), u(4.0, 4.9), -1.2, 1.5)
        arm = ((side * 16.5, 3.5), (side * u(18.0, 21), 26), u(4.0, 5.0), -0.5, 1.12)
        for start, end, radius_cm, depth_cm, flattening in (shoulder, arm):
            half_chord = _capsule_half_chord(grid, start, end, radius_cm)[..., None] * flattening
            body = np.maximum(body, grid.occupancy(half_chord - np.abs(grid.z - depth_cm)) * (half_chord > 0))
    return body


def _capsule_half_chord(grid: RayGrid, start, end, radius) -> np.ndarray:
    px, py = grid.u[..., 0] - start[0], grid.v[..., 0] - start[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    t = np.clip((px * dx + py * dy) / (dx * dx + dy * dy), 0, 1)
    return np.sqrt(np.clip(radius**2 - (px - t * dx) ** 2 - (py - t * dy) ** 2, 0, None)).astype(np.float32)


def _thoracic_cavity(grid: RayGrid, half_width, half_depth, rng) -> np.ndarray:
    power = rng.uniform(2.3, 2.8)
    across = np.abs(grid.x / np.maximum(half_width, 0.01)) ** power
    deep = np.abs(grid.z / np.maximum(half_depth, 0.01)) ** power
    radius = (across + deep + 1e-6) ** (1 / power)
    return grid.occupancy((1 - radius) * np.minimum(half_width, half_depth)) * (half_width > 0.3)


def _mediastinum(anatomy: Anatomy, grid: RayGrid, rng) -> np.ndarray:
    u = rng.uniform
    x = grid.x - anatomy.spine.x_at(grid.v).astype(np.float32)
    half = np.interp(grid.v[:, 0, 0], [-6, 1, 5, 9, 13, 26], [2.3, u(2.6, 3.4), u(2.6, 3.4), 2.7, 2.6, 2.8])
    taper = 0.2 + 0.8 * np.exp(-(((grid.z - 0.5) / u(4.2, 5.6)) ** 2))
    front = grid.occupancy(half.astype(np.float32)[:, None, None] * taper - np.abs(x + 0.25))
    vertebrae = grid.occupancy(1.75 - np.sqrt(x**2 + ((grid.z + anatomy.cage.half_depth * 0.62) * 0.75) ** 2))
    return np.maximum(front, vertebrae)


def _heart_and_great_vessels(anatomy: Anatomy, grid: RayGrid, rng) -> np.ndarray:
    u, s, x, y = rng.uniform, anatomy.heart_scale, anatomy.heart_x, anatomy.heart_y
    scale = anatomy.cage.scale
    parts = [
        grid.ellipsoid((x + 0.4, y, 2.5), (7.4 * s, 5.1 * s, 6.6), np.deg2rad(u(25, 38))),
        grid.ellipsoid((-1.4, y - 0.4, 2.2), (3.7 * s, 5.0 * s, 5.2)),
        grid.ellipsoid((1.2, y - 4.2, 2.0), (3.9 * s, 5.0, 5.2)),
        grid.ellipsoid((2.1, y - u(10.0, 11.2) * scale, -1.5), (u(1.5, 2.3), 1.7, 2.6)),
        grid.ellipsoid((2.6, y - 6.6, 1.5), (1.9, 2.2, 2.6)),
    ]
    aorta = 1.25 - np.hypot(
        grid.x - 1.9 - 0.5 * anatomy.spine.x_at(grid.v).astype(np.float32), grid.z + anatomy.cage.half_depth * 0.45
    )
    parts.append(np.where((grid.v > 5) & (grid.v < 32), aorta, -5))
    distance = parts[0]
    for part in parts[1:]:
        distance = np.maximum(distance, part)
    return grid.occupancy(distance)


def _diaphragm(anatomy: Anatomy, grid: RayGrid, rng) -> np.ndarray:
    """Height in cm of the two domes above each x and z."""
    u = rng.uniform
    across, deep = u(0.9, 1.8), u(0.7, 1.2)

    def dome(x_top, y_top):
        sides = across * ((grid.x - np.float32(x_top)) / 8) ** 2 * 3.2
        return np.float32(y_top) + sides + deep * ((grid.z - 2.2) / 8) ** 2 * 3.4

    right, left = dome(-6.2, anatomy.right_dome_y), dome(6.8, anatomy.left_dome_y)
    return np.where(grid.x < -0.5, right, left) + 0.12 * np.sin(grid.x * 1.1 + u(0, 2 * np.pi))


def _airways(anatomy: Anatomy, grid: RayGrid, rng) -> np.ndarray:
    carina = anatomy.heart_y - 6.6
    trachea = rng.uniform(0.75, 0.95) - np.hypot(grid.x - 0.25 * np.sin(grid.v * 0.2) - 0.1, grid.z + 1.2)
    air = grid.occupancy(trachea) * (grid.v < carina + 0.2)
    for side, angle, length in ((-1, 0.55, 3.2), (1, 0.85, 4.2)):
        dx, dy = side * np.sin(angle), np.cos(angle)
        t = np.clip(grid.x * dx + (grid.y - carina) * dy, 0, length)
        away = np.sqrt((grid.x - t * dx) ** 2 + (grid.y - carina - t * dy) ** 2 + (grid.z + 1.2) ** 2)
        air = np.maximum(air, grid.occupancy(0.6 - away))
    return air


def _bowel_gas(anatomy: Anatomy, grid: RayGrid, size: int, rng) -> np.ndarray:
    u, gas = rng.uniform, np.zeros((size, size), np.float32)
    for _ in range(rng.integers(1, 4)):
        centre = (u(4, 9), anatomy.left_dome_y + u(1.6, 4), u(0, 5))
        bubble = grid.ellipsoid(centre, (u(1, 2.6), u(0.6, 1.5), u(1.0, 2.5)))
        gas = np.maximum(gas, grid.thickness(grid.occupancy(bubble), size))
    return gas


def _muscle_and_breast(anatomy: Anatomy, beam: Beam, rng) -> np.ndarray:
    u = rng.uniform
    columns, rows = beam.pixel_axes()
    x, y = columns[None, :], rows[:, None]
    wall = np.zeros((beam.size, beam.size), np.float32)
    if anatomy.female:
        height, out, radius, thick = u(15.5, 21), u(6.8, 8.6), u(4.8, 7), u(1.8, 5)
        for side in (-1, 1):
            dx, dy = (x - side * (out + u(-0.3, 0.3))) / (radius * 1.12), (y - height) / radius
            rise = np.clip(1 + dy / 2.4, 0, 1)
            above = np.clip(1 - dx**2, 0, None) ** 0.7 * (rise * rise * (3 - 2 * rise))
            below = np.clip(1 - dx**2 - dy**2, 0, None) ** 0.7
            wall += thick * np.where(dy < 0, above, below)
    pectoral = u(0.4, 2.0)
    for side in (-1, 1):
        out = side * x
        plate = np.clip(1 - ((out - 9.5) / 6) ** 2, 0, 1) * np.clip(1 - (y - 7 - 0.25 * (out - 9)) / 6.5, 0, 1)
        lower_edge = 1 / (1 + np.exp((y - (12 - 0.55 * (out - 6))) * 1.4))
        wall += pectoral * plate * np.clip((y - 1) / 3, 0, 1) * lower_edge
    return wall
