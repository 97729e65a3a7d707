"""The fine structure of an image, which the gates of every task compare before and after: the reference for Java."""

import numpy as np
from scipy import ndimage

RADIUS = 8


def local_mean(image: np.ndarray, radius: int = RADIUS) -> np.ndarray:
    """The mean over 2 * radius + 1 pixels each way, the window cut off at the border; float64."""
    size = 2 * radius + 1
    image = image.astype(np.float64)
    total = ndimage.uniform_filter(image, size, mode="constant")
    return total / ndimage.uniform_filter(np.ones_like(image), size, mode="constant")


def high_pass(image: np.ndarray, radius: int = RADIUS) -> np.ndarray:
    """The image minus its local mean; float64."""
    return image.astype(np.float64) - local_mean(image, radius)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson's correlation; 0 when one of both is constant."""
    spread = np.sqrt(a.var() * b.var())
    return float(((a - a.mean()) * (b - b.mean())).mean() / spread) if spread > 0 else 0.0
