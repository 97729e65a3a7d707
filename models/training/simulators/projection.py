"""Cone-beam projection of solids onto a flat detector.

Patient coordinates in cm: x to the right of the displayed image (the patient's left), y down, z towards the front.
Solids are sampled by points that carry a volume; a point's volume is spread bilinearly over the four detector pixels
around its projection, which gives the thickness in cm that the ray of each pixel crosses. The number of points
follows the pixel size, so that a larger image is finer and not more speckled.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

POSTEROANTERIOR = "PA"
ANTEROPOSTERIOR = "AP"
_AIM_Y_CM = 12.0
_GOLDEN_ANGLE = np.pi * (1 + 5**0.5)


@dataclass(frozen=True)
class Beam:
    """Source, detector and pixel matrix. Lengths in cm, measured at the detector unless said otherwise."""

    size: int
    field_cm: float
    top_cm: float
    source_cm: float
    detector_cm: float
    view: str
    tilt: float

    @property
    def pixel_cm(self) -> float:
        return self.field_cm / self.size

    def pixels(self, length_cm: float) -> float:
        """A length on the detector in pixels."""
        return length_cm / self.pixel_cm

    def magnification(self, z):
        """Magnification of what lies at depth z (cm): the detector is in front in PA and behind in AP."""
        to_detector = self.detector_cm - z if self.view == POSTEROANTERIOR else self.detector_cm + z
        return self.source_cm / (self.source_cm - to_detector)

    def to_detector(self, x, y, z):
        """Detector position (column, row) in cm of patient points, the patient's tilt included."""
        m = self.magnification(z)
        leaning = x + self.tilt * (y - _AIM_Y_CM)
        return leaning * m, (y - _AIM_Y_CM) * m + _AIM_Y_CM

    def from_detector(self, u, v, z):
        """Patient x and y in cm of the ray through detector position (u, v) cm at depth z."""
        m = self.magnification(z)
        y = (v - _AIM_Y_CM) / m + _AIM_Y_CM
        return u / m - self.tilt * (y - _AIM_Y_CM), y

    def pixel_axes(self, size: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Detector coordinates in cm of column and row centres, on this matrix or a coarser one."""
        n = size or self.size
        g = (np.arange(n) + 0.5) / n * self.field_cm
        return (g - self.field_cm / 2).astype(np.float32), (g + self.top_cm).astype(np.float32)


class ThicknessMap:
    """Accumulates the projected thickness (cm) of point-sampled solids."""

    def __init__(self, beam: Beam, rng: np.random.Generator):
        self.beam = beam
        self.rng = rng
        self.samples_per_pixel = 6.0 if beam.size <= 512 else 12.0
        self._sum = np.zeros((beam.size, beam.size), np.float32)

    def add_points(self, points: np.ndarray, volume: np.ndarray) -> None:
        """Adds points [n, 3] in cm, each with a volume in cm3."""
        beam, n = self.beam, self.beam.size
        m = beam.magnification(points[:, 2])
        u, v = beam.to_detector(points[:, 0], points[:, 1], points[:, 2])
        column = u / beam.pixel_cm + n / 2 - 0.5
        row = (v - beam.top_cm) / beam.pixel_cm - 0.5
        inside = (column > 0) & (column < n - 1) & (row > 0) & (row < n - 1)
        if not inside.any():
            return
        column, row = column[inside], row[inside]
        weight = (np.broadcast_to(volume, inside.shape)[inside] * m[inside] ** 2) / beam.pixel_cm**2
        i, j = row.astype(np.int64), column.astype(np.int64)
        fi, fj = row - i, column - j
        top, left = int(i.min()), int(j.min())
        height, width = int(i.max()) - top + 2, int(j.max()) - left + 2
        index = (i - top) * width + (j - left)
        box = self._sum[top : top + height, left : left + width]
        for step, share in ((0, (1 - fi) * (1 - fj)), (1, (1 - fi) * fj), (width, fi * (1 - fj)), (width + 1, fi * fj)):
            box += np.bincount(index + step, weights=weight * share, minlength=height * width)[
                : height * width
            ].reshape(height, width)

    def add_tube(self, line, normal_radius, width_radius, density, facing=(0.0, 0.0, 1.0)) -> None:
        """Adds a tube of elliptic section along a polyline [m, 3].

        The radii (cm, scalar or one a vertex) lie along `facing` (a vector or one a vertex) and across it; `density`
        maps (relative radius, section radius in cm) to a volume fraction.
        """
        pixel = self.beam.pixel_cm
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        given = np.linspace(0, 1, len(line))
        steps = max(4, int(length / (1.5 * pixel)))
        at = np.linspace(0, 1, steps)
        line, along = resample(line, steps)
        rn = np.interp(at, given, np.broadcast_to(normal_radius, given.shape))
        rw = np.interp(at, given, np.broadcast_to(width_radius, given.shape))
        facing = np.broadcast_to(np.asarray(facing, float), (len(given), 3))
        facing = np.stack([np.interp(at, given, facing[:, a]) for a in range(3)], 1)
        normal = _unit(facing - (facing * along).sum(1, keepdims=True) * along)
        across = np.cross(along, normal)

        broad = max(float(rn.max()), float(rw.max()))
        count = max(24, int(self.samples_per_pixel * 1.5 * 2 * broad / pixel))
        k = np.arange(count) + 0.5
        rho = np.sqrt(k / count)
        angle = _GOLDEN_ANGLE * k[None] + self.rng.uniform(0, 2 * np.pi, (steps, 1))
        shift = self.rng.uniform(-0.5, 0.5, (steps, count)) * (length / steps)
        a = (rho * np.cos(angle)) * rn[:, None]
        b = (rho * np.sin(angle)) * rw[:, None]
        points = [
            line[:, None, c] + a * normal[:, None, c] + b * across[:, None, c] + shift * along[:, None, c]
            for c in range(3)
        ]
        volume = (np.pi * rn * rw * length / steps / count)[:, None]
        fraction = density(rho[None], np.minimum(rn, rw)[:, None])
        self.add_points(np.stack([p.ravel() for p in points], 1), (volume * fraction).ravel())

    def add_triangle(self, corners: np.ndarray, thickness_cm: float, density: float) -> None:
        """Adds a thin plate with three corners [3, 3]."""
        edge1, edge2 = corners[1] - corners[0], corners[2] - corners[0]
        area = 0.5 * float(np.linalg.norm(np.cross(edge1, edge2)))
        count = int(self.samples_per_pixel * 1.5 * area / self.beam.pixel_cm**2) + 100
        weights = self.rng.dirichlet([1, 1, 1], count)
        points = weights @ corners + self.rng.normal(0, thickness_cm / 2, (count, 3))
        self.add_points(points, np.full(count, area * thickness_cm * density / count))

    def result(self) -> np.ndarray:
        """Thickness in cm a pixel, smoothed by about a pixel against sampling grain."""
        return ndimage.gaussian_filter(self._sum, 0.55 if self.beam.size <= 512 else 0.9)


def resample(line: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """A polyline [m, 3] at equal arc lengths, and its unit tangents."""
    reach = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    at = np.linspace(0, reach[-1], steps)
    points = np.stack([np.interp(at, reach, line[:, c]) for c in range(3)], 1)
    return points, _unit(np.gradient(points, axis=0))


def smooth_noise(rng: np.random.Generator, size: int, sigma_px: float) -> np.ndarray:
    """Gaussian random field [size, size] with zero mean, unit deviation and the given correlation length."""
    step = max(1, int(sigma_px / 3))
    coarse = size // step + 8
    field = ndimage.gaussian_filter(rng.standard_normal((coarse, coarse), dtype=np.float32), max(sigma_px / step, 0.6))
    field /= field.std() + 1e-9
    if step == 1:
        return field[:size, :size]
    return enlarge(field[: size // step + 2, : size // step + 2], (size // step + 2) * step)[:size, :size]


def enlarge(field: np.ndarray, size: int) -> np.ndarray:
    """A square field sampled at pixel centres, interpolated to [size, size]."""
    return ndimage.zoom(field.astype(np.float32), size / field.shape[0], order=1, grid_mode=True, mode="nearest")


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-6)
