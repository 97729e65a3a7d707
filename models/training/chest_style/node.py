"""What the node does around the network, and the gates it applies: the reference for its Java implementation.

A radiograph is a float array [rows, columns] of stored values in which bone is bright. It enters the network as for
bone suppression: see `chest_bone_suppression.node.prepare`.
"""

from dataclasses import dataclass

import numpy as np
from skimage.transform import resize

from bundle.runtime import InferenceSession
from chest_bone_suppression.node import Frame
from measures.fine_structure import correlation, high_pass


@dataclass(frozen=True)
class Gates:
    """The measures that the node holds against the limits of afterimage.yaml."""

    median: float
    detail_ratio: float
    local_correlation: float
    clipped: float


def infer(network: InferenceSession, frame: Frame) -> tuple[np.ndarray, np.ndarray]:
    """The styled image and the gain of structure finer than the grid, each [512, 512]."""
    styled, detail = network.run(["styled", "detail"], {"image": frame.square[None, None]})
    return styled[0, 0], detail[0, 0]


def compose(radiograph: np.ndarray, frame: Frame, styled: np.ndarray, detail: np.ndarray) -> np.ndarray:
    """The answer at native size, 0 black and 1 white: the styled image, and what was finer than the grid on top."""
    part = frame.rows, frame.columns
    planes = [plane[part] for plane in (styled, detail, frame.square)]
    if planes[0].shape != radiograph.shape:
        planes = [resize(plane, radiograph.shape, order=1, anti_aliasing=False) for plane in planes]
    value = (radiograph - frame.low) / (frame.high - frame.low)
    return np.clip(planes[0] + planes[1] * (value - planes[2]), 0, 1)


def stored(answer: np.ndarray, bits: int, inverted: bool = False) -> np.ndarray:
    """Unsigned stored values over the full range of these bits; inverted for MONOCHROME1."""
    full = 2**bits - 1
    values = np.rint(answer * full).astype(np.uint16)
    return full - values if inverted else values


def measure(frame: Frame, styled: np.ndarray) -> Gates:
    """The gates of one answer, on the 512 grid, padding excluded."""
    source, answer = frame.square[frame.rows, frame.columns], styled[frame.rows, frame.columns]
    shown = np.clip(answer, 0, 1)
    before, after = high_pass(source), high_pass(shown)
    return Gates(
        median=float(np.median(shown)),
        detail_ratio=float(after.std() / before.std()) if before.std() > 0 else 0.0,
        local_correlation=correlation(before, after),
        clipped=float(((answer < 0) | (answer > 1)).mean()),
    )
