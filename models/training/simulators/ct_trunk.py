"""The shapes of one chest and their Hounsfield units, one thin axial level at a time."""

from __future__ import annotations

import math

import numpy as np

from .ct_lung import BLOOD_HU, paint_vessels

AIR_HU, LUNG_HU, FAT_HU, MUSCLE_HU = -1000.0, -860.0, -102.0, 55.0


def ellipse_depth(x, y, cx, cy, rx, ry, power=2.0, turn=0.0):
    """First-order signed distance in mm to a superellipse, positive inside."""
    c, s = math.cos(turn), math.sin(turn)
    u = np.abs((c * (x - cx) + s * (y - cy)) / rx)
    v = np.abs((-s * (x - cx) + c * (y - cy)) / ry)
    f = np.maximum((u**power + v**power) ** (1 / power), 1e-3)
    slope = np.sqrt((u / f) ** (2 * power - 2) / rx**2 + (v / f) ** (2 * power - 2) / ry**2)
    return (1 - f) / np.maximum(slope, 1e-4)


class TrunkModel:
    """The shapes of one chest. x and y are images in mm, z is one level in mm; depths are signed, positive inside."""

    def __init__(self, rng: np.random.Generator):
        u = rng.uniform
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
        """Depth inside the rib cage in mm: wide at the sides, flat in front, hollowed by the spine at the back."""
        grow = 1 - 0.0012 * z - 0.000012 * z**2
        return ellipse_depth(x, y, 0, 0, self.inner_x * grow, self.inner_y * grow, 2.35)

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
        left = ellipse_depth(x, y, 24, -24, 58 * k * scale, 38 * k * scale, 2.1, 0.62)
        right = ellipse_depth(x, y, -12, -20, 34 * k * scale, 37 * k * scale, 2.0)
        atrium = ellipse_depth(x, y, 4, 10, 34 * k * scale, 19 * k * scale, 2.0)
        return np.maximum(np.maximum(left, right), atrium)

    def aorta(self, x, y):
        """Depth inside the descending aorta."""
        return ellipse_depth(x, y, 16, self.spine_y - 19, 12.5, 12.5)

    def spine(self, x, y, z, margin=0.0):
        body = ellipse_depth(x, y, 0, self.spine_y, 17 + margin, 14 + margin, 2.4)
        arch = ellipse_depth(x, y, 0, self.spine_y + 24, 14 + margin, 16 + margin, 2.0)
        wings = ellipse_depth(x, y, 0, self.spine_y + 24, 36 + margin, 9 + margin, 2.0)
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
        paint_vessels(hu, x, y, z, pixel, vessels, inside)
        self._paint_bronchi(paint, x, y, z)
        for nodule in nodules:
            d = np.stack(
                [x - nodule.centre[0], y - nodule.centre[1], np.full(x.shape, z - nodule.centre[2], np.float32)]
            )
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
        paint(MUSCLE_HU, ellipse_depth(x, y, 0, self.spine_y + 6, 44, 24, 2.2))
        heart = self.heart(x, y, z)
        paint(BLOOD_HU - 8, heart + 0.8)
        paint(FAT_HU + 15, heart - 0.8)
        paint(MUSCLE_HU - 8 + 2 * middle, heart - 2.2 - 0.6 * np.clip(middle, -1, 1.5))
        paint(BLOOD_HU + 2 * middle, heart - 13)
        up = np.clip((z + 5) / 20, 0, 1)
        if z > -12:  # great vessels above the chambers
            paint(BLOOD_HU, ellipse_depth(x, y, -12 - 4 * up, -24 + 4 * up, 16, 16) - 2 * (1 - up))
            paint(BLOOD_HU, ellipse_depth(x, y, 12 + 4 * up, -30 + 8 * up, 14 - 2 * up, 13) - 3 * (1 - up))
            arm = np.minimum(ellipse_depth(x, y, -8, -2, 36, 9, 2.0, 0.2), 10 - abs(z - 6))
            paint(BLOOD_HU, arm)
        paint(BLOOD_HU, ellipse_depth(x, y, -27, -8, 9.5, 8.5))  # superior vena cava
        paint(BLOOD_HU, self.aorta(x, y))
        if self.calcified:
            rim = 1.0 - np.abs(self.aorta(x, y) - 1.2)
            paint(520.0, np.minimum(rim, np.minimum(3 - np.abs(y - self.spine_y + 29), x - 14)) - 0.3)
        paint(BLOOD_HU - 5, ellipse_depth(x, y, 2, self.spine_y - 26, 8.5, 5.5))  # oesophagus
        paint(-600.0, ellipse_depth(x, y, 2.5, self.spine_y - 26.5, 2.2, 1.0))
        paint(BLOOD_HU, ellipse_depth(x, y, -5, self.spine_y - 18, 3.5, 3.0))  # azygos vein
        for nx, ny, r in ((-14, 2, 3.0), (9, -8, 2.5), (-20, -18, 2.2), (4, 8, 3.2)):
            if z > -5:
                paint(35.0, ellipse_depth(x, y, nx, ny, r, r * 0.8))

    def _paint_bronchi(self, paint, x, y, z):
        carina = 14.0
        if z > carina:
            tubes = [(0.0, -1.0, 9.0, 8.0)]
        else:
            down = carina - z
            tubes = [
                (s * (5 + 0.75 * min(down, 32)), -1 + 0.18 * down, 6.8 - 0.06 * down, 6.2 - 0.05 * down)
                for s in (-1, 1)
            ]
            if down > 20:
                tubes += [(s * (31 + 0.5 * (down - 20)), -12 - 0.2 * down, 3.0, 2.7) for s in (-1, 1)]
        for cx, cy, rx, ry in tubes:
            tube = ellipse_depth(x, y, cx, cy, rx, ry)
            free = -self.heart(x, y, z) - 1.0 if z < carina - 12 else tube
            paint(MUSCLE_HU - 30, np.minimum(tube + 1.5, free))
            paint(AIR_HU + 8, np.minimum(tube, free - 1))

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
        sternum = ellipse_depth(x, y, 0, -self.inner_y - 7.5, 19, 5.5, 2.4)
        paint(560.0, sternum)
        paint(170.0 + 40 * fine, sternum - 1.4)
        blade_x = 108 - 0.1 * (z - 10)
        for s in (-1, 1):  # tips of the shoulder blades
            blade = ellipse_depth(
                x, y, s * blade_x, self.inner_y * 0.72 + 16, 24 * np.clip((z + 40) / 45, 0.05, 1), 3.4, 2.0, -s * 0.62
            )
            if z > -22:
                paint(720.0, blade)
                paint(260.0 + 40 * fine, blade - 1.5)

    def _paint_spine(self, paint, x, y, z, fine, middle):
        phase = ((z + self.rib_phase) % self.vertebra_step) / self.vertebra_step
        cy = self.spine_y
        body = ellipse_depth(x, y, 0, cy, 17, 13.5, 2.4)
        if phase < 0.2:  # a disc
            paint(85.0 + 8 * middle, body)
        else:
            from_endplate = min(phase - 0.2, 1 - phase)
            paint(640.0 if from_endplate > 0.06 else 700.0, body)
            spongy = 185 + 50 * fine + 35 * middle + (220 if from_endplate < 0.08 else 0)
            paint(spongy, body - 1.3)
        for s in (-1, 1):
            if 0.45 < phase < 0.95:
                pedicle = ellipse_depth(x, y, s * 11.5, cy + 15, 4.2, 9.5)
                paint(680.0, pedicle)
                paint(300.0, pedicle - 1.6)
                wing = ellipse_depth(x, y, s * 23, cy + 25, 15, 5.0, 2.0, s * 0.35)
                paint(650.0, wing)
                paint(280.0 + 40 * fine, wing - 1.6)
            lamina = ellipse_depth(x, y, s * 8.5, cy + 26.5, 10.5, 3.4, 2.0, -s * 0.62)
            paint(720.0, lamina)
        spinous = ellipse_depth(x, y, 0, cy + 38, 3.4, 11.5)
        paint(680.0, spinous)
        paint(300.0, spinous - 1.5)
        canal = ellipse_depth(x, y, 0, cy + 19.0, 9.0, 6.8)
        paint(20.0, canal)
        paint(38.0, canal - 2.4)
