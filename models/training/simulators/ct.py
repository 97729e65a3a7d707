"""A procedural chest for computed tomography: shapes in Hounsfield units, then a reconstruction kernel and its noise.

Every shape is a formula; no scan of a person went into it. The trunk is built in patient coordinates (DICOM LPS: x to
the patient's left, y to the back, z to the top; millimetres, origin in the mediastinum) and sampled in contiguous axial
slices. A kernel is a modulation transfer function (MTF); the noise has the power spectrum that filtered back-projection
gives it, a ramp times the squared MTF. The same seed with both kernels gives the same body and the same raw noise, as
when a scanner reconstructs one acquisition twice.

    volume = simulate(seed=3, kernel="sharp")
    volume.hu             # float32 [slices, rows, columns], Hounsfield units

Arrays run feet to head, row 0 at the front of the chest, column 0 at the patient's right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

FIELD_OF_VIEW_MM = 380.0
SLICE_MM = 5.0
SUBSLICES = 3
LOWEST_EDGE_MM = -30.0
AIR_HU, LUNG_HU, FAT_HU, MUSCLE_HU, BLOOD_HU = -1000.0, -860.0, -102.0, 55.0, 42.0


@dataclass(frozen=True)
class Kernel:
    """An MTF that falls to 50 % and 10 % at these frequencies (line pairs per cm), with an optional edge boost."""

    f50: float
    f10: float
    boost: float = 0.0
    boost_at: float = 1.0
    noise_hu: float = 10.0

    def mtf(self, f: np.ndarray) -> np.ndarray:
        power = math.log(math.log(10) / math.log(2)) / math.log(self.f10 / self.f50)
        smooth = np.exp(-math.log(2) * (f / self.f50) ** power)
        bump = np.exp(-(((f - self.boost_at) / (0.45 * self.boost_at)) ** 2)) * np.clip(f / self.boost_at, 0, 1)
        return smooth * (1 + self.boost * bump)


KERNELS = {
    "smooth": Kernel(3.4, 6.2, noise_hu=11.0),
    "sharp": Kernel(6.0, 9.0, boost=0.45, boost_at=4.2, noise_hu=52.0),
}


@dataclass(frozen=True)
class CtVolume:
    """One simulated chest.

    hu: float32 [slices, rows, columns], Hounsfield units.
    spacing_mm: (between slice centres, row, column); slices touch, so the first is the thickness too.
    first_position_mm: patient coordinates (x, y, z) of the centre of voxel [0, 0, 0].
    nodule_mask: bool, voxels that are at least half nodule.
    """

    hu: np.ndarray
    nodule_mask: np.ndarray
    spacing_mm: tuple[float, float, float]
    first_position_mm: tuple[float, float, float]
    kernel: str


def _noise2(rng: np.random.Generator, shape: tuple[int, int], pixel_mm: float, wavelength_mm: float) -> np.ndarray:
    """A smooth random image of unit variance whose structures are about half a wavelength wide."""
    f = np.hypot(np.fft.fftfreq(shape[0], pixel_mm)[:, None], np.fft.rfftfreq(shape[1], pixel_mm)[None])
    band = np.exp(-0.5 * ((f * wavelength_mm - 1) / 0.5) ** 2)
    band[0, 0] = 0
    image = np.fft.irfft2(np.fft.rfft2(rng.standard_normal(shape)) * band, s=shape)
    return (image / image.std()).astype(np.float32)


def _ellipse(x, y, cx, cy, rx, ry, power=2.0, turn=0.0):
    """First-order signed distance in mm to a superellipse, positive inside."""
    c, s = math.cos(turn), math.sin(turn)
    u = np.abs((c * (x - cx) + s * (y - cy)) / rx)
    v = np.abs((-s * (x - cx) + c * (y - cy)) / ry)
    f = np.maximum((u**power + v**power) ** (1 / power), 1e-3)
    slope = np.sqrt((u / f) ** (2 * power - 2) / rx**2 + (v / f) ** (2 * power - 2) / ry**2)
    return (1 - f) / np.maximum(slope, 1e-4)


@dataclass(frozen=True)
class _Segment:
    """A vessel piece from a to b with a radius, all in mm."""

    a: np.ndarray
    b: np.ndarray
    radius: float


@dataclass(frozen=True)
class _Nodule:
    centre: np.ndarray
    radius: float
    stretch: np.ndarray
    hu: float


class TrunkModel:
    """The shapes of one chest. x and y are images in millimetres, z is one level."""

    def __init__(self, rng: np.random.Generator):
        u = rng.uniform
        self.rng = rng
        self.inner_x, self.inner_y = u(117, 127), u(84, 93)
        self.fat_mm, self.muscle_mm = u(8, 16), u(6, 9)
        self.spine_y = self.inner_y * 0.66
        self.heart_size = u(0.92, 1.08)
        self.rib_step = u(23, 26)
        self.rib_phase = u(0, 24)
        self.rib_slope = u(0.95, 1.15)
        self.vertebra_step = u(23, 25)
        self.fat_side = u(0.8, 1.3)
        self.calcified = rng.random() < 0.5

    # ---- outlines

    def thorax(self, x, y, z):
        """Depth inside the rib cage: wide at the sides, flat in front, hollowed by the spine at the back."""
        grow = 1 - 0.0012 * (z - 0) - 0.000012 * (z - 0) ** 2
        return _ellipse(x, y, 0, 0, self.inner_x * grow, self.inner_y * grow, 2.35)

    def lung(self, x, y, z, side: int):
        """Depth inside one lung. side is -1 for the right lung (x < 0) and 1 for the left one."""
        depth = self.thorax(x, y, z) - 1.0
        medial = side * x - side * 3 - (3 + 25 * np.exp(-(((y + 8) / 34) ** 2)) + 9 * np.exp(-(((y + 86) / 12) ** 2)))
        behind = side * x - 26 + 0.9 * np.clip(self.spine_y - 14 - y, 0, None)
        depth = np.minimum(depth, np.maximum(np.minimum(medial, behind + 18), np.minimum(behind, y - 30)))
        depth = np.minimum(depth, -self.spine(x, y, z, 5.0))
        depth = np.minimum(depth, -self.aorta(x, y) - 2.0)
        return np.minimum(depth, -self.heart(x, y, z) - 1.5)

    def heart(self, x, y, z):
        """Depth inside the heart, which fills the lower slices and tapers towards the great vessels."""
        k = self.heart_size
        scale = np.sqrt(max(1 - ((z + 38) / 66) ** 2, 0.0)) if z > -38 else 1.0
        if scale <= 0.05:
            return np.full(x.shape, -50.0, np.float32)
        left = _ellipse(x, y, 24, -24, 58 * k * scale, 38 * k * scale, 2.1, 0.62)
        right = _ellipse(x, y, -12, -20, 34 * k * scale, 37 * k * scale, 2.0)
        atrium = _ellipse(x, y, 4, 10, 34 * k * scale, 19 * k * scale, 2.0)
        return np.maximum(np.maximum(left, right), atrium)

    def aorta(self, x, y):
        """Depth inside the descending aorta."""
        return _ellipse(x, y, 16, self.spine_y - 19, 12.5, 12.5)

    def spine(self, x, y, z, margin=0.0):
        body = _ellipse(x, y, 0, self.spine_y, 17 + margin, 14 + margin, 2.4)
        arch = _ellipse(x, y, 0, self.spine_y + 24, 14 + margin, 16 + margin, 2.0)
        wings = _ellipse(x, y, 0, self.spine_y + 24, 36 + margin, 9 + margin, 2.0)
        return np.maximum(body, np.maximum(arch, wings))

    # ---- painting

    def slice(self, x, y, z, pixel, texture, vessels, nodules):
        """HU [rows, columns] of an infinitely thin slice, and the cover of nodules (0 .. 1)."""
        hu = np.full(x.shape, AIR_HU, np.float32)

        def paint(value, depth, softness=1.0):
            cover = np.clip(0.5 + depth / (pixel * softness), 0, 1)
            hu[:] = hu * (1 - cover) + value * cover

        fine, middle, coarse = texture
        self._paint_wall(paint, x, y, z, fine, middle, coarse)
        self._paint_mediastinum(paint, x, y, z, fine, middle)
        lungs = np.maximum(self.lung(x, y, z, -1), self.lung(x, y, z, 1))
        parenchyma = LUNG_HU + 0.28 * (y + 20) + 9 * middle + 14 * fine + 8 * coarse
        paint(BLOOD_HU - 20, lungs + 1.2, 1.2)
        paint(parenchyma, lungs, 1.5)
        cover = np.zeros(x.shape, np.float32)
        inside = np.clip(0.5 + lungs / 2, 0, 1)
        self._paint_vessels(hu, x, y, z, pixel, vessels, inside)
        self._paint_bronchi(paint, x, y, z)
        for nodule in nodules:
            d = np.stack([x - nodule.centre[0], y - nodule.centre[1], np.full(x.shape, z - nodule.centre[2], np.float32)])
            r = np.sqrt((np.tensordot(nodule.stretch, d, 1) ** 2).sum(0))
            c = np.clip((nodule.radius * (1 + 0.10 * middle) - r) / 1.2 + 0.5, 0, 1) * inside
            hu[:] = hu * (1 - c) + nodule.hu * c
            cover = np.maximum(cover, c)
        self._paint_bones(paint, x, y, z, fine, middle)
        return hu, cover

    def _paint_wall(self, paint, x, y, z, fine, middle, coarse):
        angle = np.arctan2(x, -y)
        fat = self.fat_mm * (1 + 0.35 * self.fat_side * np.cos(angle) ** 3 * np.clip(-y / 40, 0, 1) + 0.05 * coarse)
        muscle = self.muscle_mm * (1 + 1.1 * np.exp(-((np.abs(np.abs(angle) - 2.45) / 0.38) ** 2)))
        muscle = muscle + 11 * np.exp(-((np.abs(np.abs(angle) - 0.75) / 0.35) ** 2)) * np.clip((z + 25) / 50, 0, 1)
        muscle = muscle + 7 * np.exp(-((np.abs(np.abs(angle) - 1.75) / 0.35) ** 2))
        cage = self.thorax(x, y, z) + 13.0
        wall = cage + muscle
        skin = wall + fat
        back = np.clip((y - 40) / 60, 0, 1) * np.exp(-((x / 14) ** 2)) * 9  # the furrow over the spine
        skin, wall = skin - back, np.minimum(wall, skin - back - 5)
        paint(20.0, skin)
        paint(FAT_HU + 6 * middle, skin - 1.8)
        paint(MUSCLE_HU + 4 * middle, wall)
        # fat planes between the layers of muscle
        plane = 1.1 - np.abs(wall - muscle * 0.55 - 1.2 * coarse)
        paint(FAT_HU + 30, np.minimum(np.minimum(plane, wall - 4), muscle - 12), 2.0)
        paint(FAT_HU + 22, np.minimum(1.2 - np.abs(cage - 0.5 + coarse), wall - 4) + 0.3 * middle, 2.0)
        # between the ribs: muscle with a thin layer of fat under the pleura
        paint(MUSCLE_HU, self.thorax(x, y, z) + 10)
        paint(FAT_HU + 25, self.thorax(x, y, z) + 2.6)

    def _paint_mediastinum(self, paint, x, y, z, fine, middle):
        paint(FAT_HU + 8 * middle, self.thorax(x, y, z) - 0.5)
        paint(MUSCLE_HU, _ellipse(x, y, 0, self.spine_y + 6, 44, 24, 2.2))
        heart = self.heart(x, y, z)
        paint(BLOOD_HU - 8, heart + 0.8)
        paint(FAT_HU + 15, heart - 0.8)
        paint(MUSCLE_HU - 8 + 2 * middle, heart - 2.2 - 0.6 * np.clip(middle, -1, 1.5))
        paint(BLOOD_HU + 2 * middle, heart - 13)
        up = np.clip((z + 5) / 20, 0, 1)
        if z > -12:  # great vessels above the chambers
            paint(BLOOD_HU, _ellipse(x, y, -12 - 4 * up, -24 + 4 * up, 16, 16) - 2 * (1 - up))
            paint(BLOOD_HU, _ellipse(x, y, 12 + 4 * up, -30 + 8 * up, 14 - 2 * up, 13) - 3 * (1 - up))
            arm = np.minimum(_ellipse(x, y, -8, -2, 36, 9, 2.0, 0.2), 10 - abs(z - 6))
            paint(BLOOD_HU, arm)
        paint(BLOOD_HU, _ellipse(x, y, -27, -8, 9.5, 8.5))  # superior vena cava
        paint(BLOOD_HU, self.aorta(x, y))
        if self.calcified:
            rim = 1.0 - np.abs(self.aorta(x, y) - 1.2)
            paint(520.0, np.minimum(rim, np.minimum(3 - np.abs(y - self.spine_y + 29), x - 14)) - 0.3)
        paint(BLOOD_HU - 5, _ellipse(x, y, 2, self.spine_y - 26, 8.5, 5.5))  # oesophagus
        paint(-600.0, _ellipse(x, y, 2.5, self.spine_y - 26.5, 2.2, 1.0))
        paint(BLOOD_HU, _ellipse(x, y, -5, self.spine_y - 18, 3.5, 3.0))  # azygos vein
        for nx, ny, r in ((-14, 2, 3.0), (9, -8, 2.5), (-20, -18, 2.2), (4, 8, 3.2)):
            if z > -5:
                paint(35.0, _ellipse(x, y, nx, ny, r, r * 0.8))

    def _paint_bronchi(self, paint, x, y, z):
        carina = 14.0
        if z > carina:
            tubes = [(0.0, -1.0, 9.0, 8.0)]
        else:
            down = carina - z
            tubes = [(s * (5 + 0.75 * min(down, 32)), -1 + 0.18 * down, 6.8 - 0.06 * down, 6.2 - 0.05 * down) for s in (-1, 1)]
            if down > 20:
                tubes += [(s * (31 + 0.5 * (down - 20)), -12 - 0.2 * down, 3.0, 2.7) for s in (-1, 1)]
        for cx, cy, rx, ry in tubes:
            tube = _ellipse(x, y, cx, cy, rx, ry)
            free = -self.heart(x, y, z) - 1.0 if z < carina - 12 else tube
            paint(MUSCLE_HU - 30, np.minimum(tube + 1.5, free))
            paint(AIR_HU + 8, np.minimum(tube, free - 1))

    @staticmethod
    def _paint_vessels(hu, x, y, z, pixel, vessels, inside):
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

    def _paint_bones(self, paint, x, y, z, fine, middle):
        outward = -self.thorax(x, y, z)
        around = np.arctan2(np.abs(x) / self.inner_x, -y / self.inner_y)  # 0 in front, pi at the back
        from_back = np.pi - around
        spongy = 190 + 45 * fine + 45 * middle
        for k in range(-4, 12):
            level = self.rib_phase + k * self.rib_step - 60 * self.rib_slope * np.clip(from_back - 0.25, 0, 2.2) + 30
            up = (z - level) / 6.2
            out = (outward - 5.6) / 3.9
            q = np.sqrt(up**2 + out**2)
            depth = np.minimum((1 - q) * 3.9, np.minimum((from_back - 0.20) * 80, (2.45 - from_back) * 80))
            paint(780.0, depth)
            paint(spongy, depth - 1.3, 1.4)
            cartilage = np.minimum((1 - q) * 3.9, np.minimum((from_back - 2.45) * 80, (2.92 - from_back) * 80))
            paint(105.0 + 12 * middle, cartilage)
        self._paint_spine(paint, x, y, z, fine, middle)
        sternum = _ellipse(x, y, 0, -self.inner_y - 7.5, 19, 5.5, 2.4)
        paint(560.0, sternum)
        paint(170.0 + 40 * fine, sternum - 1.4)
        blade_x = 108 - 0.1 * (z - 10)
        for s in (-1, 1):  # tips of the shoulder blades
            blade = _ellipse(x, y, s * blade_x, self.inner_y * 0.72 + 16, 24 * np.clip((z + 40) / 45, 0.05, 1), 3.4, 2.0, -s * 0.62)
            if z > -22:
                paint(720.0, blade)
                paint(260.0 + 40 * fine, blade - 1.5)

    def _paint_spine(self, paint, x, y, z, fine, middle):
        phase = ((z + self.rib_phase) % self.vertebra_step) / self.vertebra_step
        cy = self.spine_y
        body = _ellipse(x, y, 0, cy, 17, 13.5, 2.4)
        body = np.minimum(body, y - (cy - 16) + 0.0 * x)
        if phase < 0.2:  # a disc
            paint(85.0 + 8 * middle, body)
        else:
            paint(640.0 if min(phase - 0.2, 1 - phase) > 0.06 else 700.0, body)
            spongy = 185 + 50 * fine + 35 * middle + (220 if min(phase - 0.2, 1 - phase) < 0.08 else 0)
            paint(spongy, body - 1.3)
        for s in (-1, 1):
            if 0.45 < phase < 0.95:
                pedicle = _ellipse(x, y, s * 11.5, cy + 15, 4.2, 9.5)
                paint(680.0, pedicle)
                paint(300.0, pedicle - 1.6)
                wing = _ellipse(x, y, s * 23, cy + 25, 15, 5.0, 2.0, s * 0.35)
                paint(650.0, wing)
                paint(280.0 + 40 * fine, wing - 1.6)
            lamina = _ellipse(x, y, s * 8.5, cy + 26.5, 10.5, 3.4, 2.0, -s * 0.62)
            paint(720.0, lamina)
        spinous = _ellipse(x, y, 0, cy + 38, 3.4, 11.5)
        paint(680.0, spinous)
        paint(300.0, spinous - 1.5)
        canal = _ellipse(x, y, 0, cy + 19.0, 9.0, 6.8)
        paint(20.0, canal)
        paint(38.0, canal - 2.4)


def _vessel_tree(rng: np.random.Generator, model: TrunkModel, side: int, hilum: np.ndarray, ends: int,
                 trunk_mm: float) -> list[_Segment]:  # fmt: skip
    """Branch from a hilum to points spread over one lung; cross-sections follow Murray's law with exponent 2.85."""
    candidates = rng.uniform((8, -110, -75), (145, 110, 75), (ends * 6, 3)) * (side, 1, 1)
    keep = np.array([model.lung(np.array([[p[0]]]), np.array([[p[1]]]), p[2], side)[0, 0] > 4 for p in candidates])
    targets = candidates[keep][:ends]
    segments: list[_Segment] = []

    def branch(points: np.ndarray, start: np.ndarray, generation: int) -> None:
        radius = min(trunk_mm * (len(points) / len(targets)) ** (1 / 2.85), 6.0)
        centre = points.mean(0)
        if len(points) == 1:
            bend = (start + centre) / 2 + rng.normal(0, 1.2, 3)
            segments.extend((_Segment(start, bend, radius), _Segment(bend, centre, radius * 0.8)))
            return
        stop = start + (centre - start) * (0.22 if generation == 0 else 0.36) * rng.uniform(0.8, 1.2)
        bend = (start + stop) / 2 + rng.normal(0, 0.9, 3)
        segments.extend((_Segment(start, bend, radius), _Segment(bend, stop, radius * 0.95)))
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


