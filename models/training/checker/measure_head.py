"""What the checking network of FLAIR synthesis says of good outputs, and of what the network makes up or loses by itself.

    python -m checker.measure_head --count 24

The first table is of what `comparison.suspicion` of the manifest is set by: the strongest suspicion of each good output, over
heads that neither network has learned from. The second says of how many spots that are made up and lesions that are lost in
them, none of them planted, the suspicion is beyond `warn`.
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
from mr_flair_synthesis.seeds import BOUNDS, HELD_OUT, LIMITS, LOOKED_AT
from simulators.head import simulate

from .network import ANSWER

_DIM, _AROUND, _SKULL = 0.3, 3, 12  # as `Compared` of the node has them


def suspicions(checker, t1: np.ndarray, t2: np.ndarray, stored: np.ndarray) -> np.ndarray:
    """What the node learns of an answer: logits [slices, places, places] of 4 x 4 pixels, padding included.

    t1, t2, stored: stored values [slices, rows, columns].
    """
    rows, columns = (-n % node.MULTIPLE for n in stored.shape[1:])
    answer = np.pad(stored / np.float32(node.STORED_PER_UNIT), ((0, 0), (0, rows), (0, columns)))
    planes = np.concatenate([node.inputs(t1, t2), answer[:, None]], 1).astype(np.float32)
    return np.stack([checker.run(["suspicion"], {"image": one[None]})[0][0, 0] for one in planes])


def inside(t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """Where the node judges an answer [slices, rows, columns]: the head without scalp and skull."""
    both = node.normalised(t1) + node.normalised(t2)
    return np.stack([_eroded(_mean_around(one) > _DIM) for one in both])


def _mean_around(image: np.ndarray) -> np.ndarray:
    sums, counts = (ndimage.uniform_filter(x, 2 * _AROUND + 1, mode="constant") for x in (image, np.ones_like(image)))
    return sums / counts


def _eroded(mask: np.ndarray) -> np.ndarray:
    return ndimage.binary_erosion(mask, np.ones((2 * _SKULL + 1, 2 * _SKULL + 1)))


def strongest_of(places: np.ndarray, judged: np.ndarray) -> float:
    """The strongest suspicion of all places that are judged for more than half; minus infinity where there are none."""
    slices, rows, columns = judged.shape
    whole = np.zeros((slices, ANSWER * places.shape[1], ANSWER * places.shape[2]))
    whole[:, :rows, :columns] = judged
    share = whole.reshape(slices, places.shape[1], ANSWER, places.shape[2], ANSWER).mean((2, 4))
    return float(places[share > 0.5].max(initial=-np.inf))


class Head:
    """A simulated head, its good output, and the suspicion of every pixel [slices, rows, columns]."""

    def __init__(self, seed: int, network, checker):
        self.head = simulate(seed)
        stored = node.stored(node.infer(network, self.head.t1, self.head.t2))
        self.answer = stored / np.float32(node.STORED_PER_UNIT)
        places = suspicions(checker, self.head.t1, self.head.t2, stored)
        self.suspicion = places.repeat(ANSWER, 1).repeat(ANSWER, 2)[:, : stored.shape[1], : stored.shape[2]]
        self.strongest = strongest_of(places, inside(self.head.t1, self.head.t2))

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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, help="only the first heads")
    arguments = parser.parse_args()
    bound = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())["comparison"]["suspicion"]
    network, checker = (session(PACKAGE / "models" / f"{name}.onnx") for name in ("model", "checker"))
    strongest: list[float] = []
    found: dict[str, list[float]] = {"spots made up": [], "lesions lost": []}
    for seed in (*HELD_OUT, *LOOKED_AT, *LIMITS, *BOUNDS)[: arguments.count]:
        head = Head(seed, network, checker)
        found["spots made up"] += head.made_up()
        found["lesions lost"] += head.lost()
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
