"""What the node does around the network, and the gates it applies: the reference for its Java implementation.

A radiograph is a float array [rows, columns] of stored values in which bone is bright. Network space: value =
(stored - low) / (high - low) with the 0.5th and 99.5th percentile of the whole image, averaged down so that the longer
side is 512, the shorter side padded with 0 at both ends.
"""

from dataclasses import dataclass

import numpy as np
from skimage.transform import resize

from bundle.runtime import InferenceSession
from measures.fine_structure import correlation, high_pass

SIDE = 512
LUNG_THRESHOLD, FEATHER = 0.3, 0.4


@dataclass(frozen=True)
class Frame:
    """A radiograph in network space: `square` [512, 512] and the part of it that is image."""

    square: np.ndarray
    rows: slice
    columns: slice
    low: float
    high: float

    def normalised(self, image: np.ndarray) -> np.ndarray:
        """An image in stored values as in network space, at its own size."""
        return (image - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Gates:
    """The measures that the node holds against the limits of afterimage.yaml."""

    lung_fraction: float
    removed_fraction: float
    removed_mean: float
    local_correlation: float


def prepare(radiograph: np.ndarray) -> Frame:
    """Normalises, averages down and pads."""
    low, high = np.percentile(radiograph, [0.5, 99.5])
    value = ((radiograph - low) / (high - low)).astype(np.float32)
    rows, columns = _fitted(radiograph.shape)
    if value.shape != (rows, columns):
        value = _area_average(value, rows, columns)
    top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
    square = np.zeros((SIDE, SIDE), np.float32)
    square[top : top + rows, left : left + columns] = value
    return Frame(square, slice(top, top + rows), slice(left, left + columns), float(low), float(high))


def infer(network: InferenceSession, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Bone and lung probability, each [512, 512]."""
    bone, lung = network.run(["bone", "lung"], {"image": frame.square[None, None]})
    return bone[0, 0], lung[0, 0]


def fade(lung: np.ndarray) -> np.ndarray:
    """Weight of the subtraction: 0 up to the threshold, 1 from threshold + feather, a smooth step between."""
    t = np.clip((lung - LUNG_THRESHOLD) / FEATHER, 0, 1)
    return t * t * (3 - 2 * t)


def removed_bone(bone: np.ndarray, lung: np.ndarray) -> np.ndarray:
    """What is taken from the image: bone in the lung. Bone never darkens, so negative estimates count as none."""
    return fade(lung) * np.maximum(bone, 0)


def compose(radiograph: np.ndarray, frame: Frame, bone: np.ndarray, lung: np.ndarray) -> np.ndarray:
    """The answer at native size, in stored values: bone subtracted in the lung, everything else untouched."""
    planes = [plane[frame.rows, frame.columns] for plane in (bone, lung)]
    if planes[0].shape != radiograph.shape:
        planes = [resize(plane, radiograph.shape, order=1, anti_aliasing=False) for plane in planes]
    return radiograph - removed_bone(*planes) * (frame.high - frame.low)


def measure(frame: Frame, bone: np.ndarray, lung: np.ndarray) -> Gates:
    """The gates of one answer, on the 512 grid, padding excluded."""
    source = frame.square[frame.rows, frame.columns]
    bone, lung = bone[frame.rows, frame.columns], lung[frame.rows, frame.columns]
    inside = lung > LUNG_THRESHOLD
    if not inside.any():
        return Gates(0.0, 0.0, 0.0, 0.0)
    removed = removed_bone(bone, lung)
    before, after = high_pass(source)[inside], high_pass(source - removed)[inside]
    return Gates(
        lung_fraction=float(inside.mean()),
        removed_fraction=float(np.percentile(removed[inside], 99.9)),
        removed_mean=float(removed[inside].mean()),
        local_correlation=correlation(before, after),
    )


def _fitted(shape: tuple[int, int]) -> tuple[int, int]:
    longer = max(shape)
    return tuple(max(1, round(side * SIDE / longer)) for side in shape)


def _area_average(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Each new pixel is the mean of the area it covers, fractions of pixels included."""
    return _averaging(image.shape[0], rows) @ image @ _averaging(image.shape[1], columns).T


def _averaging(old: int, new: int) -> np.ndarray:
    edges = np.linspace(0, old, new + 1)
    upper = np.minimum(edges[1:, None], np.arange(1, old + 1))
    cover = np.clip(upper - np.maximum(edges[:-1, None], np.arange(old)), 0, 1)
    return (cover / cover.sum(1, keepdims=True)).astype(np.float32)
