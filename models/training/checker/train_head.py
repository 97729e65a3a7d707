"""Trains the checking network of FLAIR synthesis on the shards that make_head has left.

    python -m checker.train_head --steps 6000

--minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare
from mr_flair_synthesis.node import neighbours

from . import network
from .head_lies import planted
from .make_head import BRAIN, WORK, WRONG
from .network import ANSWER, HEAD_PLANES, HeadChecker


class Views(Dataset):
    """Item i is a fixed draw of a slice and of what is planted in it: T1 and T2 of three slices, answer, planted, weight, good answer."""

    def __init__(self, length: int, seed: int):
        shards = [np.load(path) for path in sorted(WORK.glob("shard-????.npz"))]
        if not shards:
            raise SystemExit(f"no shards in {WORK}: run make_head first")
        self.t1, self.t2, self.answer, self.masks, self.scale = (
            np.concatenate([s[name] for s in shards]) for name in ("t1", "t2", "answer", "masks", "pixels_per_mm")
        )
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        round_, place = divmod(index, self.masks.shape[0] * self.masks.shape[1])
        order = np.random.default_rng([self.seed, round_]).permutation(self.masks.shape[0] * self.masks.shape[1])
        head, k = divmod(int(order[place]), self.masks.shape[1])
        rng = np.random.default_rng([self.seed, 1, index])
        masks = self.masks[head, k]
        answer, where = planted(self.answer[head, k].astype(np.float32), masks, float(self.scale[head]), rng)
        # A place where the answer itself is wrong teaches nothing, whether it is called a lie or not; nor does what lies
        # outside the skull of an answer that is spoilt as a whole.
        spoilt = where[(masks & BRAIN) > 0].all()
        weight = where > 0 if spoilt else ((masks & WRONG) == 0) | (where > 0)
        sources = [neighbours(series[head].astype(np.float32))[k] for series in (self.t1, self.t2)]
        good = self.answer[head, k].astype(np.float32)
        planes = np.concatenate([*sources, np.stack([answer, where, weight, good])]).astype(np.float32)
        return np.ascontiguousarray(planes[..., ::-1]) if rng.random() < 0.5 else planes


def loss_of(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """The loss, and for the log how much more suspicious what was planted is than the worst of what was not."""
    logits, usual = forward(batch[:, :HEAD_PLANES])
    where, open_ = (functional.avg_pool2d(plane, ANSWER) for plane in batch[:, HEAD_PLANES:-1].split(1, 1))
    unusual = (usual - batch[:, -1:]).abs().mean()
    return unusual + network.loss_of(logits, where, (open_ > 0.5).float()), network.apart(logits, where, open_)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, steps=6000, batch=12)
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    checker = HeadChecker()
    prepare(arguments, checker)
    views = Views(arguments.steps * arguments.batch, arguments.seed)
    schedule = Schedule(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.rate)
    fit(checker, views, loss_of, schedule, WORK / "weights.pt", "apart by")


if __name__ == "__main__":
    main()
