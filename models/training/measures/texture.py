"""First-order and grey-level texture features as the Image Biomarker Standardisation Initiative (IBSI) defines them.

A region is an integer array of any dimension with grey levels 1, 2, ... inside and 0 outside; `discretise` makes one
from intensities. Matrices are merged over all directions before features are taken ("3D, merged" for a volume, "2D"
for one slice), neighbourhoods reach one voxel in every direction, and dependence means the same grey level.
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy import ndimage

_MATRICES = {}


def features(values: np.ndarray, mask: np.ndarray, bin_width: float, lowest: float) -> dict[str, float]:
    """All features of the voxels of `values` inside `mask`; grey levels are bins of fixed width from `lowest`."""
    levels = discretise(values, mask, bin_width, lowest)
    found = {f"stat.{k}": v for k, v in first_order(values[mask]).items()}
    for name, compute in _MATRICES.items():
        found |= {f"{name}.{k}": v for k, v in compute(levels).items()}
    return found


def discretise(values: np.ndarray, mask: np.ndarray, bin_width: float, lowest: float) -> np.ndarray:
    """Fixed bin size: level 1 starts at `lowest`; what lies below counts as level 1."""
    return np.where(mask, np.maximum(np.floor((values - lowest) / bin_width).astype(int) + 1, 1), 0)


def first_order(x: np.ndarray) -> dict[str, float]:
    """Statistics of the intensities themselves."""
    x = np.asarray(x, float).ravel()
    p10, p25, median, p75, p90 = np.percentile(x, [10, 25, 50, 75, 90])
    d = x - x.mean()
    variance = (d**2).mean()
    robust = x[(x >= p10) & (x <= p90)]
    return {
        "mean": x.mean(),
        "variance": variance,
        "skewness": (d**3).mean() / variance**1.5 if variance else 0.0,
        "kurtosis": (d**4).mean() / variance**2 - 3 if variance else 0.0,
        "median": median,
        "minimum": x.min(),
        "p10": p10,
        "p90": p90,
        "maximum": x.max(),
        "interquartile_range": p75 - p25,
        "range": np.ptp(x),
        "mean_absolute_deviation": np.abs(d).mean(),
        "robust_mean_absolute_deviation": np.abs(robust - robust.mean()).mean(),
        "median_absolute_deviation": np.abs(x - median).mean(),
        "energy": (x**2).sum(),
        "root_mean_square": np.sqrt((x**2).mean()),
    }


def _matrix(name: str):
    def register(function):
        _MATRICES[name] = function
        return function

    return register


@_matrix("glcm")
def co_occurrence(levels: np.ndarray) -> dict[str, float]:
    """Grey-level co-occurrence matrix, symmetric, distance 1."""
    top = int(levels.max())
    counts = np.zeros((top + 1, top + 1))
    for offset in _half_directions(levels.ndim):
        here, there = _pair(levels, offset)
        both = (here > 0) & (there > 0)
        np.add.at(counts, (here[both], there[both]), 1)
    p = counts[1:, 1:] + counts[1:, 1:].T
    p /= p.sum()
    i, j = np.meshgrid(*2 * [np.arange(1, top + 1)], indexing="ij")
    px = p.sum(1)
    mean = (px * i[:, 0]).sum()
    variance = (px * (i[:, 0] - mean) ** 2).sum()
    difference = np.bincount(np.abs(i - j).ravel(), p.ravel())
    total = np.bincount((i + j).ravel(), p.ravel())
    k, s = np.arange(difference.size), np.arange(total.size)
    distance = np.abs(i - j)
    mean_difference, mean_sum = (k * difference).sum(), (s * total).sum()
    product = np.outer(px, px)
    hx, hxy, hxy1, hxy2 = _entropy(px), _entropy(p), -(p * _log2(product)).sum(), _entropy(product)
    cluster = i + j - 2 * mean
    return {
        "joint_maximum": p.max(),
        "joint_average": (i * p).sum(),
        "joint_variance": ((i - mean) ** 2 * p).sum(),
        "joint_entropy": hxy,
        "difference_average": mean_difference,
        "difference_variance": ((k - mean_difference) ** 2 * difference).sum(),
        "difference_entropy": _entropy(difference),
        "sum_average": mean_sum,
        "sum_variance": ((s - mean_sum) ** 2 * total).sum(),
        "sum_entropy": _entropy(total),
        "angular_second_moment": (p**2).sum(),
        "contrast": (distance**2 * p).sum(),
        "inverse_difference": (p / (1 + distance)).sum(),
        "inverse_difference_normalised": (p / (1 + distance / top)).sum(),
        "inverse_difference_moment": (p / (1 + distance**2)).sum(),
        "inverse_difference_moment_normalised": (p / (1 + (distance / top) ** 2)).sum(),
        "inverse_variance": (p[distance > 0] / distance[distance > 0] ** 2).sum(),
        "correlation": (((i - mean) * (j - mean) * p).sum() / variance) if variance else 1.0,
        "autocorrelation": (i * j * p).sum(),
        "cluster_tendency": (cluster**2 * p).sum(),
        "cluster_shade": (cluster**3 * p).sum(),
        "cluster_prominence": (cluster**4 * p).sum(),
        "information_correlation_1": (hxy - hxy1) / hx if hx else 0.0,
        "information_correlation_2": float(np.sqrt(max(0.0, 1 - np.exp(-2 * (hxy2 - hxy))))),
    }


@_matrix("glrlm")
def run_lengths(levels: np.ndarray) -> dict[str, float]:
    """Grey-level run length matrix; a voxel takes part once a direction."""
    grey, length = [], []
    directions = _half_directions(levels.ndim)
    for offset in directions:
        before, after = _shifted(levels, -offset), _shifted(levels, offset)
        starts = (levels > 0) & (before != levels)
        alive, run = starts.copy(), np.ones(levels.shape, int)
        same = (levels > 0) & (after == levels)
        step = 1
        reach = same
        while (alive & reach).any():
            alive &= reach
            run += alive
            reach = _shifted(same, offset * step).astype(bool)
            step += 1
        grey.append(levels[starts])
        length.append(run[starts])
    return _emphases(np.concatenate(grey), np.concatenate(length), np.count_nonzero(levels) * len(directions))


@_matrix("glszm")
def size_zones(levels: np.ndarray) -> dict[str, float]:
    """Grey-level size zone matrix; voxels that touch at a corner belong together."""
    grey, size = [], []
    everywhere = np.ones((3,) * levels.ndim)
    for level in np.unique(levels[levels > 0]):
        zones, _ = ndimage.label(levels == level, everywhere)
        found = np.bincount(zones.ravel())[1:]
        size.append(found)
        grey.append(np.full(found.size, level))
    return _emphases(np.concatenate(grey), np.concatenate(size), np.count_nonzero(levels))


@_matrix("gldm")
def dependences(levels: np.ndarray) -> dict[str, float]:
    """Neighbouring grey-level dependence matrix: how many neighbours share a voxel's level, itself counted."""
    count = np.ones(levels.shape, int)
    for offset in _directions(levels.ndim):
        count += (levels > 0) & (_shifted(levels, offset) == levels)
    inside = levels > 0
    found = _emphases(levels[inside], count[inside], np.count_nonzero(inside))
    del found["percentage"]  # 1 by construction
    return found | {"energy": (_joint(levels[inside], count[inside]) ** 2).sum()}


