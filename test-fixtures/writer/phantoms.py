"""Two small radiographs that the chest model must not touch: a hand, and a chest from the side.

Thickness maps of soft tissue and bone in cm go through Beer-Lambert; noise follows the dose.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

SOFT_PER_CM, BONE_PER_CM = 0.21, 0.55


def radiograph(soft_cm: np.ndarray, bone_cm: np.ndarray, seed: int, photons: float = 6000.0) -> np.ndarray:
    """Attenuation image 0 .. 1, bone bright, with quantum noise. Inputs [rows, columns] in cm."""
    transmitted = np.exp(-SOFT_PER_CM * soft_cm - (BONE_PER_CM - SOFT_PER_CM) * bone_cm)
    rng = np.random.default_rng(seed)
    grain = ndimage.gaussian_filter(rng.standard_normal(soft_cm.shape), 0.6)
    signal = transmitted + grain / grain.std() * np.sqrt(transmitted / photons)
    log = -np.log(np.maximum(ndimage.gaussian_filter(signal, 0.5), 1e-3))
    low, high = np.percentile(log, (1, 99.7))
    return np.clip((log - low) / (high - low), 0, 1).astype(np.float32)


def _grid(size: int, side_cm: float) -> tuple[np.ndarray, np.ndarray]:
    axis = (np.arange(size, dtype=np.float32) + 0.5) / size * side_cm
    return np.meshgrid(axis, axis)


def _rod(x, y, a, b, ra: float, rb: float) -> np.ndarray:
    """Thickness of a round rod from a to b whose radius changes from ra to rb, waisted like a long bone."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = np.clip(((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    gap = np.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
    radius = (ra + (rb - ra) * t) * (0.74 + 0.26 * (2 * t - 1) ** 2)
    return 2 * np.sqrt(np.clip(radius**2 - gap**2, 0, None))


def _long_bone(x, y, a, b, ra: float, rb: float) -> np.ndarray:
    """A hollow bone: cortex thick in the shaft, thin at the ends."""
    return _rod(x, y, a, b, ra, rb) - 0.72 * _rod(x, y, a, b, ra * 0.62, rb * 0.62)


def hand(size: int = 640, seed: int = 5) -> np.ndarray:
    """A right hand, palm down on the detector: five rays, eight carpal bones, two forearm bones, 22 cm square."""
    x, y = _grid(size, 22.0)
    soft, bone = np.zeros_like(x), np.zeros_like(x)
    wrist = np.array([11.0, 16.6])
    angles = np.deg2rad([-44, -17, -4, 8, 21])
    lengths = ((4.0, 3.1, 2.2), (6.3, 4.0, 2.3, 1.7), (6.1, 4.4, 2.8, 1.8), (5.5, 4.1, 2.6, 1.8), (5.0, 3.2, 1.9, 1.6))
    for k, (angle, pieces) in enumerate(zip(angles, lengths)):
        direction = np.array([np.sin(angle), -np.cos(angle)])
        start = wrist + np.array([(k - 2) * 0.95, -1.1 + 0.08 * (k - 2) ** 2 + (0.6 if k == 0 else 0)])
        knuckle = start
        for j, length in enumerate(pieces):
            end = start + direction * length
            wide = (0.52, 0.45, 0.38, 0.32)[j] * (0.95 if k in (1, 2, 3) else 0.86)
            bone += _long_bone(x, y, start + direction * 0.08, end - direction * 0.08, wide, wide * 0.92)
            if j > 0 or k == 0:
                soft = np.maximum(soft, _rod(x, y, start, end, wide * 2.2, wide * 2.1) * 1.05)
            knuckle = end if j == 0 else knuckle
            start = end
        soft = np.maximum(soft, 1.25 * _rod(x, y, wrist + np.array([(k - 2) * 0.8, 0.3]), knuckle, 1.7, 1.35))
    carpals = (
        (-1.5, -0.35),
        (-0.65, -0.5),
        (0.25, -0.55),
        (1.15, -0.4),
        (-1.15, 0.6),
        (-0.15, 0.7),
        (0.8, 0.6),
        (1.35, 0.25),
    )
    for cx, cy in carpals:
        r = np.hypot((x - wrist[0] - cx) / 0.52, (y - wrist[1] - cy) / 0.56)
        bone += 0.95 * np.sqrt(np.clip(1 - r**4, 0, None))
    for cx, wide in ((-0.85, 0.95), (1.15, 0.62)):
        bone += 1.1 * _long_bone(
            x, y, wrist + np.array([cx, 1.5]), wrist + np.array([cx * 1.15, 9.0]), wide, wide * 0.8
        )
    soft = np.maximum(soft, 1.15 * _rod(x, y, wrist, wrist + np.array([0.1, 10.0]), 2.9, 3.1))
    bone = np.minimum(bone, soft)
    return radiograph(ndimage.gaussian_filter(soft, size / 220), ndimage.gaussian_filter(bone, 0.8), seed)


