"""Presentation curves of several invented vendors, and the one target style that radiographs are brought to.

A style is a `Presentation`: where the window lies, how much two unsharp masks raise fine and coarse structure, how the
tone curve bends. Each vendor draws its own within narrow ranges, as a site's settings vary from room to room.
"""

import numpy as np

from simulators.radiograph import Presentation

_NAMES = (
    "low_margin", "high_percentile", "fine_gain", "fine_reach", "coarse_gain", "coarse_reach", "saturation", "toe",
    "gamma",
)  # fmt: skip
_TARGET = (0.18, 97.0, 0.2, 8.0, 0.2, 28.0, 1.2, 0.2, 1.0)
# Ranges in the order of _NAMES; reaches in pixels of a matrix of 512.
VENDORS = {
    "flat": ((0.25, 0.35), (97, 99), (0, 0.1), (8, 14), (0, 0.1), (30, 45), (0.2, 0.8), (0, 0.1), (0.8, 1.0)),
    "steep": ((0, 0.1), (92, 95), (0.1, 0.25), (6, 12), (0.1, 0.3), (20, 40), (0.8, 1.6), (0.3, 0.6), (0.9, 1.1)),
    "edges": ((0.1, 0.2), (95, 98), (0.35, 0.45), (3, 6), (0, 0.1), (20, 40), (1.0, 2.0), (0, 0.2), (0.9, 1.1)),
    "bands": ((0.2, 0.3), (96, 99), (0.3, 0.45), (8, 14), (0.35, 0.45), (15, 25), (0.6, 1.4), (0, 0.3), (0.9, 1.1)),
    "film": ((0.05, 0.2), (95, 98), (0, 0.05), (4, 8), (0, 0.05), (20, 40), (2.0, 2.8), (0, 0.1), (1.05, 1.25)),
    "bright": ((0.2, 0.35), (93, 97), (0.1, 0.3), (4, 10), (0.1, 0.3), (25, 45), (1.4, 2.4), (0, 0.2), (0.75, 0.9)),
}
# Beyond everything above: stronger and finer unsharp masks, a steeper gamma.
STRANGERS = {
    "overdone edges": ((0.1, 0.2), (95, 98), (0.7, 0.9), (2, 3), (0, 0.1), (20, 40), (1.0, 2.0), (0, 0.2), (0.9, 1.1)),
    "overdone bands": ((0.2, 0.3), (96, 99), (0.6, 0.8), (8, 14), (0.6, 0.8), (15, 25), (0.6, 1.4), (0, 0.3), (1, 1)),
    "dark": ((0.1, 0.2), (98.5, 99.5), (0, 0.2), (4, 10), (0, 0.2), (20, 40), (0.2, 0.6), (0.3, 0.6), (1.4, 1.6)),
}


def target(size: int) -> Presentation:
    """The style of the answers, for a matrix of this size."""
    return _presentation(_TARGET, size)


def sample(vendor: str, rng: np.random.Generator, size: int) -> Presentation:
    """One setting of a vendor, for a matrix of this size."""
    ranges = (VENDORS | STRANGERS)[vendor]
    return _presentation([rng.uniform(low, high) for low, high in ranges], size)


def _presentation(values, size: int) -> Presentation:
    settings = dict(zip(_NAMES, map(float, values)))
    for reach in ("fine_reach", "coarse_reach"):
        settings[reach] *= size / 512
    return Presentation(**settings)
