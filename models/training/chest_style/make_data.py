"""Simulates training exposures, each shown by three vendors and in the target style, into shards of 20 patients.

    python -m chest_style.make_data --count 120 --jobs 2

A shard that exists is kept. Images are stored as uint16 (65535 is 1.0).
"""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bundle.shards import make_all
from simulators.chest import Detected, expose

from .seeds import TRAINING
from .vendors import VENDORS, sample, target

WORK = Path(__file__).resolve().parents[1] / "work" / "style"
SHARD, SIZE, SOURCES = 20, 512, 3


def exposure(seed: int, size: int = SIZE) -> Detected:
    """One patient with bone, as detected."""
    detected = expose(seed, size)
    return replace(detected, logs=detected.logs[:1])


def make_shard(index: int) -> Path:
    """Simulates shard number `index` of the training seeds unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    sources, targets, lungs = [], [], []
    for seed in TRAINING[index * SHARD : (index + 1) * SHARD]:
        detected, rng = exposure(seed), np.random.default_rng([seed, 5])
        vendors = rng.permutation(list(VENDORS))[:SOURCES]
        sources.append([_store(detected.presented(sample(v, rng, SIZE))[0]) for v in vendors])
        targets.append(_store(detected.presented(target(SIZE))[0]))
        lungs.append(detected.lung)
    partial = path.with_suffix(".part.npz")
    np.savez(partial, source=np.array(sources), target=np.array(targets), lung=np.array(lungs))
    partial.rename(path)
    return path


def _store(image: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(image, 0, 1) * 65535).astype(np.uint16)


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    make_all(__doc__, make_shard, SHARD, 120, "patients")


if __name__ == "__main__":
    main()
