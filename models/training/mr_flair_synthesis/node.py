"""What the node does around the network, and the gates it applies: the reference for its Java implementation.

A series is a float array [slices, rows, columns] of stored values, feet to head. Network space: stored values over the
mean of those voxels that exceed the mean of the whole series. The network sees a slice with the one below and the one
above; at the ends of the stack the slice itself stands in for the one that is missing. Rows and columns are padded at
their ends with 0 to multiples of 32. The answer is FLAIR in units in which typical grey matter of the protocol is 1.
"""

from dataclasses import dataclass

import numpy as np

from bundle.runtime import InferenceSession

MULTIPLE = 32
STORED_PER_UNIT, HIGHEST_STORED = 1000, 4095
HEAD, BRIGHT = 0.5, 1.3


@dataclass(frozen=True)
class Gates:
    """The measures that the node holds against the limits of afterimage.yaml, of a whole series."""

    head_fraction: float
    median: float
    explained: float
    unsupported: float


def normalised(series: np.ndarray) -> np.ndarray:
    """A series in network space. Raises ValueError when it is empty of signal."""
    bright = series[series > series.mean(dtype=np.float64)]
    if bright.size == 0:
        raise ValueError("a series with a single value has no scale")
    return (series / bright.mean(dtype=np.float64)).astype(np.float32)


def neighbours(series: np.ndarray) -> np.ndarray:
    """[slices, 3, rows, columns]: each slice with the one below and the one above."""
    below, above = np.concatenate([series[:1], series[:-1]]), np.concatenate([series[1:], series[-1:]])
    return np.stack([below, series, above], 1)


def inputs(t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """Two series of one geometry, stored values, to the network's input [slices, 6, rows, columns]."""
    planes = np.concatenate([neighbours(normalised(t1)), neighbours(normalised(t2))], 1)
    rows, columns = (-n % MULTIPLE for n in planes.shape[2:])
    return np.pad(planes, ((0, 0), (0, 0), (0, rows), (0, columns)))


def infer(network: InferenceSession, t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """Synthetic FLAIR [slices, rows, columns], slice by slice. Raises ValueError when the geometries differ."""
    if t1.shape != t2.shape:
        raise ValueError(f"T1 {t1.shape} and T2 {t2.shape} are not on one grid")
    answers = [network.run(["flair"], {"image": plane[None]})[0][0, 0] for plane in inputs(t1, t2)]
    return np.maximum(np.stack(answers)[:, : t1.shape[1], : t1.shape[2]], 0)


def stored(flair: np.ndarray) -> np.ndarray:
    """Stored values of the answer, 12 bits unsigned."""
    return np.clip(np.rint(flair * STORED_PER_UNIT), 0, HIGHEST_STORED).astype(np.uint16)


def measure(t1: np.ndarray, t2: np.ndarray, flair: np.ndarray) -> Gates:
    """The gates of one answer; t1 and t2 as stored, flair in units of grey matter."""
    u, v = normalised(t1), normalised(t2)
    head = (u > HEAD) & (v > HEAD)
    if not head.any():
        return Gates(0.0, 0.0, 0.0, 1.0)
    o, u, v = flair[head].astype(np.float64), u[head].astype(np.float64), v[head].astype(np.float64)
    columns = np.stack([np.ones_like(u), u, v], 1)
    fit = columns @ np.linalg.lstsq(columns, o, rcond=None)[0]
    spread = ((o - o.mean()) ** 2).sum()
    return Gates(
        head_fraction=float(head.mean()),
        median=float(np.median(o)),
        explained=float(1 - ((o - fit) ** 2).sum() / spread) if spread > 0 else 0.0,
        unsupported=float(((o > BRIGHT) & (v < np.median(v))).mean()),
    )
