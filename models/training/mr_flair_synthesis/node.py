"""What the node does around the network: the reference for its Java implementation.

A series is a float array [slices, rows, columns] of stored values, feet to head. Network space: stored values over the
mean of those voxels that exceed the mean of the whole series. The network sees a slice with the one below and the one
above; at the ends of the stack the slice itself stands in for the one that is missing. Rows and columns are padded at
their ends with 0 to multiples of 32. The answer is FLAIR in units in which typical grey matter of the protocol is 1.
"""

import numpy as np
import onnxruntime

MULTIPLE = 32


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


def infer(network: onnxruntime.InferenceSession, t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """Synthetic FLAIR [slices, rows, columns], slice by slice. Raises ValueError when the geometries differ."""
    if t1.shape != t2.shape:
        raise ValueError(f"T1 {t1.shape} and T2 {t2.shape} are not on one grid")
    answers = [network.run(["flair"], {"image": plane[None]})[0][0, 0] for plane in inputs(t1, t2)]
    return np.maximum(np.stack(answers)[:, : t1.shape[1], : t1.shape[2]], 0)
