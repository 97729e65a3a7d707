"""Runs the shipped bone suppression on simulated patients of its own, into shards under models/training/work/checker-chest/.

    python -m checker.make_chest --count 400 --jobs 2

Each patient gives two views: the film as it is, and one of the random views of the network's training. Kept are what the
node sees of them, in network space: the film, what was taken from it, and with what weight bone is taken from each
place; and the bone that is truly there. A shard that exists is kept, so that the command can be stopped and repeated.
"""

from pathlib import Path

import numpy as np

from bundle.runtime import session
from bundle.shards import make_all
from chest_bone_suppression import node
from chest_bone_suppression.augment import plain_view, random_view
from chest_bone_suppression.export import PACKAGE
from simulators.chest import simulate

from .seeds import CHEST

WORK = Path(__file__).resolve().parents[1] / "work" / "checker-chest"
SHARD = 25


def views(seed: int) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """The two views of a patient and their bone, float32 [512, 512], each with its pixels to a millimetre."""
    pair = simulate(seed, node.SIDE)
    rng = np.random.default_rng([seed, 5])
    plain = plain_view(pair.with_bone, pair.without_bone, pair.lung)[:2]
    changed = random_view(pair.with_bone, pair.without_bone, pair.lung, pair.foreign, rng)[:2]
    return [(film, bone, 1 / pair.pixel_spacing_mm) for film, bone in (plain, changed)]


def make_shard(index: int) -> Path:
    """Makes shard number `index` unless it is there, and returns its path."""
    path = WORK / f"shard-{index:04d}.npz"
    if path.exists():
        return path
    network = session(PACKAGE / "models" / "model.onnx")
    films, bones, removed, weights, scale = [], [], [], [], []
    for seed in CHEST[index * SHARD : (index + 1) * SHARD]:
        for film, true_bone, pixels_per_mm in views(seed):
            bone, lung = (plane[0, 0] for plane in network.run(["bone", "lung"], {"image": film[None, None]}))
            films.append(film.astype(np.float16))
            bones.append(true_bone.astype(np.float16))
            removed.append(node.removed_bone(bone, lung).astype(np.float16))
            weights.append(node.fade(lung).astype(np.float16))
            scale.append(pixels_per_mm)
    partial = path.with_suffix(".part.npz")
    np.savez(partial, film=films, bone=bones, removed=removed, weight=weights, pixels_per_mm=np.array(scale, np.float32))
    partial.rename(path)
    return path


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    make_all(__doc__, make_shard, SHARD, 400, "patients")


if __name__ == "__main__":
    main()