@_matrix("ngtdm")
def tone_differences(levels: np.ndarray) -> dict[str, float]:
    """Neighbourhood grey tone difference matrix; voxels without a neighbour are left out."""
    total, number = np.zeros(levels.shape), np.zeros(levels.shape)
    for offset in _directions(levels.ndim):
        neighbour = _shifted(levels, offset)
        total += neighbour
        number += neighbour > 0
    valid = (levels > 0) & (number > 0)
    level = levels[valid]
    difference = np.abs(level - total[valid] / number[valid])
    p = np.bincount(level) / level.size
    s = np.bincount(level, difference)
    present = np.flatnonzero(p)
    p, s = p[present], s[present]
    i, j = np.meshgrid(present, present, indexing="ij")
    pi, pj, si, sj = p[:, None], p[None], s[:, None], s[None]
    levels_present = present.size
    busy = np.abs(i * pi - j * pj).sum()
    pairs = levels_present * (levels_present - 1)
    return {
        "coarseness": 1 / (p * s).sum() if (p * s).sum() else 1e6,
        "contrast": (pi * pj * (i - j) ** 2).sum() / pairs * s.sum() / level.size if pairs else 0.0,
        "busyness": (p * s).sum() / busy if busy else 0.0,
        "complexity": (np.abs(i - j) * (pi * si + pj * sj) / (pi + pj)).sum() / level.size,
        "strength": ((pi + pj) * (i - j) ** 2).sum() / s.sum() if s.sum() else 0.0,
    }


