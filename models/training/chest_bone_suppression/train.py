"""Trains the network on the shards that make_data has left, and keeps the averaged weights.

    python -m chest_bone_suppression.train --steps 4000

--minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare

from .augment import random_view
from .make_data import FOREIGN, LUNG, NODULE, WORK
from .network import BoneNet, smooth
from .node import FEATHER, LUNG_THRESHOLD

_PEAK_RATE, _WARM_UP = 2.5e-3, 50
_OUTSIDE_WEIGHT, _KEEP_WEIGHT, _LUNG_LOSS = 0.3, 5.0, 0.04
_ANSWER_LOSS, _FAR_WEIGHT, _COARSE = 0.5, 3.0, (8, 32)


class Views(Dataset):
    """Random views: item i is a fixed draw of a pair and of its augmentation."""

    def __init__(self, length: int, seed: int):
        shards = [np.load(path) for path in sorted(WORK.glob("shard-????.npz"))]
        if not shards:
            raise SystemExit(f"no shards in {WORK}: run make_data first")
        self.with_bone = np.concatenate([s["with_bone"] for s in shards])
        self.without_bone = np.concatenate([s["without_bone"] for s in shards])
        self.masks = np.concatenate([s["masks"] for s in shards])
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        round_, place = divmod(index, len(self.masks))
        order = np.random.default_rng([self.seed, round_]).permutation(len(self.masks))
        pair = order[place]
        masks = self.masks[pair]
        return random_view(
            self.with_bone[pair].astype(np.float32) / 65535,
            self.without_bone[pair].astype(np.float32) / 65535,
            (masks & LUNG) > 0,
            (masks & (FOREIGN | NODULE)) > 0,
            np.random.default_rng([self.seed, 1, index]),
        )


def loss_of(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Total loss, and the mean absolute error of bone inside the lung for the log.

    Besides bone and lung, what the node makes of both is held against the truth: pixel by pixel, and averaged over 8
    and 32 pixels. Absolute error of single pixels draws an uncertain bone towards none; the averages do not allow it,
    and they are what the contrast of a nodule and the share of bone left are made of.
    """
    bone, lung = forward(batch[:, :1])
    _, true_bone, true_lung, keep = batch.split(1, 1)
    near = functional.interpolate(functional.max_pool2d(functional.max_pool2d(true_lung, 4), 5, 1, 2), scale_factor=4.0)
    weight = _OUTSIDE_WEIGHT + (1 - _OUTSIDE_WEIGHT) * near + _KEEP_WEIGHT * keep * near
    error = bone - true_bone
    total = weight.sum()
    pixel = (weight * error.abs()).sum() / total
    rows = (weight[:, :, 1:] * error.diff(dim=2).abs()).sum() / total
    columns = (weight[..., 1:] * error.diff(dim=3).abs()).sum() / total
    entropy = functional.binary_cross_entropy_with_logits(lung, true_lung)
    guess = torch.sigmoid(lung)
    overlap = (guess * true_lung).sum((1, 2, 3))
    dice = 1 - ((2 * overlap + 1) / (guess.sum((1, 2, 3)) + true_lung.sum((1, 2, 3)) + 1)).mean()
    inside = (true_lung * error.abs()).sum() / true_lung.sum().clamp(min=1)
    answer = _ANSWER_LOSS * error_of_answer(bone, lung, true_bone, true_lung, keep)
    return pixel + rows + columns + _LUNG_LOSS * (entropy + dice) + answer, inside.detach()


def error_of_answer(bone: Tensor, lung: Tensor, true_bone: Tensor, true_lung: Tensor, keep: Tensor) -> Tensor:
    """How far what is taken away is from the bone in the lung; findings and what lies beyond the lung count more."""
    far = 1 - functional.max_pool2d(true_lung, 17, 1, 8)
    area = true_lung.sum().clamp(min=1)
    error = removed_bone(bone, lung) - true_lung * true_bone
    total = ((1 + (_KEEP_WEIGHT - 1) * keep + _FAR_WEIGHT * far) * error.abs()).sum() / area
    for side in _COARSE:
        found = functional.max_pool2d(keep * true_lung, side)
        weight = 1 + (_KEEP_WEIGHT - 1) * found
        total = total + side**2 * (weight * functional.avg_pool2d(error, side).abs()).sum() / area
    return total


def removed_bone(bone: Tensor, lung: Tensor) -> Tensor:
    """What the node takes from the image, given bone and lung logits: `node.removed_bone` in PyTorch."""
    t = ((smooth(lung) - LUNG_THRESHOLD) / FEATHER).clamp(0, 1)
    return t * t * (3 - 2 * t) * bone.clamp(min=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, steps=4000, batch=4)
    parser.add_argument("--rate", type=float, default=_PEAK_RATE, help="the highest learning rate")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    network = BoneNet()
    prepare(arguments, network)
    views = Views(arguments.steps * arguments.batch, arguments.seed)
    schedule = Schedule(
        arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.rate, _WARM_UP
    )
    fit(network, views, loss_of, schedule, WORK / "weights.pt", "bone error in the lung")


if __name__ == "__main__":
    main()
