"""Trains the network on the shards that make_data has left, and keeps the averaged weights.

    python -m mr_flair_synthesis.train --steps 6000

--minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare

from .augment import random_view, read_shard
from .make_data import WORK
from .network import PLANES, FlairNet, Training

_PEAK_RATE = 2.0e-3
_OUTSIDE_WEIGHT, _LESION_WEIGHT, _RING_WEIGHT, _SQUARE = 0.2, 20.0, 4.0, 2.0
_TOLERATED, _FALSE_WEIGHT = 0.1, 20.0
_NAMED_WEIGHT, _RARE = 0.2, 10.0


class Views(Dataset):
    """Random views: item i is a fixed draw of a head and of its augmentation."""

    def __init__(self, length: int, seed: int):
        self.slabs = [slab for path in sorted(WORK.glob("shard-????.npz")) for slab in read_shard(path)]
        if not self.slabs:
            raise SystemExit(f"no shards in {WORK}: run make_data first")
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        round_, place = divmod(index, len(self.slabs))
        head = np.random.default_rng([self.seed, round_]).permutation(len(self.slabs))[place]
        return random_view(self.slabs[head], np.random.default_rng([self.seed, 1, index]))


def loss_of(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Total loss, and the mean signed error of FLAIR in lesions for the log.

    Absolute error alone draws a faint lesion towards its surroundings, so squared error is added, and lesions and the
    tissue next to them count more. So that rims of grey matter do not turn into lesions for it, what is brighter than
    the truth counts more too, once it can be seen. Lesions are also asked for by name.
    """
    flair, named = forward(batch[:, :PLANES])
    truth, brain, lesion = batch[:, PLANES:].split(1, 1)
    ring = functional.max_pool2d(lesion, 7, 1, 3)
    weight = _OUTSIDE_WEIGHT + (1 - _OUTSIDE_WEIGHT) * brain + _RING_WEIGHT * ring + _LESION_WEIGHT * lesion
    error = flair - truth
    total = weight.sum()
    pixel = (weight * (error.abs() + _SQUARE * error.square())).sum() / total
    false = _FALSE_WEIGHT * (brain * (error - _TOLERATED).clamp(min=0).square()).sum() / total
    rows = (weight[:, :, 1:] * error.diff(dim=2).abs()).sum() / total
    columns = (weight[..., 1:] * error.diff(dim=3).abs()).sum() / total
    where = functional.avg_pool2d(lesion, 2)
    entropy = functional.binary_cross_entropy_with_logits(
        named, where, weight=functional.avg_pool2d(brain, 2), pos_weight=named.new_tensor(_RARE)
    )
    missed = (lesion * error).sum() / lesion.sum().clamp(min=1)
    return pixel + false + 0.5 * (rows + columns) + _NAMED_WEIGHT * entropy, missed.detach()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, steps=6000, batch=8)
    parser.add_argument("--rate", type=float, default=_PEAK_RATE, help="the highest learning rate")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    network = Training(FlairNet())
    prepare(arguments, network)
    views = Views(arguments.steps * arguments.batch, arguments.seed)
    schedule = Schedule(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.rate)
    fit(network, views, loss_of, schedule, WORK / "weights.pt", "FLAIR of lesions off by")


if __name__ == "__main__":
    main()