def _nodules(rng: np.random.Generator, model: TrunkModel, low_mm: float, high_mm: float) -> list[_Nodule]:
    """Three solid nodules and one of ground glass, well inside the lungs and the stack."""
    found: list[_Nodule] = []
    while len(found) < 4:
        side = -1 if rng.random() < 0.5 else 1
        p = rng.uniform((30, -80, low_mm + 6), (130, 90, high_mm - 6)) * (side, 1, 1)
        radius = float(rng.uniform(2.8, 7.0))
        if model.lung(np.array([[p[0]]]), np.array([[p[1]]]), p[2], side)[0, 0] < radius + 3:
            continue
        stretch = np.linalg.qr(rng.standard_normal((3, 3)))[0] * rng.uniform(0.8, 1.2, (3, 1))
        glass = len(found) == 3
        found.append(_Nodule(p, radius * (1.6 if glass else 1), stretch, -620.0 if glass else float(rng.uniform(10, 60))))
    return found


def apply_kernel(hu: np.ndarray, raw_noise: np.ndarray, pixel_mm: float, kernel: Kernel) -> np.ndarray:
    """Blur one ideal slice with the kernel's MTF and add its noise, stronger where the beam crossed more tissue.

    hu, raw_noise: [rows, columns]; raw_noise is white with unit variance. Returns float32 HU.
    """
    f = np.hypot(np.fft.fftfreq(hu.shape[0], pixel_mm / 10)[:, None], np.fft.rfftfreq(hu.shape[1], pixel_mm / 10)[None])
    mtf = kernel.mtf(f)
    blurred = np.fft.irfft2(np.fft.rfft2(hu) * mtf, s=hu.shape)
    noise = np.fft.irfft2(np.fft.rfft2(raw_noise) * np.sqrt(f) * mtf, s=hu.shape)
    # Unit power over the whole plane, found from the transfer function so that it does not depend on the draw.
    half = np.sqrt(f) * mtf
    weight = np.full(half.shape[1], 2.0)
    weight[0] = 1.0
    weight[-1] = 1.0 if hu.shape[1] % 2 == 0 else 2.0
    noise /= math.sqrt((half**2 * weight).sum() / hu.size)
    tissue = np.clip((hu + 1000) / 1000, 0, 1.4)
    load = ndimage.gaussian_filter(tissue, 45 / pixel_mm, mode="constant")
    return (blurred + noise * kernel.noise_hu * (0.35 + 0.75 * load)).astype(np.float32)


