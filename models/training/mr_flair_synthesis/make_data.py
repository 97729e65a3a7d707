"""Simulates training slabs into shards of 20 heads under models/training/work/mr/.

    python -m mr_flair_synthesis.make_data --count 400 --jobs 2

A head is a slab of six neighbouring slices somewhere in the brain, each with its own matrix spacing, thickness and
noise; one head in five has no lesion. A shard that exists is kept, so that the command can be stopped and repeated.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from simulators.head import HeadVolumes, Stack, simulate
from simulators.head_tissues import CSF, DEEP_GREY, GREY, LESION, PALLIDUM, WHITE

from .node import normalised
from .seeds import TRAINING

WORK = Path(__file__).resolve().parents[1] / "work" / "mr"
SHARD = 20
SIZE, SLICES = 224, 6
INPUT_SCALE, TARGET_SCALE = 65535 / 6, 65535 / 3
BRAIN, LESIONS = 1, 2
_BRAIN = (CSF, GREY, WHITE, DEEP_GREY, PALLIDUM, LESION)


def slab(seed: int) -> HeadVolumes:
    """Six slices of a random head."""
    rng = np.random.default_rng([seed, 77])
    step = rng.uniform(2.5, 6.5)
    lowest = rng.uniform(-40, 60) - SLICES / 2 * step
    stack = Stack(SIZE, SLICES, rng.uniform(0.86, 1.06), step, step * rng.uniform(0.75, 1.0), lowest)
    return simulate(seed, stack=stack, lesions=rng.random() < 0.8, noise=float(np.exp(rng.normal(-0.2, 0.5))))


def masks(head: HeadVolumes) -> np.ndarray:
    """Bits of one byte a voxel: 1 inside the skull, 2 lesion."""
    return (np.isin(head.tissue_map, _BRAIN) * BRAIN + head.lesion_mask * LESIONS).astype(np.uint8)


def make_shard(index: int) -> Path:
    """Simulates shard number `index` of the training seeds unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    heads = [slab(seed) for seed in TRAINING[index * SHARD : (index + 1) * SHARD]]
    partial = path.with_suffix(".part.npz")
    np.savez(
        partial,
        t1=np.stack([_store(normalised(h.t1), INPUT_SCALE) for h in heads]),
        t2=np.stack([_store(normalised(h.t2), INPUT_SCALE) for h in heads]),
        flair=np.stack([_store(h.flair_target, TARGET_SCALE) for h in heads]),
        masks=np.stack([masks(h) for h in heads]),
    )
    partial.rename(path)
    return path


def _store(image: np.ndarray, scale: float) -> np.ndarray:
    return np.clip(np.rint(image * scale), 0, 65535).astype(np.uint16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=400, help="number of heads, rounded up to shards of 20")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for path in pool.map(make_shard, range(-(-arguments.count // SHARD))):
            print(path.name, flush=True)


if __name__ == "__main__":
    main()
