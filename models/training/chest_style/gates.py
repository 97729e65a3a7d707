"""Sets the gate limits from good answers, and shows that bad answers fail them.

    python -m chest_style.gates

Good answers are those on patients of their own, shown by every vendor. The second table: how often broken answers on
held-out patients are held by those limits, and how often good ones.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bundle.runtime import session
from chest_bone_suppression.node import Frame, prepare

from . import node
from .export import PACKAGE
from .make_data import SIZE, exposure
from .seeds import HELD_OUT, LIMITS
from .vendors import VENDORS, sample


def limits(good: list[node.Gates]) -> dict[str, float]:
    """Limits of afterimage.yaml: the extremes of good answers, widened by a stated factor."""
    column = {name: [getattr(g, name) for g in good] for name in node.Gates.__dataclass_fields__}
    return {
        "minimumMedian": round(max(min(column["median"]) - 0.15, 0.02), 2),
        "maximumMedian": round(min(max(column["median"]) + 0.15, 0.98), 2),
        "minimumDetailRatio": round(0.7 * min(column["detail_ratio"]), 2),
        "maximumDetailRatio": round(1.4 * max(column["detail_ratio"]), 2),
        "minimumLocalCorrelation": round(min(column["local_correlation"]) - 0.1, 2),
        "maximumClipped": round(min(2.5 * max(column["clipped"]), 0.9), 2),
    }


def failed(measured: node.Gates, limit: dict[str, float]) -> list[str]:
    """Names of the limits that an answer does not keep."""
    kept = {
        "minimumMedian": measured.median >= limit["minimumMedian"],
        "maximumMedian": measured.median <= limit["maximumMedian"],
        "minimumDetailRatio": measured.detail_ratio >= limit["minimumDetailRatio"],
        "maximumDetailRatio": measured.detail_ratio <= limit["maximumDetailRatio"],
        "minimumLocalCorrelation": measured.local_correlation >= limit["minimumLocalCorrelation"],
        "maximumClipped": measured.clipped <= limit["maximumClipped"],
    }
    return [name for name, good in kept.items() if not good]


def broken_answers(rng: np.random.Generator) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """Ways in which a network, an engine or a conversion goes wrong, each a change of a good answer."""
    return {
        "good answer": lambda styled: styled,
        "black": lambda styled: 0 * styled,
        "inverted": lambda styled: 1 - styled,
        "twice the contrast": lambda styled: 0.5 + 2 * (styled - 0.5),
        "a quarter of the contrast": lambda styled: 0.5 + 0.25 * (styled - 0.5),
        "noise added": lambda styled: styled + rng.normal(0, 0.1, styled.shape).astype(np.float32),
        "upside down": lambda styled: styled[::-1],
        "in another unit (x 255)": lambda styled: 255 * styled,
        "blurred": lambda styled: node.high_pass(styled) * -1 + styled,
    }


def _answers(network, seeds: range) -> Iterator[tuple[Frame, np.ndarray]]:
    for seed in seeds:
        detected, rng = exposure(seed), np.random.default_rng([seed, 9])
        for vendor in VENDORS:
            frame = prepare(detected.presented(sample(vendor, rng, SIZE))[0])
            yield frame, node.infer(network, frame)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    network = session(arguments.model)
    good = [node.measure(*answer) for answer in _answers(network, LIMITS)]
    for name in node.Gates.__dataclass_fields__:
        values = [getattr(g, name) for g in good]
        print(f"{name:20s} {min(values):.4f} to {max(values):.4f} over {len(values)} radiographs")
    limit = limits(good)
    for name, value in limit.items():
        print(f"  {name}: {value}")
    held_out = list(_answers(network, HELD_OUT[:12]))
    for name, change in broken_answers(np.random.default_rng(0)).items():
        reasons: dict[str, int] = {}
        found = [failed(node.measure(frame, change(styled)), limit) for frame, styled in held_out]
        for reason in (r for f in found for r in f):
            reasons[reason] = reasons.get(reason, 0) + 1
        print(f"{name:28s} held {sum(map(bool, found))} of {len(found)}  {reasons or ''}")


if __name__ == "__main__":
    main()
