"""The shapes of one head, and which tissue they put at a point."""

from __future__ import annotations

import math

import numpy as np

from .head_lesions import Lesion, cover_of, perivascular_space, sample_lesion
from .head_tissues import (
    AIR,
    CORTICAL_BONE,
    CSF,
    DEEP_GREY,
    EYE,
    FAT,
    GREY,
    LESION,
    MARROW,
    PALLIDUM,
    SCALP,
    TISSUE_NAMES,
    WHITE,
)
from .shapes import SmoothField, ellipsoid_depth, tube_depth


def _rotation(angles: np.ndarray) -> np.ndarray:
    """Rotation [3, 3] about x, then y, then z; angles in radians."""
    turn = np.eye(3, dtype=np.float32)
    for axis, angle in enumerate(angles):
        i, j = (axis + 1) % 3, (axis + 2) % 3
        step = np.eye(3, dtype=np.float32)
        step[i, i] = step[j, j] = math.cos(angle)
        step[i, j], step[j, i] = -math.sin(angle), math.sin(angle)
        turn = step @ turn
    return turn


def _mirror(p: np.ndarray) -> np.ndarray:
    """Fold the left half on the right one, so that paired structures are written once."""
    return np.stack([np.abs(p[0]), p[1], p[2]])


class HeadModel:
    """The shapes of one head. All methods but `tissues` take points [3, ...] in millimetres of the head's own frame.

    `age` from 0 to 1 widens sulci, ventricles and the fluid below the skull together, as atrophy does.
    """

    def __init__(self, rng: np.random.Generator, lesions: bool = True):
        u = rng.uniform
        self._rng = rng
        self.age = u(0, 1)
        self.width, self.length, self.height = u(61, 71), u(78, 92), u(67, 77)
        self.ventricle_scale = 0.65 + 0.75 * self.age * u(0.5, 1.4) + u(0, 0.15)
        self.ventricle_lean = u(-0.16, 0.16)
        self.rim_mm = 0.7 + 1.7 * self.age * u(0.4, 1.2)
        self.sulcus_mm = 0.45 + 0.55 * self.age * u(0.5, 1.2)
        self.cortex_mm = u(2.4, 3.2)
        self.scalp_mm = u(3.5, 8.0)
        self.skull_mm = u(4.8, 8.0)
        self.marrow_share = u(0.1, 0.55)
        self.nuclei_scale = u(0.9, 1.1)
        self._turn = _rotation(np.deg2rad(rng.normal(0, (7, 3, 4))))
        self._shift = rng.normal(0, (2.5, 3, 3)).astype(np.float32)
        self._bend = u(1.3, 2.6), u(0.2, 0.45)
        self._folds = SmoothField(rng, u(18, 23), 0.22)
        self._meander = [SmoothField(rng, 105, 0.35, 5.0) for _ in range(3)]
        self._fine_meander = [SmoothField(rng, 26, 0.4) for _ in range(3)]
        self._depths = SmoothField(rng, 45, 0.5, 5.0)
        self._folia = SmoothField(rng, u(6.8, 8.2), 0.3, 1.2)
        self._patches = SmoothField(rng, 16, 0.6)
        self.texture = SmoothField(rng, 9, 0.8)
        self.cap_mm = u(0.5, 4.0) * self.age if lesions and u(0, 1) < 0.7 else 0.0
        self.spaces = [perivascular_space(rng) for _ in range(int(rng.integers(0, 9)))]
        self.lesions: list[Lesion] = []
        if lesions:
            self.lesions = self._place_lesions(int(rng.integers(5, 26)))

    # ---- surfaces

    def warped(self, p: np.ndarray) -> np.ndarray:
        """Points after a smooth deformation, which makes the halves of the head differ as real ones do."""
        big = np.stack([f.at(p) for f in self._meander]) * self._bend[0]
        small = np.stack([f.at(p) for f in self._fine_meander]) * self._bend[1]
        return (p + big + small).astype(np.float32)

    def cerebrum_hull(self, p: np.ndarray) -> np.ndarray:
        """Depth below the smooth surface that wraps the gyri."""
        wider_behind = p[0] / (1 + 0.07 * np.clip(p[1] / self.length, -1, 1))
        q = np.stack([wider_behind, p[1], np.where(p[2] > 0, p[2], p[2] * 1.15)])
        whole = ellipsoid_depth(q, (0, 0, 0), (self.width, self.length, self.height), 2.25)
        floor = -40 + 30 / (1 + np.exp((p[1] + 42) / 7.0))
        sella = -40 + 26 * np.exp(-((p[0] / 15) ** 2)) / (1 + np.exp((p[1] + 6) / 5.0))
        floor = np.maximum(floor, sella)
        return np.minimum(whole, p[2] - floor)

    def posterior_fossa(self, p: np.ndarray) -> np.ndarray:
        """Depth inside the space below the tentorium."""
        room = ellipsoid_depth(p, (0, 38, -34), (54, 43, 34), 2.4)
        tent = (-5 - 0.42 * np.abs(p[0]) - 0.28 * np.clip(p[1] - 24, 0, None) - p[2]) * 0.9
        notch = (p[1] - 6 - 0.35 * np.abs(p[0])) * 0.9  # the tentorium is open around the brainstem
        return np.minimum(room, np.minimum(tent, notch))

    def sulci(self, p: np.ndarray, depth: np.ndarray) -> np.ndarray:
        """Distance to the nearest sulcal fluid: negative inside a sulcus.

        The fold field is read at points pushed towards the hull, so that sulci run inwards from the surface.
        """
        r = np.sqrt((p**2).sum(0)) + 1e-3
        stretch = ((r + np.maximum(depth, 0)) / r) ** 0.8
        gap = self._folds.distance_to_zero(p * stretch) / stretch
        end = np.clip(19 + 6.0 * self._depths.at(p * 1.6), 6, 30)
        width = self.sulcus_mm * np.clip(1.1 - 0.75 * depth / end, 0.2, 1)
        gap = np.where(depth < end, gap - width, np.hypot(gap, depth - end))
        return np.minimum(gap, self._fissures(p))

    def _fissures(self, p: np.ndarray) -> np.ndarray:
        wander = self._patches.at(p * 0.6)
        x, y, z = np.abs(p[0] + 0.4 * wander), p[1], p[2]
        # Between the hemispheres, down to the corpus callosum, which arches from front to back.
        callosum_top = 26 - 0.010 * (y + 2) ** 2
        between = np.hypot(x, np.maximum(callosum_top - z, 0)) - 0.9
        # The Sylvian fissure: a curved sheet in front of the insula, and its way out to the side.
        sheet = x - (39 - 0.012 * (y + 2) ** 2) + 1.3 * wander
        sheet_end = np.maximum(np.abs(y + 2) - 21, 0) + np.maximum(np.abs(z - 5) - 17, 0)
        insula = np.hypot(sheet, sheet_end) - 1.2
        exit_y = y + 6 - 0.25 * (z - 5) + 2.5 * self._depths.at(p) + 1.5 * wander
        exit_end = np.maximum(38 - x, 0) + np.maximum(np.abs(z - 5) - 19, 0)
        way_out = np.hypot(exit_y, exit_end) - 1.5
        return np.minimum(between, np.minimum(insula, way_out))

    def ventricles(self, p: np.ndarray) -> np.ndarray:
        """Depth inside the lateral, third and fourth ventricle."""
        q, k = _mirror(p), self.ventricle_scale * (1 + self.ventricle_lean * np.clip(p[0] / 10, -1, 1))
        body = np.array([(11, -36, 6), (7.5, -22, 13), (8.5, 0, 20), (14, 20, 19), (24, 34, 10), (23, 56, 3)], float)
        lateral = tube_depth(
            q * np.array([1, 1, 0.85]).reshape(3, *([1] * (p.ndim - 1))),
            body * [1, 1, 0.85],
            np.array([2.2, 5.2, 5.4, 5.4, 6.2, 1.2]),
            k,
        )
        lateral = np.minimum(lateral, q[0] - 0.9)
        horn = tube_depth(q, np.array([(25, 33, 8), (31, 18, -10), (30, -4, -18)], float), np.array([4.0, 2.0, 1.4]), k)
        third = ellipsoid_depth(p, (0, 1, -1), (2.1 * self.ventricle_scale, 14, 9.5), 2.6)
        fourth = ellipsoid_depth(p, (0, 31, -33), (6.0, 4.2, 10), 2.0)
        return np.maximum(np.maximum(lateral, horn), np.maximum(third, fourth))

    def deep_nuclei(self, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Depth inside caudate, putamen and thalamus, and inside the pallidum."""
        q = _mirror(p) / np.float32(self.nuclei_scale)
        caudate = tube_depth(
            q, np.array([(13, -27, 6), (14, -14, 15), (17, 4, 23), (22, 18, 20)], float), np.array([6.2, 5.2, 3.0, 1.6])
        )
        c, s = math.cos(0.32), math.sin(0.32)
        turned = np.stack([c * (q[0] - 26) - s * (q[1] + 4), s * (q[0] - 26) + c * (q[1] + 4), q[2] - 3])
        putamen = ellipsoid_depth(turned, (0, 0, 0), (5.2, 17.5, 12.5))
        thalamus = ellipsoid_depth(q, (10.5, 10, 5), (8.2, 14.5, 10.5))
        pallidum = ellipsoid_depth(turned, (-7.0, 2.5, -2), (4.2, 11.0, 8.0))
        return np.maximum(caudate, np.maximum(putamen, thalamus)), pallidum

    def cerebellum(self, p: np.ndarray) -> np.ndarray:
        q = _mirror(p)
        half = ellipsoid_depth(q, (23, 43, -37), (31, 36, 30), 2.2)
        vermis = ellipsoid_depth(p, (0, 46, -30), (13, 28, 26))
        return np.minimum(np.maximum(half, vermis), self.posterior_fossa(p) - 1.5)

    def brainstem(self, p: np.ndarray) -> np.ndarray:
        path = np.array([(0, 12, -2), (0, 16, -14), (0, 17, -26), (0, 22, -44), (0, 26, -62)], float)
        squeezed = p * np.array([0.86, 1, 1]).reshape(3, *([1] * (p.ndim - 1)))
        return tube_depth(squeezed, path, np.array([9.0, 11.5, 13.5, 9.5, 7.0]))

    # ---- lesions

    def _place_lesions(self, count: int) -> list[Lesion]:
        """Mostly beside the ventricles, some below the cortex, few in the brainstem and the cerebellum."""
        rng = self._rng
        p = rng.uniform((-60, -75, -55), (60, 75, 58), (7000, 3)).T.astype(np.float32)
        w = self.warped(p)
        depth, fossa = self.cerebrum_hull(w), self.posterior_fossa(w)
        ribbon = np.minimum(depth, self.sulci(w, depth))
        from_ventricle = -self.ventricles(w)
        nuclei = np.maximum(*self.deep_nuclei(w))
        white = (ribbon > self.cortex_mm + 1.0) & (from_ventricle > 1) & (nuclei < -2) & (fossa < -3)
        below = np.maximum(self.cerebellum(w) - 4, self.brainstem(w) - 2) > 0
        weight = white * (np.exp(-from_ventricle / 7.0) + 0.06) + 0.03 * below + 0.01 * (nuclei > 1)
        chosen = rng.choice(p.shape[1], count, replace=False, p=weight / weight.sum())
        return [sample_lesion(rng, p[:, i], float(from_ventricle[i])) for i in chosen]

    def _paint_lesions(self, paint, p: np.ndarray, w: np.ndarray, fractions: np.ndarray, pixel_mm: float) -> None:
        """Lesions replace white matter, and grey matter in part; `p` are points before, `w` after the deformation."""
        for path, radius in self.spaces:
            paint(CSF, tube_depth(p, path, np.array([radius, radius])) - 0.15 * pixel_mm)
        cover, hollow = cover_of(self.lesions, p, self._patches.at(p * 1.7), self._fine_meander[0].at(p * 2.3))
        if self.cap_mm > 0:
            reach = self.cap_mm * np.clip(0.75 + 0.6 * self._patches.at(p * 0.8), 0, 2)
            around = -self.ventricles(w)
            cap = np.clip(reach - around + 0.5, 0, 1) * np.clip(0.5 + around / pixel_mm, 0, 1) * (w[2] > -8)
            cover = np.maximum(cover, 0.75 * cap)
        cover = cover * (fractions[WHITE] + 0.6 * (fractions[GREY] + fractions[DEEP_GREY] + fractions[PALLIDUM]))
        fractions *= 1 - cover
        fractions[LESION] += cover
        fractions *= 1 - hollow
        fractions[CSF] += hollow

    # ---- painting

    def tissues(self, points: np.ndarray, pixel_mm: float) -> np.ndarray:
        """Fractions [tissue, ...] at patient points [3, ...]; they sum to one. Edges are one pixel soft."""
        fractions = np.zeros((len(TISSUE_NAMES), *points.shape[1:]), np.float32)
        fractions[AIR] = 1
        turned = np.tensordot(self._turn, points - self._shift.reshape(3, *([1] * (points.ndim - 1))), 1)
        near = ((turned / np.array([1.03, 1.22, 1.35]).reshape(3, *([1] * (points.ndim - 1)))) ** 2).sum(0) < 96.0**2
        fractions[:, near] = self._tissues_at(turned[:, near].astype(np.float32), pixel_mm)
        return fractions

    def _tissues_at(self, q: np.ndarray, pixel_mm: float) -> np.ndarray:
        p = self.warped(q)
        fractions = np.zeros((len(TISSUE_NAMES), *p.shape[1:]), np.float32)
        fractions[AIR] = 1

        def paint(tissue: int, depth_mm: np.ndarray, share: float = 1.0) -> None:
            cover = np.clip(0.5 + depth_mm / pixel_mm, 0, 1) * share
            fractions[:] *= 1 - cover
            fractions[tissue] += cover

        hull, fossa = self.cerebrum_hull(p), self.posterior_fossa(p)
        patches, depths = self._patches.at(p), self._depths.at(p)
        rim = self.rim_mm * (1 + 0.35 * np.clip(depths, -1.5, 1.5)) * (1 - 0.25 * np.clip(p[1] / 60, -1, 1))
        cavity = np.maximum(hull, fossa) + rim
        self._paint_outside(paint, p, cavity, patches)
        paint(CSF, cavity)
        self._paint_cerebrum(paint, p, hull, fossa)
        self._paint_below_tentorium(paint, p)
        self._paint_lesions(paint, q, p, fractions, pixel_mm)
        return fractions

    def _paint_outside(self, paint, p: np.ndarray, cavity: np.ndarray, patches: np.ndarray) -> None:
        skull = (
            cavity
            + self.skull_mm
            + 0.3 * np.clip(self._depths.at(p * 0.7), -2, 2)
            + 2.0 * np.clip((np.abs(p[1]) - 60) / 25, 0, 1)
        )
        low = np.clip((-8 - p[2]) / 22, 0, 1)
        face = ellipsoid_depth(p, (0, -36, -62), (64, 62, 62), 2.3)
        neck = ellipsoid_depth(p, (0, 36, -66), (66, 58, 60), 2.3)
        head = np.maximum(skull + self.scalp_mm + 0.2 * patches, np.maximum(face, neck))
        paint(SCALP, head)
        paint(FAT, np.minimum(head - 1.9, self.scalp_mm * 1.5 - (head - 1.9)))
        temporalis = np.minimum(skull + self.scalp_mm * 0.55 + 5 * low, np.minimum(52 - np.abs(p[1] + 12), 22 - p[2]))
        paint(SCALP, np.minimum(temporalis, head - 2.5))
        paint(FAT, np.minimum(head - 7, np.minimum((patches - 1.1) * 3, -8 - p[2])))
        paint(CORTICAL_BONE, skull)
        paint(MARROW, np.minimum(skull - 1.9, -(cavity + 1.7)) + 0.4 * patches, self.marrow_share)
        self._paint_face(paint, p, head)

    def _paint_face(self, paint, p: np.ndarray, head: np.ndarray) -> None:
        q = _mirror(p)
        orbit = np.minimum(ellipsoid_depth(q, (29, -66, -31), (18, 28, 17)), head - 2)
        paint(CORTICAL_BONE, orbit + 1.5)
        paint(FAT, orbit)
        for path in (((20, -42, -30), (19, -72, -30)), ((34, -42, -31), (42, -70, -31))):
            paint(SCALP, np.minimum(tube_depth(q, np.array(path, float), np.array([1.6, 2.2])), orbit))
        paint(SCALP, tube_depth(q, np.array([(18, -38, -31), (29, -68, -31)], float), np.array([1.6, 2.0])))
        globe = ellipsoid_depth(q, (30, -76, -31), (12.2, 12.4, 12.2))
        paint(SCALP, globe + 1.0)
        paint(EYE, globe)
        paint(CORTICAL_BONE, ellipsoid_depth(q, (30, -84, -31), (4.5, 2.2, 4.5)))
        for centre, radii in (((5, -66, -34), (6, 20, 15)), ((8, -30, -36), (9, 11, 8)), ((52, 24, -40), (8, 11, 12))):
            cells = ellipsoid_depth(q, centre, radii)
            paint(SCALP, np.minimum(cells + 1.5, head - 3))
            paint(AIR, np.minimum(cells, head - 4))

    def _paint_cerebrum(self, paint, p: np.ndarray, hull: np.ndarray, fossa: np.ndarray) -> None:
        ribbon = np.minimum(hull, self.sulci(p, hull))
        cistern = ellipsoid_depth(p, (0, -6, -22), (13, 10, 10)) + 0.7 * self._patches.at(p)
        ribbon = np.minimum(
            ribbon, -np.maximum(fossa + 1.5, np.maximum(cistern, self.brainstem(p) + 1.8 - 3 * (p[2] > -8)))
        )
        paint(GREY, ribbon)
        paint(WHITE, ribbon - self.cortex_mm)
        nuclei, pallidum = self.deep_nuclei(p)
        claustrum = 0.8 - np.abs(np.abs(p[0]) - (34.5 - 0.012 * (p[1] + 2) ** 2))
        claustrum = np.minimum(claustrum, np.minimum(17 - np.abs(p[1] + 2), 13 - np.abs(p[2] - 4)))
        paint(GREY, claustrum)
        paint(DEEP_GREY, nuclei)
        paint(PALLIDUM, pallidum)
        ventricles = self.ventricles(p)
        paint(WHITE, np.minimum(ventricles + 1.0, 0.6))
        paint(CSF, ventricles)
        septum = np.minimum(0.9 - np.abs(p[0]), np.minimum(18 - np.abs(p[1] + 10), 12 - np.abs(p[2] - 14)))
        paint(WHITE, np.minimum(septum, ventricles + 3))
        choroid = tube_depth(
            _mirror(p), np.array([(9, 8, 17), (16, 24, 17), (22, 32, 9)], float), np.array([1.0, 1.8, 2.4])
        )
        paint(SCALP, np.minimum(choroid, ventricles - 0.5))

    def _paint_below_tentorium(self, paint, p: np.ndarray) -> None:
        stem = self.brainstem(p)
        paint(WHITE, stem)
        paint(DEEP_GREY, np.minimum(stem - 3, 5 - np.abs(p[1] - 22)) * 0.5)
        cerebellum = self.cerebellum(p)
        paint(GREY, cerebellum)
        leaf = self._folia.distance_to_zero(p) - np.clip(1.5 - cerebellum * 0.10, 0.0, 1.5)
        paint(WHITE, np.minimum(leaf * 0.8, cerebellum - 2.5))
        paint(CSF, np.minimum(0.35 - self._folia.distance_to_zero(p * 0.8), np.minimum(cerebellum, 6 - cerebellum)))
        paint(CSF, np.minimum(self.ventricles(p), -12 - p[2]))
