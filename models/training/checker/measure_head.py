"""What the checking network of FLAIR synthesis says of good outputs, and of what the network makes up or loses by itself.

    python -m checker.measure_head

The first table is what `comparison.suspicion` of the manifest is set by: the strongest suspicion of each good output, over
heads that neither network has learned from. The second says of how many spots that are made up and lesions that are lost in
these and the held-out heads, planted in none of them, the suspicion is beyond `warn`.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import yaml
from scipy import ndimage

from bundle.runtime import session
from mr_flair_synthesis import node
from mr_flair_synthesis.evaluate import LARGE_MM, SEEN, VISIBLE_CONTRAST, false_places, lesion_places
from mr_flair_synthesis.export import PACKAGE
from mr_flair_synthesis.seeds import BOUNDS, HELD_OUT, LIMITS
from simulators.head import simulate

from .network import ANSWER


class Head:
    """A simulated head, its good output, and the suspicion of every pixel [slices, rows, columns]."""

    def __init__(self, seed: int, network, checker):
        self.head = simulate(seed)
        answer = node.infer(network, self.head.t1, self.head.t2)
        self.answer = node.stored(answer) / np.float32(node.STORED_PER_UNIT)
        rows, columns = (-n % node.MULTIPLE for n in answer.shape[1:])
        padded = np.pad(self.answer, ((0, 0), (0, rows), (0, columns)))
        planes = np.concatenate([node.inputs(self.head.t1, self.head.t2), padded[:, None]], 1).astype(np.float32)
        places = np.stack([checker.run(["suspicion"], {"image": slice_[None]})[0][0, 0] for slice_ in planes])
        self.strongest = float(places.max())
        self.suspicion = places.repeat(ANSWER, 1).repeat(ANSWER, 2)[:, : answer.shape[1], : answer.shape[2]]

    def made_up(self) -> Iterator[float]:
        """The strongest suspicion in and next to each spot that the truth does not have."""
        for k, spot in false_places(self.head, self.answer, self.head.flair_target):
            yield self.near(k, spot)

    def lost(self) -> Iterator[float]:
        """The same of each visible lesion of 4 mm or more of which less than half the contrast is kept."""
        for k, box, lesion, ring in lesion_places(self.head):
            true, ours = (x[k][box][lesion].mean() - x[k][box][ring].mean() for x in (self.head.flair_target, self.answer))
            large = 2 * np.sqrt(lesion.sum() / np.pi) * self.head.spacing_mm[1] >= LARGE_MM
            if large and true >= VISIBLE_CONTRAST and ours / true < SEEN:
                whole = np.zeros(self.answer.shape[1:], bool)
                whole[box] = lesion
                yield self.near(k, whole)

    def near(self, k: int, spot: np.ndarray) -> float:
        return float(self.suspicion[k][ndimage.binary_dilation(spot, iterations=2)].max())


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    bound = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())["comparison"]["suspicion"]
    network, checker = (session(PACKAGE / "models" / f"{name}.onnx") for name in ("model", "checker"))
    strongest: list[float] = []
    found: dict[str, list[float]] = {"spots made up": [], "lesions lost": []}
    for seed in (*LIMITS, *BOUNDS, *HELD_OUT):
        head = Head(seed, network, checker)
        found["spots made up"] += head.made_up()
        found["lesions lost"] += head.lost()
        if seed not in HELD_OUT:
            strongest.append(head.strongest)
    print(f"strongest suspicion of {len(strongest)} good outputs: median {np.median(strongest):.2f}")
    for percent in (90, 95, 98, 100):
        print(f"  {percent} % are at most {np.percentile(strongest, percent, method='inverted_cdf'):.2f}")
    for name, value in bound.items():
        print(f"  beyond {name}, {value}: {sum(s > value for s in strongest)}")
    print("what nobody planted, and of which the suspicion is beyond warn:")
    for name, suspicions in found.items():
        print(f"  {name}: {sum(s > bound['warn'] for s in suspicions)} of {len(suspicions)}")


if __name__ == "__main__":
    main()
