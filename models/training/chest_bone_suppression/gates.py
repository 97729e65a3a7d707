"""Sets the gate limits from good answers, and shows that bad answers fail them.

    python -m chest_bone_suppression.evaluate --set calibration
    python -m chest_bone_suppression.gates

The first table: range of each measure over the calibration patients, and the limit with its margin. The second: how
often broken answers on held-out patients are held by those limits, and how often good ones are.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bundle.runtime import session
from simulators.chest import simulate

from . import node
from .export import PACKAGE
from .make_data import WORK
from .seeds import HELD_OUT

Answer = tuple[np.ndarray, np.ndarray]


def limits(cases: list[dict]) -> dict[str, float]:
    """Limits of afterimage.yaml: the extremes of good answers, widened by a stated factor."""
    column = {name: [c[name] for c in cases] for name in node.Gates.__dataclass_fields__}
    return {
        "maximumRemovedFraction": round(1.5 * max(column["removed_fraction"]), 2),
        "minimumLungFraction": round(0.5 * min(column["lung_fraction"]), 2),
        "maximumLungFraction": round(min(0.9, 1.3 * max(column["lung_fraction"])), 2),
        "minimumRemovedMean": round(0.35 * min(column["removed_mean"]), 4),
        "minimumLocalCorrelation": round(min(column["local_correlation"]) - 0.15, 2),
    }


def failed(measured: node.Gates, limit: dict[str, float]) -> list[str]:
    """Names of the limits that an answer does not keep."""
    kept = {
        "maximumRemovedFraction": measured.removed_fraction <= limit["maximumRemovedFraction"],
        "minimumLungFraction": measured.lung_fraction >= limit["minimumLungFraction"],
        "maximumLungFraction": measured.lung_fraction <= limit["maximumLungFraction"],
        "minimumRemovedMean": measured.removed_mean >= limit["minimumRemovedMean"],
        "minimumLocalCorrelation": measured.local_correlation >= limit["minimumLocalCorrelation"],
    }
    return [name for name, good in kept.items() if not good]


def broken_answers(rng: np.random.Generator) -> dict[str, Callable[[node.Frame, np.ndarray, np.ndarray], Answer]]:
    """Ways in which a network, an engine or a conversion goes wrong, each a change of a good answer."""
    return {
        "good answer": lambda frame, bone, lung: (bone, lung),
        "nothing removed": lambda frame, bone, lung: (0 * bone, lung),
        "half the image removed": lambda frame, bone, lung: (0.5 * frame.square, lung),
        "whole image removed": lambda frame, bone, lung: (frame.square, lung),
        "sign turned": lambda frame, bone, lung: (-bone, lung),
        "bone of another scale (x 4)": lambda frame, bone, lung: (4 * bone, lung),
        "noise added to the bone": lambda frame, bone, lung: (
            bone + rng.normal(0, 0.1, bone.shape).astype(np.float32),
            lung,
        ),
        "bone upside down": lambda frame, bone, lung: (bone[::-1], lung),
        "no lung": lambda frame, bone, lung: (bone, 0 * lung),
        "lung everywhere": lambda frame, bone, lung: (bone, 0 * lung + 1),
        "lung outside in": lambda frame, bone, lung: (bone, 1 - lung),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--calibration", type=Path, default=WORK / "evaluation-calibration.json")
    arguments = parser.parse_args()
    cases = json.loads(arguments.calibration.read_text())["calibration"]["cases"]
    for name in node.Gates.__dataclass_fields__:
        values = [c[name] for c in cases]
        print(f"{name:20s} {min(values):.4f} to {max(values):.4f} over {len(values)} calibration patients")
    limit = limits(cases)
    for name, value in limit.items():
        print(f"  {name}: {value}")

    network, answers = session(arguments.model), []
    for seed in HELD_OUT:
        frame = node.prepare(simulate(seed, 512).with_bone)
        answers.append((frame, *node.infer(network, frame)))
    for name, change in broken_answers(np.random.default_rng(0)).items():
        reasons: dict[str, int] = {}
        held = 0
        for frame, bone, lung in answers:
            found = failed(node.measure(frame, *change(frame, bone, lung)), limit)
            held += bool(found)
            for reason in found:
                reasons[reason] = reasons.get(reason, 0) + 1
        print(f"{name:28s} held {held} of {len(answers)}  {reasons or ''}")


if __name__ == "__main__":
    main()
