"""Trains the network on the shards that make_data has left, and keeps the averaged weights.

    python -m chest_bone_suppression.train --steps 4000

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
from .make_data import FOREIGN, LUNG, NODULE, WORK
from .network import BoneNet

_PEAK_RATE, _WARM_UP, _AVERAGING = 2.5e-3, 50, 0.998
_OUTSIDE_WEIGHT, _KEEP_WEIGHT, _LUNG_LOSS = 0.3, 3.0, 0.02


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


def loss_of(bone: Tensor, lung: Tensor, batch: Tensor) -> tuple[Tensor, Tensor]:
    """Total loss, and the mean absolute error of bone inside the lung for the log."""
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
    return pixel + rows + columns + _LUNG_LOSS * (entropy + dice), inside.detach()


def train(steps: int, minutes: float, batch_size: int, workers: int, seed: int, start: str) -> None:
    """Runs the schedule and writes work/chest/weights.pt every 250 steps and at the end."""
    torch.manual_seed(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = BoneNet().to(device, memory_format=torch.channels_last)
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
            bone, lung = network(batch[:, :1].contiguous(memory_format=torch.channels_last))
        loss, inside = loss_of(bone.float(), lung.float(), batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        share = min(_AVERAGING, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, value in network.state_dict().items():
                average[name].lerp_(value, 1 - share)
        recent.append((loss.item(), inside.item()))
        if (step + 1) % 50 == 0:
            total, error = np.mean(recent[-50:], 0)
            progress = f"step {step + 1}, {elapsed:.1f} min, {100 * done:.0f} %"
            print(f"{progress}: loss {total:.5f}, bone error in the lung {error:.5f}", flush=True)
        if (step + 1) % 250 == 0:
            torch.save(average, WORK / "weights.pt")
    torch.save(average, WORK / "weights.pt")
    print(f"trained on {step + (done < 1)} batches of {batch_size}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--batch", type=int, default=4)
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