def simulate(seed: int, size: int = 512, slices: int = 12, kernel: str = "smooth") -> CtVolume:
    """Make one chest.

    seed: the same seed gives the same body and raw noise, whatever the kernel.
    size: rows and columns of the square matrix over a field of view of 380 mm.
    slices: contiguous slices of 5 mm, upwards from 30 mm below the middle of the heart's roots.
    kernel: "smooth" (soft tissue) or "sharp" (lung).
    Raises ValueError for an unknown kernel, or a matrix too small to draw in.
    """
    if kernel not in KERNELS:
        raise ValueError(f"unknown kernel {kernel!r}; known: {', '.join(KERNELS)}")
    if size < 64 or slices < 1:
        raise ValueError(f"a chest needs at least 64 x 64 pixels and one slice, not {size} x {size} x {slices}")
    rng = np.random.default_rng(seed)
    model = TrunkModel(rng)
    pixel = FIELD_OF_VIEW_MM / size
    top = LOWEST_EDGE_MM + slices * SLICE_MM
    vessels: list[_Segment] = []
    for side in (-1, 1):
        for kind in range(2):  # arteries and veins
            hilum = np.array([side * (26 + 4 * kind), -6 + 8 * kind, 4 - 14 * kind], float)
            vessels += _vessel_tree(rng, model, side, hilum, int(rng.integers(420, 520)), float(rng.uniform(5.5, 7.0)))
    nodules = _nodules(rng, model, LOWEST_EDGE_MM, top)
    start = -FIELD_OF_VIEW_MM / 2 + pixel / 2
    axis = np.arange(size, dtype=np.float32) * pixel + np.float32(start)
    x, y = np.meshgrid(axis, axis + np.float32(8.0))
    textures = [_noise2(rng, (size, size), pixel, w) for w in (3.0, 9.0, 40.0)]
    hu = np.zeros((slices, size, size), np.float32)
    nodule = np.zeros((slices, size, size), np.float32)
    for k in range(slices):
        # Texture differs from slice to slice without a seam: neighbouring slices share most of it.
        moved = [np.roll(t, (3 * k, 2 * k), (0, 1)) for t in textures]
        raw = rng.standard_normal((size, size))
        for j in range(SUBSLICES):
            z = LOWEST_EDGE_MM + (k + (j + 0.5) / SUBSLICES) * SLICE_MM
            thin, cover = model.slice(x, y, z, pixel, moved, vessels, nodules)
            hu[k] += thin / SUBSLICES
            nodule[k] += cover / SUBSLICES
        hu[k] = apply_kernel(hu[k], raw, pixel, KERNELS[kernel])
    return CtVolume(
        hu=np.clip(hu, -1024, 3071),
        nodule_mask=nodule >= 0.5,
        spacing_mm=(SLICE_MM, pixel, pixel),
        first_position_mm=(start, start + 8.0, LOWEST_EDGE_MM + SLICE_MM / 2),
        kernel=kernel,
    )