def concordance(a: np.ndarray, b: np.ndarray) -> float:
    """Lin's concordance correlation coefficient of two samples; 1 when both are the same constant."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    spread = a.var() + b.var() + (a.mean() - b.mean()) ** 2
    return float(2 * ((a - a.mean()) * (b - b.mean())).mean() / spread) if spread > 0 else 1.0


def _emphases(grey: np.ndarray, size: np.ndarray, voxels: int) -> dict[str, float]:
    """The features that run length, size zone and dependence matrices have in common."""
    p = _joint(grey, size)
    total = grey.size
    i, j = np.arange(1, p.shape[0] + 1)[:, None], np.arange(1, p.shape[1] + 1)[None]
    mean_grey, mean_size = (i * p).sum(), (j * p).sum()
    return {
        "short_emphasis": (p / j**2).sum(),
        "long_emphasis": (p * j**2).sum(),
        "low_grey_emphasis": (p / i**2).sum(),
        "high_grey_emphasis": (p * i**2).sum(),
        "short_low_emphasis": (p / (i * j) ** 2).sum(),
        "short_high_emphasis": (p * i**2 / j**2).sum(),
        "long_low_emphasis": (p * j**2 / i**2).sum(),
        "long_high_emphasis": (p * (i * j) ** 2).sum(),
        "grey_non_uniformity": (p.sum(1) ** 2).sum() * total,
        "grey_non_uniformity_normalised": (p.sum(1) ** 2).sum(),
        "size_non_uniformity": (p.sum(0) ** 2).sum() * total,
        "size_non_uniformity_normalised": (p.sum(0) ** 2).sum(),
        "percentage": total / voxels,
        "grey_variance": ((i - mean_grey) ** 2 * p).sum(),
        "size_variance": ((j - mean_size) ** 2 * p).sum(),
        "entropy": _entropy(p),
    }


def _joint(grey: np.ndarray, size: np.ndarray) -> np.ndarray:
    counts = np.zeros((int(grey.max()), int(size.max())))
    np.add.at(counts, (grey - 1, size - 1), 1)
    return counts / grey.size


def _directions(dimensions: int) -> list[np.ndarray]:
    return [np.array(d) for d in itertools.product((-1, 0, 1), repeat=dimensions) if any(d)]


def _half_directions(dimensions: int) -> list[np.ndarray]:
    """One of each pair of opposite directions: 4 in a plane, 13 in space."""
    return [d for d in _directions(dimensions) if tuple(d) > (0,) * dimensions]


def _pair(levels: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return levels, _shifted(levels, offset)


def _shifted(a: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The value one offset further on, 0 beyond the border."""
    result = np.zeros_like(a)
    to = tuple(slice(max(0, -d), a.shape[k] - max(0, d)) for k, d in enumerate(offset))
    source = tuple(slice(max(0, d), a.shape[k] - max(0, -d)) for k, d in enumerate(offset))
    if all(abs(d) < n for d, n in zip(offset, a.shape)):
        result[to] = a[source]
    return result


def _entropy(p: np.ndarray) -> float:
    return float(-(p * _log2(p)).sum())


def _log2(p: np.ndarray) -> np.ndarray:
    return np.log2(np.where(p > 0, p, 1.0))
