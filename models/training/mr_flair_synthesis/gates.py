"""Sets the gate limits from good answers, and shows that bad answers fail them.

    python -m mr_flair_synthesis.gates

Good answers are those on slabs of heads of their own, of every position, thickness and noise that training draws. The
second table: how often broken answers on three held-out heads are held by those limits, and how often good ones.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bundle.runtime import session
from simulators.head import simulate

from . import node
from .export import PACKAGE
from .make_data import slab
from .seeds import HELD_OUT, LIMITS

_TRIED = 3
Change = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def limits(good: list[node.Gates]) -> dict[str, float]:
    """Limits of afterimage.yaml: the extremes of good answers, widened by a stated factor."""
    column = {name: [getattr(g, name) for g in good] for name in node.Gates.__dataclass_fields__}
    return {
        "minimumHeadFraction": round(0.5 * min(column["head_fraction"]), 2),
        "minimumMedian": round(0.8 * min(column["median"]), 2),
        "maximumMedian": round(1.2 * max(column["median"]), 2),
        "minimumExplained": round(min(column["explained"]) - 0.1, 2),
        "maximumUnsupported": round(2 * max(column["unsupported"]) + 0.002, 3),
    }


def failed(measured: node.Gates, limit: dict[str, float]) -> list[str]:
    """Names of the limits that an answer does not keep."""
    kept = {
        "minimumHeadFraction": measured.head_fraction >= limit["minimumHeadFraction"],
        "minimumMedian": measured.median >= limit["minimumMedian"],
        "maximumMedian": measured.median <= limit["maximumMedian"],
        "minimumExplained": measured.explained >= limit["minimumExplained"],
        "maximumUnsupported": measured.unsupported <= limit["maximumUnsupported"],
    }
    return [name for name, good in kept.items() if not good]


def broken_answers(rng: np.random.Generator) -> dict[str, Change]:
    """Ways in which a network, an engine or a conversion goes wrong: T1, T2 and a good answer to a bad answer."""
    return {
        "good answer": lambda t1, t2, flair: flair,
        "black": lambda t1, t2, flair: 0 * flair,
        "T1 instead": lambda t1, t2, flair: node.normalised(t1),
        "T2 instead": lambda t1, t2, flair: node.normalised(t2),
        "turned left to right": lambda t1, t2, flair: flair[:, :, ::-1],
        "slices in reverse order": lambda t1, t2, flair: flair[::-1],
        "moved by three slices": lambda t1, t2, flair: np.roll(flair, 3, 0),
        "noise of 0.3": lambda t1, t2, flair: np.maximum(flair + rng.normal(0, 0.3, flair.shape), 0),
        "in another unit (x 4)": lambda t1, t2, flair: 4 * flair,
        "a lesion of 20 mm made up": _with_false_lesion,
    }


def _with_false_lesion(t1: np.ndarray, t2: np.ndarray, flair: np.ndarray) -> np.ndarray:
    """A bright disc in three slices, where T2 is that of white matter."""
    k, (rows, columns) = len(flair) // 2, np.indices(flair.shape[1:])
    dark = node.normalised(t2)[k]
    smooth = np.abs(dark - np.median(dark[dark > node.HEAD]) * 0.8)
    row, column = np.unravel_index((smooth + 9 * (np.hypot(rows - 128, columns - 90) > 20)).argmin(), dark.shape)
    disc = np.hypot(rows - row, columns - column) < 10
    changed = flair.copy()
    changed[k - 1 : k + 2, disc] = 1.5
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    network = session(arguments.model)
    good = [node.measure(h.t1, h.t2, node.infer(network, h.t1, h.t2)) for h in map(slab, LIMITS)]
    for name in node.Gates.__dataclass_fields__:
        values = [getattr(g, name) for g in good]
        print(f"{name:20s} {min(values):.4f} to {max(values):.4f} over {len(values)} slabs")
    limit = limits(good)
    for name, value in limit.items():
        print(f"  {name}: {value}")
    answers = []
    for seed in HELD_OUT[:_TRIED]:
        head = simulate(seed)
        answers.append((head.t1, head.t2, node.infer(network, head.t1, head.t2)))
    for name, change in broken_answers(np.random.default_rng(0)).items():
        reasons: dict[str, int] = {}
        found = [failed(node.measure(t1, t2, change(t1, t2, flair)), limit) for t1, t2, flair in answers]
        for reason in (r for f in found for r in f):
            reasons[reason] = reasons.get(reason, 0) + 1
        print(f"{name:28s} held {sum(map(bool, found))} of {len(found)}  {reasons or ''}", flush=True)


if __name__ == "__main__":
    main()
