"""Chooses the model's weights in closed form: the best curve and gains of each training image, then a ridge regression.

    python -m chest_style.calibrate

For each pair of source and target the curve is the one that brings the source's histogram to the target's, and the
gain of a band is the one with the least squared error after it. The regression finds both from what the network looks
at; its strength is the one that predicts patients best that it was not fitted on. Writes work/style/weights.pt.
"""

import numpy as np
import torch
from torch import Tensor

from .make_data import SOURCES, WORK
from .network import KNOTS, RANGE, Styler, pyramid

_STRENGTHS, _FOLDS = (0.01, 0.03, 0.1, 0.3, 1.0), 5


@torch.no_grad()
def best_curve(image: Tensor, target: Tensor) -> np.ndarray:
    """The heights [KNOTS + 1] that bring the histogram of one image [1, 1, h, w] to that of its target."""
    source, wanted = (plane.numpy().ravel() for plane in (image, target))
    ranks = np.searchsorted(np.sort(source), np.linspace(*RANGE, KNOTS + 1)) / source.size
    return np.quantile(wanted, ranks)


@torch.no_grad()
def best_gains(curved: Tensor, target: Tensor) -> np.ndarray:
    """The log gains [BANDS] with the least squared error in each band."""
    pairs = zip(pyramid(curved)[0], pyramid(target)[0])
    return np.log(np.clip([float((a * b).sum() / (a * a).sum().clamp(min=1e-9)) for a, b in pairs], 0.25, 4))


def ridge(columns: np.ndarray, wanted: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights [outputs, columns] and offsets of a linear regression whose weights are held small."""
    middle, offset = columns.mean(0), wanted.mean(0)
    square = (columns - middle).T @ (columns - middle) + strength * len(columns) * np.eye(columns.shape[1])
    weights = np.linalg.solve(square, (columns - middle).T @ (wanted - offset)).T
    return weights, offset - weights @ middle


def error(columns: np.ndarray, wanted: np.ndarray, strength: float) -> float:
    """Mean squared error, relative to the variance of each parameter, on folds of patients that were left out."""
    fold = np.arange(len(columns)) // SOURCES % _FOLDS
    missed = np.zeros_like(wanted)
    for k in range(_FOLDS):
        weights, offset = ridge(columns[fold != k], wanted[fold != k], strength)
        missed[fold == k] = wanted[fold == k] - columns[fold == k] @ weights.T - offset
    return float((missed**2).mean(0).sum() / wanted.var(0).sum())


def _pairs():
    """Normalised sources and their targets, each [1, 1, 512, 512]."""
    for path in sorted(WORK.glob("shard-????.npz")):
        with np.load(path) as shard:
            sources, targets = shard["source"], shard["target"]
        for patient, target in zip(sources, targets):
            for source in patient / np.float32(65535):
                low, high = np.percentile(source, [0.5, 99.5]).astype(np.float32)
                yield [
                    torch.from_numpy(p)[None, None] for p in ((source - low) / (high - low), target / np.float32(65535))
                ]


def fitted(columns: np.ndarray, wanted: np.ndarray, name: str, layer: torch.nn.Linear) -> None:
    """Puts the regression of the best strength into a layer of the network."""
    errors = {strength: error(columns, wanted, strength) for strength in _STRENGTHS}
    strength = min(errors, key=errors.get)
    print(f"{name}: {1 - errors[strength]:.3f} of the variance predicted on patients left out, strength {strength}")
    weights, offset = ridge(columns, wanted, strength)
    layer.weight.copy_(torch.from_numpy(weights))
    layer.bias.copy_(torch.from_numpy(offset))


@torch.no_grad()
def main() -> None:
    network = Styler()
    counted = lambda image: (image != 0).float()
    features = torch.cat([network.features(image, counted(image)) for image, _ in _pairs()])
    network.mean.copy_(features.mean(0))
    network.deviation.copy_(features.std(0) + 1e-3)
    seen = network.regressors(features)
    curves = np.array([best_curve(image, target) for image, target in _pairs()])
    fitted(seen.numpy().astype(np.float64), curves, "curve", network.choose_curve)

    after, gains = [], []
    for (image, target), one in zip(_pairs(), seen):
        curved, _ = network.curve(image, network.choose_curve(one[None]))
        after.append(network.features(curved, counted(image)))
        gains.append(best_gains(curved, target))
    features = torch.cat(after)
    network.mean_curved.copy_(features.mean(0))
    network.deviation_curved.copy_(features.std(0) + 1e-3)
    columns = torch.cat([seen, network.regressors(features, again=True)], 1).numpy().astype(np.float64)
    fitted(columns, np.array(gains), "gains", network.choose_gains)
    torch.save(network.state_dict(), WORK / "weights.pt")


if __name__ == "__main__":
    main()
