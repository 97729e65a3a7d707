"""Trains the model on the shards that make_data has left, and keeps the averaged weights.

python -m chest_style.train --steps 1500
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare

from .make_data import SIZE, SOURCES, WORK
from .network import Styler

_PEAK_RATE = 3.0e-3
_LUNG_WEIGHT = 2.0
_LOOKED_AT = 64


class Views(Dataset):
    """Random views [3, 512, 512]: normalised source, target, weight. Item i is a fixed draw of patient and crop."""

    def __init__(self, length: int, seed: int):
        shards = [np.load(path) for path in sorted(WORK.glob("shard-????.npz"))]
        if not shards:
            raise SystemExit(f"no shards in {WORK}: run make_data first")
        self.sources, self.targets, self.lungs = (
            np.concatenate([s[name] for s in shards]) for name in ("source", "target", "lung")
        )
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        rng = np.random.default_rng([self.seed, index])
        patient, source = rng.integers(len(self.targets)), rng.integers(SOURCES)
        planes = np.stack(
            [
                self.sources[patient, source] / np.float32(65535),
                self.targets[patient] / np.float32(65535),
                1 + _LUNG_WEIGHT * self.lungs[patient],
            ]
        ).astype(np.float32)
        if rng.random() < 0.5:
            planes = planes[:, :, ::-1]
        planes = _cropped(planes, rng)
        low, high = np.percentile(planes[0], [0.5, 99.5])
        planes[0] = (planes[0] - low) / max(high - low, 1e-3)
        view = np.zeros((3, SIZE, SIZE), np.float32)
        top, left = ((SIZE - n) // 2 for n in planes.shape[1:])
        view[:, top : top + planes.shape[1], left : left + planes.shape[2]] = planes
        return view


def _cropped(planes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """At times a part of the height or of the width alone, so that the longer side stays."""
    planes = planes.copy()
    if rng.random() < 0.5:
        keep = int(SIZE * rng.uniform(0.75, 1.0))
        start = int(rng.integers(SIZE - keep + 1))
        return planes[:, start : start + keep] if rng.random() < 0.3 else planes[:, :, start : start + keep]
    return planes


def loss_of(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Absolute error of the image and of its gradients at three sizes; and that of the image for the log."""
    image, target, weight = batch.split(1, 1)
    styled, _ = forward(image)
    error = styled - target
    pixel = (weight * error.abs()).sum() / weight.sum()
    loss, part, shade = pixel, error, weight
    for _ in range(3):
        rows = (shade[:, :, 1:] * part.diff(dim=2).abs()).sum()
        columns = (shade[..., 1:] * part.diff(dim=3).abs()).sum()
        loss = loss + (rows + columns) / shade.sum()
        part, shade = (torch.nn.functional.avg_pool2d(x, 2) for x in (part, shade))
    return loss, pixel.detach()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, steps=1500, batch=4)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    network = Styler()
    prepare(arguments, network)
    views = Views(arguments.steps * arguments.batch, arguments.seed)
    if not arguments.start:
        with torch.no_grad():
            looked_at = torch.stack([torch.from_numpy(views[i][:1]) for i in range(min(_LOOKED_AT, len(views)))])
            found = torch.cat([network.features(image[None]) for image in looked_at])
        network.mean.copy_(found.mean(0))
        network.deviation.copy_(found.std(0) + 1e-3)
    schedule = Schedule(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, _PEAK_RATE)
    fit(network, views, loss_of, schedule, WORK / "weights.pt", "error")


if __name__ == "__main__":
    main()
