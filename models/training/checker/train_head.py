"""Trains the checking network of FLAIR synthesis on the shards that make_head has left.

    python -m checker.train_head own --steps 6000
    python -m checker.train_head judge --steps 2000

First its own opinion of FLAIR, from what the checked network answers where that is near the truth; then the judge of
what differs. --minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
"""

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare
from mr_flair_synthesis.network import FlairNet, Training
from mr_flair_synthesis.node import neighbours
from mr_flair_synthesis.train import loss_of as own_loss

from . import network
from .head_lies import planted
from .make_head import BRAIN, LESION, WORK, WRONG
from .network import ANSWER, HEAD_PLANES, HeadChecker

OWN, JUDGE = WORK / "own.pt", WORK / "weights.pt"
_CROP = 128
_HARD = 1000  # a head has twenty slices, and the worst place of all is what counts


class Slices(Dataset):
    """Item i is a fixed draw of a slice: planes of T1 and T2 of three slices, answer, masks, pixels to a millimetre."""

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

    def drawn(self, index: int):
        """The slice, and the generator that draws the rest of the item."""
        heads, slices = self.masks.shape[:2]
        round_, place = divmod(index, heads * slices)
        order = np.random.default_rng([self.seed, round_]).permutation(heads * slices)
        head, k = divmod(int(order[place]), slices)
        sources = [neighbours(series[head].astype(np.float32))[k] for series in (self.t1, self.t2)]
        answer = self.answer[head, k].astype(np.float32)
        rng = np.random.default_rng([self.seed, 1, index])
        return np.concatenate(sources), answer, self.masks[head, k], float(self.scale[head]), rng


class OwnViews(Slices):
    """T1 and T2, good answer, brain and lesion [9, 128, 128] of a crop with much brain; where the answer is wrong counts as no brain."""

    def __getitem__(self, index: int) -> np.ndarray:
        sources, answer, masks, _, rng = self.drawn(index)
        near = (masks & WRONG) == 0
        planes = np.stack([answer, ((masks & BRAIN) > 0) & near, ((masks & LESION) > 0) & near])
        corners = rng.integers(0, answer.shape[0] - _CROP + 1, (3, 2))
        worth = [(planes[1] + 20 * planes[2])[r : r + _CROP, c : c + _CROP].sum() for r, c in corners]
        row, column = corners[int(np.argmax(worth))]
        crop = np.concatenate([sources, planes])[:, row : row + _CROP, column : column + _CROP].astype(np.float32)
        return np.ascontiguousarray(crop[..., ::-1] if rng.random() < 0.5 else crop)


class JudgeViews(Slices):
    """T1 and T2, answer with what is planted, where, and weight [9, rows, columns]."""

    def __getitem__(self, index: int) -> np.ndarray:
        sources, answer, masks, pixels_per_mm, rng = self.drawn(index)
        if not (masks & LESION).any():  # one more chance: what is painted over is harder to see than what is made up
            sources, answer, masks, pixels_per_mm, rng = self.drawn(index + self.length)
        answer, where = planted(answer, masks, pixels_per_mm, rng)
        # Of an answer that is spoilt as a whole only the inside of the skull teaches something.
        spoilt = where[(masks & BRAIN) > 0].all()
        weight = where > 0 if spoilt else np.ones_like(where)
        planes = np.concatenate([sources, np.stack([answer, where, weight])]).astype(np.float32)
        return np.ascontiguousarray(planes[..., ::-1] if rng.random() < 0.5 else planes)


def judge_loss(forward: Forward, batch: Tensor) -> tuple[Tensor, Tensor]:
    """The loss, and for the log how much more suspicious what was planted is than the worst of what was not."""
    (logits,) = forward(batch[:, :HEAD_PLANES])
    where, open_ = (functional.avg_pool2d(plane, ANSWER) for plane in batch[:, HEAD_PLANES:].split(1, 1))
    return network.loss_of(logits, where, (open_ > 0.5).float(), _HARD), network.apart(logits, where, open_)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("own", "judge"))
    add_arguments(parser, steps=4000, batch=8)
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    schedule = Schedule(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.rate)
    length = arguments.steps * arguments.batch
    if arguments.what == "own":
        own = Training(FlairNet())
        prepare(arguments, own)
        fit(own, OwnViews(length, arguments.seed), own_loss, schedule, OWN, "FLAIR of lesions off by")
        return
    checker = HeadChecker()
    if not arguments.start:
        checker.own.load_state_dict(torch.load(OWN, map_location="cpu"))
    prepare(arguments, checker)
    fit(checker, JudgeViews(length, arguments.seed), judge_loss, schedule, JUDGE, "apart by")


if __name__ == "__main__":
    main()