def lateral_chest(size: int = 640, seed: int = 6) -> np.ndarray:
    """A chest seen from the patient's left side, spine to the right of the image, 42 cm square."""
    x, y = _grid(size, 42.0)
    rng = np.random.default_rng(seed)
    front = 9.5 - 3.2 * np.exp(-(((y - 24) / 13) ** 2)) + 4.5 * np.clip((7 - y) / 7, 0, 1) ** 1.5
    back = 33.5 + 2.0 * np.exp(-(((y - 16) / 9) ** 2)) - 5.5 * np.clip((7 - y) / 7, 0, 1) ** 1.5
    within = np.clip(np.minimum(x - front, back - x), 0, None)
    soft = 31 * (1 - np.exp(-within / 3.2)) * (1 - 0.55 * np.clip((7 - y) / 7, 0, 1))
    spine_x = 28.3 + 1.5 * np.exp(-(((y - 15) / 10) ** 2))
    diaphragm = 29.5 + 0.045 * (x - 15.5) ** 2
    lung = np.minimum(np.minimum(x - front - 2.8, spine_x + 3.6 - x), np.minimum((y - 5.5) * 1.1, diaphragm - y))
    soft -= 19 * (1 - np.exp(-np.clip(lung, 0, None) / 2.0))
    r = np.hypot((x - 15.6) / 5.8, (y - 24.2) / 6.6)
    soft += 10 * np.sqrt(np.clip(1 - r**2, 0, None)) * (lung > 0)
    for cx, cy, wide in ((19.5, 15.5, 1.9), (18.6, 17.8, 1.5), (20.2, 19.6, 1.1)):
        soft += 2.4 * np.exp(-(((x - cx) ** 2 + (y - cy) ** 2) / wide**2)) * (lung > 0)
    texture = ndimage.gaussian_filter(rng.standard_normal(x.shape), size / 160)
    soft += 0.35 * texture / texture.std() * (lung > 0.5)
    bone = _lateral_bones(x, y, front, spine_x)
    bone = np.minimum(bone, np.clip(soft, 0, None))
    soft = np.clip(ndimage.gaussian_filter(soft, size / 250), 0, None)
    return radiograph(soft * 0.62, ndimage.gaussian_filter(bone, 0.9), seed)


def _lateral_bones(x, y, front, spine_x) -> np.ndarray:
    bone = np.zeros_like(x)
    for k in range(17):
        cy = 2.0 + 2.45 * k
        r = np.maximum(np.abs(x - spine_x) / 1.55, np.abs(y - cy) / 0.95)
        bone += 1.6 * np.clip((1.06 - r) * 8, 0, 1) + 0.9 * np.clip(1 - np.abs(r - 1) * 6, 0, 1)
        spine_process = np.hypot((x - spine_x - 3.6) / 1.6, (y - cy - 1.0) / 0.5)
        bone += 0.8 * np.clip((1.1 - spine_process) * 4, 0, 1)
    for k in range(10):
        for shift in (0.0, 0.75):  # the ribs of both sides, one side a little larger
            level = 4.5 + 2.45 * k + shift + 0.42 * (spine_x - x) + 0.006 * (spine_x - x) ** 2
            shaft = 1 - ((y - level) / 0.55) ** 2
            reach = np.clip(np.minimum(x - front - 2.0, spine_x + 2.5 - x) * 2, 0, 1)
            bone += 0.75 * np.sqrt(np.clip(shaft, 0, None)) * reach
    sternum = np.abs(x - front - 1.6 + 0.05 * (y - 12)) / 0.55
    bone += 1.3 * np.clip((1.1 - sternum) * 5, 0, 1) * np.clip(np.minimum(y - 7.0, 24.0 - y) * 2, 0, 1)
    return bone
