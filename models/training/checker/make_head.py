"""Runs the shipped FLAIR synthesis on simulated heads of its own, into shards under models/training/work/checker-head/.

    python -m checker.make_head --count 300 --jobs 2

Each head gives a slab of six slices, as three scanners show it and three persons' tissues look. Kept are what the node
sees of them, in network space: T1, T2 and the answer; and masks: 1 inside the skull, 2 lesion, 4 where the answer itself
is far from the truth. A shard that exists is kept, so that the command can be stopped and repeated.
"""

from itertools import product
from pathlib import Path

import numpy as np
from scipy import ndimage

from bundle.runtime import session
from bundle.shards import make_all
from mr_flair_synthesis import node
from mr_flair_synthesis.export import PACKAGE
from mr_flair_synthesis.make_data import masks, plan
from simulators.head import acquired, draw

from .seeds import HEAD

WORK = Path(__file__).resolve().parents[1] / "work" / "checker-head"
SHARD, SCANNERS = 10, 3
BRAIN, LESION, WRONG = 1, 2, 4
_FAR = 0.2  # of typical grey matter, over 3 x 3 pixels


def make_shard(index: int) -> Path:
    """Makes shard number `index` unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    network = session(PACKAGE / "models" / "model.onnx")
    kept: dict[str, list] = {"t1": [], "t2": [], "answer": [], "masks": [], "pixels_per_mm": []}
    for seed, scanner in product(HEAD[index * SHARD : (index + 1) * SHARD], range(SCANNERS)):
        stack, lesions, noise = plan(seed)
        if scanner == 0:
            drawn = draw(seed, stack, lesions)
        head = acquired(drawn, np.random.default_rng([seed, 1, scanner]), noise)
        answer = node.infer(network, head.t1, head.t2)
        far = np.abs(ndimage.uniform_filter(answer - head.flair_target, (0, 3, 3))) > _FAR
        kept["t1"].append(node.normalised(head.t1).astype(np.float16))
        kept["t2"].append(node.normalised(head.t2).astype(np.float16))
        kept["answer"].append(answer.astype(np.float16))
        kept["masks"].append(masks(head) | (far * WRONG).astype(np.uint8))
        kept["pixels_per_mm"].append(1 / stack.pixel_mm)
    partial = path.with_suffix(".part.npz")
    np.savez(partial, **{name: np.array(values) for name, values in kept.items()})
    partial.rename(path)
    return path


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    make_all(__doc__, make_shard, SHARD, 300, "heads")


if __name__ == "__main__":
    main()
