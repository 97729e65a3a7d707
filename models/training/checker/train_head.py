"""Trains the checking network of FLAIR synthesis on the shards that make_head has left.

    python -m checker.train_head own --steps 6000
    python -m checker.train_head judge --steps 2000

First its own opinion of FLAIR, from what the checked network answers where that is near the truth; then the judge of
what differs. --minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
"""

import argparse
import hashlib

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import Dataset

from bundle.training import Forward, Schedule, add_arguments, fit, prepare
from mr_flair_synthesis.network import WIDTHS, FlairNet, Training
from mr_flair_synthesis.train import loss_of as own_loss

from . import network
from .head_lies import planted
from .make_head import BRAIN, LESION, WORK, WRONG
from .network import ANSWER, HEAD_PLANES, HeadChecker

OWN, JUDGE = WORK / "own.pt", WORK / "weights.pt"
_CROP = 128
_OPINION = WIDTHS[0] + 1 + 4  # channels: features, where lesions are, 2 x 2 pixels of the FLAIR it expects
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

    def place(self, index: int) -> tuple[int, int]:
        """Head and slice that item `index` shows: all once in each round, in an order of its own."""
        heads, slices = self.masks.shape[:2]
        round_, place = divmod(index, heads * slices)
        order = np.random.default_rng([self.seed, round_]).permutation(heads * slices)
        return divmod(int(order[place]), slices)

    def slice_at(self, place: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
        """Planes of T1 and T2 [6, rows, columns], answer, masks, pixels to a millimetre."""
        head, k = place
        near = np.clip((k - 1, k, k + 1), 0, self.masks.shape[1] - 1)
        sources = np.concatenate([series[head, near] for series in (self.t1, self.t2)]).astype(np.float32)
        return sources, self.answer[place].astype(np.float32), self.masks[place], float(self.scale[head])


class OwnViews(Slices):
    """T1 and T2, good answer, brain and lesion [9, 128, 128] of a crop with much brain; where the answer is wrong counts as no brain."""

    def __getitem__(self, index: int) -> np.ndarray:
        sources, answer, masks, _ = self.slice_at(self.place(index))
        rng = np.random.default_rng([self.seed, 1, index])
        near = (masks & WRONG) == 0
        planes = np.stack([answer, ((masks & BRAIN) > 0) & near, ((masks & LESION) > 0) & near])
        corners = rng.integers(0, answer.shape[0] - _CROP + 1, (3, 2))
        worth = [(planes[1] + 20 * planes[2])[r : r + _CROP, c : c + _CROP].sum() for r, c in corners]
        row, column = corners[int(np.argmax(worth))]
        crop = np.concatenate([sources, planes])[:, row : row + _CROP, column : column + _CROP].astype(np.float32)
        return np.ascontiguousarray(crop[..., ::-1] if rng.random() < 0.5 else crop)


class JudgeViews(Slices):
    """T1 and T2, answer with what is planted, where, and weight [9, rows, columns]; and the opinion of T1 and T2, packed.

    The opinion is fixed while the judge is trained and takes half the time, so each is formed once and kept in a file
    (10 GB for 300 heads), of each slice and of its mirror image.
    """

    def __init__(self, length: int, seed: int, checker: HeadChecker):
        super().__init__(length, seed)
        self.opinions = self._opinions(checker)

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        place = self.place(index)
        if not (self.masks[place] & LESION).any():  # one more chance: what is painted over is the harder to see
            place = self.place(index + self.length)
        sources, answer, masks, pixels_per_mm = self.slice_at(place)
        rng = np.random.default_rng([self.seed, 1, index])
        answer, where = planted(answer, masks, pixels_per_mm, rng)
        # Of an answer that is spoilt as a whole only the inside of the skull teaches something.
        spoilt = where[(masks & BRAIN) > 0].all()
        weight = where > 0 if spoilt else np.ones_like(where)
        planes = np.concatenate([sources, np.stack([answer, where, weight])]).astype(np.float32)
        mirrored = int(rng.random() < 0.5)
        return np.ascontiguousarray(planes[..., :: 1 - 2 * mirrored]), self.opinions[(*place, mirrored)].copy()

    def _opinions(self, checker: HeadChecker) -> np.ndarray:
        """float16 [heads, slices, 2, 37, rows / 2, columns / 2], mapped from the file."""
        weights = b"".join(value.numpy().tobytes() for value in checker.own.state_dict().values())
        path = WORK / f"opinions-{hashlib.sha256(weights).hexdigest()[:12]}-{len(self.t1)}.npy"
        if not path.exists():
            heads, slices, rows, columns = self.t1.shape
            partial = path.with_suffix(".part.npy")
            shape = (heads, slices, 2, _OPINION, rows // 2, columns // 2)
            kept = np.lib.format.open_memmap(partial, "w+", np.float16, shape)
            for head in range(heads):
                if head % 100 == 0:
                    print(f"opinions of head {head} of {heads}", flush=True)
                places = [self.slice_at((head, k)) for k in range(slices)]
                planes = torch.from_numpy(np.stack([np.concatenate([p[0], p[1][None]]) for p in places]))
                for mirrored, image in enumerate((planes, planes.flip(3))):
                    with torch.autocast("cpu", torch.bfloat16):
                        kept[head, :, mirrored] = packed(*checker.opinion(image)).half().numpy()
            kept.flush()
            partial.rename(path)
        return np.load(path, mmap_mode="r")


def packed(body: Tensor, lesions: Tensor, expected: Tensor) -> Tensor:
    """An opinion as one tensor [n, 37, h / 2, w / 2]."""
    return torch.cat([body, lesions, functional.pixel_unshuffle(expected, 2)], 1)


class Judging(HeadChecker):
    """The checking network as its judge is trained: given planes and the packed opinion of them."""

    def forward(self, image: Tensor, opinion: Tensor) -> Tensor:
        body, lesions, expected = opinion.float().split((_OPINION - 5, 1, 4), 1)
        return self.judged(image, body, lesions, functional.pixel_shuffle(expected, 2))


def judge_loss(forward: Forward, batch: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """The loss, and for the log how much more suspicious what was planted is than the worst of what was not."""
    planes, opinion = batch
    (logits,) = forward(planes[:, :HEAD_PLANES], opinion)
    where, open_ = (functional.avg_pool2d(plane, ANSWER) for plane in planes[:, HEAD_PLANES:].split(1, 1))
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
    checker = Judging()
    prepare(arguments, checker)
    if not arguments.start:
        checker.own.load_state_dict(torch.load(OWN, map_location="cpu"))
    fit(checker, JudgeViews(length, arguments.seed, checker), judge_loss, schedule, JUDGE, "apart by")


if __name__ == "__main__":
    main()
