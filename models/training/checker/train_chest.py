"""Trains the checking network of bone suppression on the shards that make_chest has left.

    python -m checker.train_chest own --steps 4000
    python -m checker.train_chest judge --steps 3800

First its own opinion of the bone, then the judge of what differs. --minutes ends it earlier; the learning rate then
falls with the clock instead of the steps.
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare
from chest_bone_suppression.network import BoneNet

from . import network
from .chest_lies import planted
from .make_chest import WORK
from .network import ANSWER, ChestChecker

PLANES = 3
OWN, JUDGE = WORK / "own.pt", WORK / "weights.pt"
_OUTSIDE = 0.3


class Views(Dataset):
    """Item i is a fixed draw of a view and of what is planted in it: film, removed, weight, planted, bone [5, 512, 512]."""

    def __init__(self, length: int, seed: int):
        shards = [np.load(path) for path in sorted(WORK.glob("shard-????.npz"))]
        if not shards:
            raise SystemExit(f"no shards in {WORK}: run make_chest first")
        self.film, self.removed, self.weight, self.bone, self.scale = (
            np.concatenate([s[name] for s in shards]) for name in ("film", "removed", "weight", "bone", "pixels_per_mm")
        )
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        round_, place = divmod(index, len(self.film))
        view = np.random.default_rng([self.seed, round_]).permutation(len(self.film))[place]
        rng = np.random.default_rng([self.seed, 1, index])
        film, removed = self.film[view].astype(np.float32), self.removed[view].astype(np.float32)
        film, removed, where = planted(film, removed, self.weight[view] > 0, float(self.scale[view]), rng)
        planes = np.stack([film, removed, self.weight[view], where, self.bone[view]]).astype(np.float32)
        return np.ascontiguousarray(planes[..., ::-1]) if rng.random() < 0.5 else planes


def own_loss(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Absolute error of bone and of its gradient, most of it in and near the lung; for the log the error in the lung."""
    bone, _ = forward(batch[:, :1])
    lung = (batch[:, 2:3] > 0).float()
    near = functional.interpolate(functional.max_pool2d(functional.max_pool2d(lung, 4), 5, 1, 2), scale_factor=4.0)
    weight = _OUTSIDE + (1 - _OUTSIDE) * near
    error = bone - batch[:, 4:]
    pixel = (weight * error.abs()).sum() / weight.sum()
    rows = (weight[:, :, 1:] * error.diff(dim=2).abs()).sum() / weight.sum()
    columns = (weight[..., 1:] * error.diff(dim=3).abs()).sum() / weight.sum()
    return pixel + rows + columns, ((lung * error.abs()).sum() / lung.sum().clamp(min=1)).detach()


def judge_loss(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """The loss, and for the log how much more suspicious what was planted is than the worst of what was not."""
    (logits,) = forward(batch[:, :PLANES])
    open_, where = (functional.avg_pool2d(plane, ANSWER) for plane in ((batch[:, 2:3] > 0).float(), batch[:, 3:4]))
    return network.loss_of(logits, where, (open_ > 0.5).float()), network.apart(logits, where, open_)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("own", "judge"))
    add_arguments(parser, steps=4000, batch=4)
    parser.add_argument("--rate", type=float, default=2.5e-3, help="the highest learning rate")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    views = Views(arguments.steps * arguments.batch, arguments.seed)
    schedule = Schedule(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.rate)
    if arguments.what == "own":
        own = BoneNet()
        prepare(arguments, own)
        fit(own, views, own_loss, schedule, OWN, "bone error in the lung")
        return
    checker = ChestChecker()
    if not arguments.start:
        checker.own.load_state_dict(torch.load(OWN, map_location="cpu"))
    prepare(arguments, checker)
    fit(checker, views, judge_loss, schedule, JUDGE, "apart by")


if __name__ == "__main__":
    main()
