"""Random fields and signed distances: what anatomy is drawn with. Points are [3, ...] in millimetres."""

from __future__ import annotations

import numpy as np
from scipy import ndimage


class SmoothField:
    """A periodic random field in three dimensions, with unit variance, for shapes that must not be regular."""

    GRID = 96

    def __init__(self, rng: np.random.Generator, wavelength_mm: float, bandwidth: float = 0.25, cell_mm: float = 2.5):
        n = self.GRID
        self._cell_mm = cell_mm
        f = np.fft.fftfreq(n, cell_mm)
        radius = np.sqrt(f[:, None, None] ** 2 + f[None, :, None] ** 2 + np.fft.rfftfreq(n, cell_mm)[None, None] ** 2)
        centre = 1.0 / wavelength_mm
        band = np.exp(-0.5 * ((radius - centre) / (bandwidth * centre)) ** 2)
        band[0, 0, 0] = 0
        values = np.fft.irfftn(np.fft.rfftn(rng.standard_normal((n, n, n))) * band, s=(n, n, n), axes=(0, 1, 2))
        self._values = (values / values.std()).astype(np.float32)
        self._slope: np.ndarray | None = None

    def at(self, points_mm: np.ndarray) -> np.ndarray:
        """Values at points [3, ...]."""
        return self._sample(self._values, points_mm)

    def distance_to_zero(self, points_mm: np.ndarray) -> np.ndarray:
        """First-order distance in mm from each point to the surface where the field is zero."""
        if self._slope is None:
            parts = [np.roll(self._values, -1, a) - np.roll(self._values, 1, a) for a in range(3)]
            slope = np.sqrt(sum(p * p for p in parts)) / (2 * self._cell_mm)
            self._slope = np.sqrt(slope**2 + (0.3 * slope.mean()) ** 2).astype(np.float32)
        return np.abs(self.at(points_mm)) / self._sample(self._slope, points_mm)

    def _sample(self, values: np.ndarray, points_mm: np.ndarray) -> np.ndarray:
        return ndimage.map_coordinates(values, points_mm / self._cell_mm, order=1, mode="grid-wrap")


def ellipsoid_depth(p: np.ndarray, centre: tuple, radii: tuple, power: float = 2.0) -> np.ndarray:
    """First-order signed distance in mm to a superellipsoid, positive inside."""
    c = np.asarray(centre, np.float32).reshape(3, *([1] * (p.ndim - 1)))
    r = np.asarray(radii, np.float32).reshape(c.shape)
    u = np.abs(p - c) / r
    f = np.maximum((u**power).sum(0) ** (1 / power), 1e-3)
    slope = np.sqrt(((u / f) ** (2 * power - 2) / r**2).sum(0))
    return (1 - f) / np.maximum(slope, 1e-4)


def tube_depth(p: np.ndarray, path: np.ndarray, radii: np.ndarray, scale: np.ndarray | float = 1.0) -> np.ndarray:
    """Signed distance in mm, positive inside, to a tube along a polyline [m, 3] with one radius a vertex.

    `scale` multiplies the radii, everywhere alike or by a value a point.
    """
    best = np.full(p.shape[1:], -1e3, np.float32)
    for a, b, ra, rb in zip(path[:-1], path[1:], radii[:-1], radii[1:]):
        axis = b - a
        t = np.clip(np.tensordot(axis, p - a.reshape(3, *([1] * (p.ndim - 1))), 1) / axis.dot(axis), 0, 1)
        gap = p - (a.reshape(3, *([1] * (p.ndim - 1))) + t[None] * axis.reshape(3, *([1] * (p.ndim - 1))))
        best = np.maximum(best, (ra + (rb - ra) * t) * scale - np.sqrt((gap**2).sum(0)))
    return best
