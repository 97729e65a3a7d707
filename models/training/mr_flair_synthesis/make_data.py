"""Draws training slabs into shards of 20 heads under models/training/work/mr/.

    python -m mr_flair_synthesis.make_data --count 200 --jobs 2

A head is a slab of six neighbouring slices somewhere in the brain, each with its own matrix spacing and thickness; one
head in five has no lesion. What is stored is how much of each voxel every tissue fills, not an image: the images are
made anew for every view (`augment`), each time of another person's tissues, another scanner and another noise. A shard
that exists is kept, so that the command can be stopped and repeated.
"""

from pathlib import Path

import numpy as np

from bundle.shards import make_all
from simulators.head import Anatomy, HeadVolumes, Stack, draw, simulate
from simulators.head_tissues import CSF, DEEP_GREY, GREY, LESION, PALLIDUM, WHITE

from .seeds import TRAINING

WORK = Path(__file__).resolve().parents[1] / "work" / "mr"
SHARD = 20
SIZE, SLICES = 224, 6
TEXTURE_SCALE = 30
BRAIN, LESIONS = 1, 2
_BRAIN = (CSF, GREY, WHITE, DEEP_GREY, PALLIDUM, LESION)


def plan(seed: int) -> tuple[Stack, bool, float]:
    """Where the six slices of a random head lie, whether it has lesions, and its noise."""
    rng = np.random.default_rng([seed, 77])
    step = rng.uniform(2.5, 6.5)
    lowest = rng.uniform(-40, 60) - SLICES / 2 * step
    stack = Stack(SIZE, SLICES, rng.uniform(0.86, 1.06), step, step * rng.uniform(0.75, 1.0), lowest)
    return stack, bool(rng.random() < 0.8), float(np.exp(rng.normal(-0.2, 0.5)))


def slab(seed: int) -> HeadVolumes:
    """Six slices of a random head as a scanner would show them."""
    stack, lesions, noise = plan(seed)
    return simulate(seed, stack=stack, lesions=lesions, noise=noise)


def masks(head: HeadVolumes) -> np.ndarray:
    """Bits of one byte a voxel: 1 inside the skull, 2 lesion."""
    return (np.isin(head.tissue_map, _BRAIN) * BRAIN + head.lesion_mask * LESIONS).astype(np.uint8)


def make_shard(index: int) -> Path:
    """Simulates shard number `index` of the training seeds unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    heads = [draw(seed, *plan(seed)[:2]) for seed in TRAINING[index * SHARD : (index + 1) * SHARD]]
    partial = path.with_suffix(".part.npz")
    np.savez(
        partial,
        fractions=np.stack([stored_fractions(h) for h in heads]),
        texture=np.stack([np.clip(np.rint(h.texture * TEXTURE_SCALE), -127, 127).astype(np.int8) for h in heads]),
        spacing_mm=np.array([(h.stack.step_mm, h.stack.pixel_mm, h.stack.thickness_mm) for h in heads], np.float32),
    )
    partial.rename(path)
    return path


def stored_fractions(head: Anatomy) -> np.ndarray:
    """Uint8 [tissue, slices, rows, columns], 255 is all of a voxel; air, the first tissue, is left out."""
    return np.rint(head.fractions[1:] * 255).astype(np.uint8)


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    make_all(__doc__, make_shard, SHARD, 400, "heads")


if __name__ == "__main__":
    main()
