"""The loop in which every network here is trained: AdamW, one cosine to zero, averaged weights.

Uses a GPU when there is one. On a CPU with bf16 instructions the convolutions run in bf16, the weights stay float32.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

Forward = Callable[..., tuple[Tensor, ...]]
Batch = Tensor | list[Tensor]
Loss = Callable[[Forward, Batch], tuple[Tensor, Tensor]]

_REPORT, _SAVE = 50, 250


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. The learning rate rises over warm_up steps, then falls to 0 with steps or minutes.

    averaging: share of the averaged weights that is kept at each step; the average is what is saved.
    """

    steps: int
    minutes: float
    batch: int
    workers: int
    peak_rate: float
    warm_up: int = 100
    averaging: float = 0.998

    def rate(self, step: int, minutes: float) -> float:
        """The learning rate; 0 when the schedule has ended."""
        done = min(1.0, max(step / self.steps, minutes / self.minutes))
        return self.peak_rate * min(1, (step + 1) / self.warm_up) * 0.5 * (1 + np.cos(np.pi * done))


def fit(network: nn.Module, views: Dataset, loss_of: Loss, schedule: Schedule, target: Path, watched: str) -> None:
    """Trains and writes the averaged weights to `target` every 250 steps and at the end.

    views: item i is one training example; all are seen once, in order.
    loss_of: from the network (as a function of its input that gives float32 outputs) and a batch, the loss and a
    figure for the log, which `watched` names.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = network.to(device, memory_format=torch.channels_last)
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), lr=schedule.peak_rate, weight_decay=1e-4)
    loader = DataLoader(
        views, schedule.batch, num_workers=schedule.workers, prefetch_factor=4 if schedule.workers else None
    )

    def forward(*inputs: Tensor) -> tuple[Tensor, ...]:
        with torch.autocast(device, torch.bfloat16):
            answer = network(*(x.contiguous(memory_format=torch.channels_last) for x in inputs))
        return tuple(a.float() for a in (answer if isinstance(answer, tuple) else (answer,)))

    began, recent = time.time(), []
    for step, batch in enumerate(loader):
        minutes = (time.time() - began) / 60
        rate = schedule.rate(step, minutes)
        if rate == 0:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = batch.to(device) if isinstance(batch, Tensor) else [part.to(device) for part in batch]
        loss, figure = loss_of(forward, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        _average(average, network, min(schedule.averaging, (step + 1) / (step + 10)))
        recent.append((loss.item(), figure.item()))
        if (step + 1) % _REPORT == 0:
            total, value = np.mean(recent[-_REPORT:], 0)
            print(f"step {step + 1}, {minutes:.1f} min: loss {total:.5f}, {watched} {value:+.5f}", flush=True)
        if (step + 1) % _SAVE == 0:
            torch.save(average, target)
    torch.save(average, target)
    print(f"trained on {len(recent)} batches of {schedule.batch}")


def add_arguments(parser: argparse.ArgumentParser, steps: int, batch: int) -> None:
    """The command line that every training shares."""
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end earlier, by the clock")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves the choice to PyTorch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="weights to start from")


def prepare(arguments: argparse.Namespace, network: nn.Module) -> None:
    """Threads, seed and first weights as the command line says."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start, map_location="cpu"))


@torch.no_grad()
def _average(average: dict[str, Tensor], network: nn.Module, share: float) -> None:
    for name, value in network.state_dict().items():
        average[name].lerp_(value, 1 - share)
