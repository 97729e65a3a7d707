"""What the checking network of bone suppression says of good outputs, and of the nodules that the network loses by itself.

    python -m checker.measure_chest

The first table is what `comparison.suspicion` of the manifest is set by: the strongest suspicion of each good output, over
patients that neither network has learned from. The second says of how many nodules in these and the held-out patients,
planted in none of them, the suspicion is beyond `warn`, by how much of the nodule's contrast the output has kept.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import yaml

from bundle.runtime import session
from chest_bone_suppression import node
from chest_bone_suppression.evaluate import VISIBLE_CONTRAST, nodule_places
from chest_bone_suppression.export import PACKAGE
from chest_bone_suppression.seeds import CALIBRATION, HELD_OUT
from simulators.chest import simulate

from .network import ANSWER
from .seeds import CHEST_BOUNDS

_CLASSES = ((-np.inf, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, np.inf))


class Patient:
    """A simulated film, its good output, and the suspicion of every pixel of the square [512, 512]."""

    def __init__(self, seed: int, network, checker):
        self.pair = simulate(seed, node.SIDE)
        self.frame = node.prepare(self.pair.with_bone)
        bone, lung = node.infer(network, self.frame)
        self.result = self.frame.square - node.removed_bone(bone, lung)
        image = np.stack([self.frame.square, self.result, node.fade(lung)])[None]
        (places,) = checker.run(["suspicion"], {"image": image.astype(np.float32)})
        side = node.SIDE // ANSWER
        open_ = (lung > node.LUNG_THRESHOLD).reshape(side, ANSWER, side, ANSWER).mean((1, 3)) > 0.5
        self.strongest = float(places[0, 0][open_].max())
        self.suspicion = places[0, 0].repeat(ANSWER, 0).repeat(ANSWER, 1)

    def nodules(self) -> Iterator[tuple[float, float]]:
        """Of each visible nodule the contrast that is kept, and the strongest suspicion in it."""
        truth = self.frame.normalised(self.pair.without_bone)
        for disc, ring in nodule_places(self.pair):
            contrast = truth[disc].mean() - truth[ring].mean()
            if contrast > VISIBLE_CONTRAST:
                yield (self.result[disc].mean() - self.result[ring].mean()) / contrast, self.suspicion[disc].max()


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    bound = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())["comparison"]["suspicion"]
    network, checker = (session(PACKAGE / "models" / f"{name}.onnx") for name in ("model", "checker"))
    nodules: list[tuple[float, float]] = []
    strongest: list[float] = []
    for seed in (*CALIBRATION, *CHEST_BOUNDS, *HELD_OUT):
        patient = Patient(seed, network, checker)
        nodules += patient.nodules()
        if seed not in HELD_OUT:
            strongest.append(patient.strongest)
    print(f"strongest suspicion of {len(strongest)} good outputs: median {np.median(strongest):.2f}")
    for percent in (90, 95, 96, 98, 100):
        print(f"  {percent} % are at most {np.percentile(strongest, percent, method='inverted_cdf'):.2f}")
    for name, value in bound.items():
        print(f"  beyond {name}, {value}: {sum(s > value for s in strongest)}")
    print("nodules of which nothing was planted, and of which the suspicion is beyond warn:")
    for low, high in _CLASSES:
        group = [suspicion for kept, suspicion in nodules if low <= kept < high]
        print(f"  contrast kept {low:.0%} to {high:.0%}: {sum(s > bound['warn'] for s in group)} of {len(group)}")


if __name__ == "__main__":
    main()
