"""Simulates training pairs into shards of 50 under models/training/work/chest/.

    python -m chest_bone_suppression.make_data --count 1300 --jobs 2

A shard that exists is kept, so that the command can be stopped and repeated. Images are stored as uint16 (65535 is
1.0), masks as bits of one byte: 1 lung, 2 foreign (lead letters, metal), 4 nodule.
"""

from pathlib import Path

import numpy as np

from bundle.shards import make_all
from simulators.chest import ChestPair, simulate

from .seeds import TRAINING

WORK = Path(__file__).resolve().parents[1] / "work" / "chest"
SHARD = 50
LUNG, FOREIGN, NODULE = 1, 2, 4


def masks(pair: ChestPair) -> np.ndarray:
    """The bit masks [size, size] of a pair."""
    rows, columns = np.ogrid[: pair.lung.shape[0], : pair.lung.shape[1]]
    nodule = np.zeros_like(pair.lung)
    for n in pair.nodules:
        nodule |= (rows - n.row) ** 2 + (columns - n.column) ** 2 < (1.1 * n.radius + 1) ** 2
    return (pair.lung * LUNG + pair.foreign * FOREIGN + nodule * NODULE).astype(np.uint8)


def make_shard(index: int) -> Path:
    """Simulates shard number `index` of the training seeds unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    seeds = TRAINING[index * SHARD : (index + 1) * SHARD]
    pairs = [simulate(seed, 512) for seed in seeds]
    partial = path.with_suffix(".part.npz")
    np.savez(
        partial,
        with_bone=np.stack([_store(p.with_bone) for p in pairs]),
        without_bone=np.stack([_store(p.without_bone) for p in pairs]),
        masks=np.stack([masks(p) for p in pairs]),
    )
    partial.rename(path)
    return path


def _store(image: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(image, 0, 1) * 65535).astype(np.uint16)


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    make_all(__doc__, make_shard, SHARD, 1300, "pairs")


if __name__ == "__main__":
    main()
