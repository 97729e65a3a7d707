"""Trains the network on the shards that make_data has left, and keeps the averaged weights.

    python -m mr_flair_synthesis.train --steps 6000

--minutes ends it earlier; the learning rate then falls with the clock instead of the steps.
Uses a GPU when there is one. On a CPU with bf16 instructions the convolutions run in bf16, the weights stay float32.
"""

import argparse
import time

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from .augment import random_view
from .make_data import WORK
from .network import PLANES, FlairNet

_PEAK_RATE, _WARM_UP, _AVERAGING = 2.0e-3, 100, 0.998
_OUTSIDE_WEIGHT, _LESION_WEIGHT, _RING_WEIGHT, _SQUARE = 0.2, 30.0, 4.0, 2.0


class Views(Dataset):
    """Random views: item i is a fixed draw of a head and of its augmentation."""

    def __init__(self, length: int, seed: int):
        shards = [np.load(path) for path in sorted(WORK.glob("shard-????.npz"))]
        if not shards:
            raise SystemExit(f"no shards in {WORK}: run make_data first")
        self.arrays = [np.concatenate([s[name] for s in shards]) for name in ("t1", "t2", "flair", "masks")]
        self.length, self.seed = length, seed

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> np.ndarray:
        heads = len(self.arrays[0])
        round_, place = divmod(index, heads)
        head = np.random.default_rng([self.seed, round_]).permutation(heads)[place]
        return random_view(*(a[head] for a in self.arrays), np.random.default_rng([self.seed, 1, index]))


def loss_of(flair: Tensor, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Total loss, and the mean signed error of FLAIR in lesions for the log.

    Absolute error alone draws a faint lesion towards its surroundings, so squared error is added, and lesions and the
    tissue next to them count more.
    """
    truth, brain, lesion = batch[:, PLANES:].split(1, 1)
    ring = functional.max_pool2d(lesion, 7, 1, 3)
    weight = _OUTSIDE_WEIGHT + (1 - _OUTSIDE_WEIGHT) * brain + _RING_WEIGHT * ring + _LESION_WEIGHT * lesion
    error = flair - truth
    total = weight.sum()
    pixel = (weight * (error.abs() + _SQUARE * error.square())).sum() / total
    rows = (weight[:, :, 1:] * error.diff(dim=2).abs()).sum() / total
    columns = (weight[..., 1:] * error.diff(dim=3).abs()).sum() / total
    missed = (lesion * error).sum() / lesion.sum().clamp(min=1)
    return pixel + 0.5 * (rows + columns), missed.detach()


def train(steps: int, minutes: float, batch_size: int, workers: int, seed: int, start: str) -> None:
    """Runs the schedule and writes work/mr/weights.pt every 250 steps and at the end."""
    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = FlairNet().to(device, memory_format=torch.channels_last)
    if start:
        network.load_state_dict(torch.load(start, map_location=device))
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), lr=_PEAK_RATE, weight_decay=1e-4)
    views = Views(steps * batch_size, seed)
    loader = DataLoader(views, batch_size, num_workers=workers, prefetch_factor=4 if workers else None)
    began, recent = time.time(), []
    for step, batch in enumerate(loader):
        elapsed = (time.time() - began) / 60
        done = max(step / steps, elapsed / minutes)
        if done >= 1:
            break
        rate = _PEAK_RATE * min(1, (step + 1) / _WARM_UP) * (0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * done)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = batch.to(device)
        with torch.autocast(device, torch.bfloat16):
            flair = network(batch[:, :PLANES].contiguous(memory_format=torch.channels_last))
        loss, missed = loss_of(flair.float(), batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        share = min(_AVERAGING, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, value in network.state_dict().items():
                average[name].lerp_(value, 1 - share)
        recent.append((loss.item(), missed.item()))
        if (step + 1) % 50 == 0:
            total, error = np.mean(recent[-50:], 0)
            progress = f"step {step + 1}, {elapsed:.1f} min, {100 * done:.0f} %"
            print(f"{progress}: loss {total:.5f}, FLAIR of lesions off by {error:+.4f}", flush=True)
        if (step + 1) % 250 == 0:
            torch.save(average, WORK / "weights.pt")
    torch.save(average, WORK / "weights.pt")
    print(f"trained on {step + (done < 1)} batches of {batch_size}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves the choice to PyTorch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", default="", help="weights to start from")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    train(arguments.steps, arguments.minutes, arguments.batch, arguments.workers, arguments.seed, arguments.start)


if __name__ == "__main__":
    main()
