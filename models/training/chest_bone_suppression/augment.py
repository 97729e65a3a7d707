"""Random views of a simulated pair, normalised as the node normalises a radiograph.

Whatever happens to the image with bone happens to its partner, so that their difference stays the bone alone.
"""

import numpy as np
import torch
from scipy import ndimage
from torch.nn import functional

SIDE = 512
LOW_PERCENTILE, HIGH_PERCENTILE = 0.5, 99.5
_MOST_NODULES, _SMALLEST, _LARGEST = 6, 3.5, 18.0
_WEAKEST_BONE, _STRONGEST_BONE = 0.75, 1.6


def random_view(with_bone, without_bone, lung, keep, rng: np.random.Generator) -> np.ndarray:
    """Float32 [4, 512, 512]: normalised image, bone, lung, weight mask of what must be kept; padding is 0.

    Inputs are [512, 512] float32 images in [0, 1] and masks.
    """
    x, y = _strengthen(with_bone, without_bone, rng), without_bone
    if rng.random() < 0.8:
        x, y, keep = _add_nodules(x, y, lung, keep, rng)
    x, y, lung, keep = _warp(np.stack([x, y, lung, keep]).astype(np.float32), rng)
    x, y = _tone(x, y, rng)
    x, y = _degrade(x, y, rng)
    low, high = np.percentile(x, [LOW_PERCENTILE, HIGH_PERCENTILE])
    gain = rng.uniform(0.95, 1.05) / max(high - low, 1e-3)
    x, bone = (x - low) * gain + rng.normal(0, 0.015), (x - y) * gain
    return _pad(np.stack([x, bone, lung, keep]))


def plain_view(with_bone, without_bone, lung) -> np.ndarray:
    """Float32 [3, 512, 512]: normalised image, bone, lung of a pair as it is."""
    low, high = np.percentile(with_bone, [LOW_PERCENTILE, HIGH_PERCENTILE])
    scale = 1 / max(high - low, 1e-3)
    planes = [(with_bone - low) * scale, (with_bone - without_bone) * scale, lung]
    return _pad(np.stack(planes).astype(np.float32))


def _strengthen(x, y, rng: np.random.Generator):
    """The image with its bone made fainter or denser in half of the views, so that strong bone is not rare."""
    if rng.random() < 0.5:
        return x
    return np.clip(y + (x - y) * np.float32(rng.uniform(_WEAKEST_BONE, _STRONGEST_BONE)), 0, 1)


def _add_nodules(x, y, lung, keep, rng: np.random.Generator):
    """One to six more nodules in the lung, the same in both images and marked as to be kept.

    They have the outline and the thickness of `simulators.chest_findings.add_nodules` and a random brightness per
    thickness, as the image is a presented one whose window is not known here.
    """
    places = np.argwhere(lung)
    if not len(places):
        return x, y, keep
    rows, columns = np.ogrid[: x.shape[0], : x.shape[1]]
    added, keep = np.zeros_like(x), keep.copy()
    brightness = rng.uniform(0.004, 0.022)
    for row, column in places[rng.integers(0, len(places), rng.integers(1, _MOST_NODULES + 1))]:
        radius, stretch = rng.uniform(_SMALLEST, _LARGEST), rng.uniform(0.8, 1.25)
        away = ((columns - column) / radius) ** 2 + ((rows - row) / (radius * stretch)) ** 2
        peak = brightness * radius * rng.uniform(0.5, 1)
        added += (peak * np.sqrt(np.clip(1 - away, 0, None))).astype(np.float32)
        keep |= np.hypot(rows - row, columns - column) < 1.1 * radius * (1 + stretch) / 2 + 1
    return np.clip(x + added, 0, 1), np.clip(y + added, 0, 1), keep


def _warp(planes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Crop (at times to another shape), zoom so that the longer side is full, rotate, flip."""
    zoom = rng.uniform(0.82, 1.0) if rng.random() < 0.6 else 1.0
    height = width = zoom
    if rng.random() < 0.5:
        short = zoom * rng.uniform(0.76, 1.0)
        height, width = (short, zoom) if rng.random() < 0.35 else (zoom, short)
    rows, columns = round(SIDE * height / zoom), round(SIDE * width / zoom)
    centre_x, centre_y = rng.uniform(-1, 1) * (1 - width), rng.uniform(-1, 1) * (1 - height)
    flip = -1.0 if rng.random() < 0.5 else 1.0
    turn = np.deg2rad(rng.normal(0, 2.5)) if rng.random() < 0.6 else 0.0
    c, s = np.cos(turn), np.sin(turn)
    matrix = [[flip * width * c, -height * s, centre_x], [flip * width * s, height * c, centre_y]]
    theta = torch.tensor([matrix], dtype=torch.float32)
    grid = functional.affine_grid(theta, [1, 1, rows, columns], align_corners=False)
    source = torch.from_numpy(planes)[None]
    images = functional.grid_sample(source[:, :2], grid, padding_mode="border", align_corners=False)
    others = functional.grid_sample(source[:, 2:], grid, padding_mode="zeros", align_corners=False)
    return torch.cat([images, others], 1)[0].numpy()


def _tone(x, y, rng: np.random.Generator):
    """A random increasing curve and a gamma."""
    knots = np.cumsum(np.r_[0, np.exp(rng.normal(0, rng.uniform(0.05, 0.45), 6))])
    curve = np.interp(np.linspace(0, 1, 1024), np.linspace(0, 1, 7), knots / knots[-1])
    curve = ndimage.gaussian_filter1d(curve, 60, mode="nearest") ** rng.uniform(0.6, 1.6)
    at = np.linspace(0, 1, 1024)
    return np.interp(x, at, curve).astype(np.float32), np.interp(y, at, curve).astype(np.float32)


def _degrade(x, y, rng: np.random.Generator):
    if rng.random() < 0.35:
        sigma = rng.uniform(0.3, 1.1)
        x, y = ndimage.gaussian_filter(x, sigma), ndimage.gaussian_filter(y, sigma)
    if rng.random() < 0.4:
        noise = rng.standard_normal(x.shape, dtype=np.float32) * np.float32(rng.uniform(0.001, 0.015))
        if rng.random() < 0.5:
            noise = ndimage.gaussian_filter(noise, 0.7)
        x, y = x + noise, y + noise
    return x, y


def _pad(planes: np.ndarray) -> np.ndarray:
    rows, columns = planes.shape[1:]
    top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
    square = np.zeros((len(planes), SIDE, SIDE), np.float32)
    square[:, top : top + rows, left : left + columns] = planes
    return square
