"""Measures the ONNX model on simulated patients it has never seen, as the node would run it.

    python -m chest_style.evaluate                  24 held-out patients, the figures of the card
    python -m chest_style.evaluate --set shifts     vendors beyond those of the training, each apart
    python -m chest_style.evaluate --size 1024 --count 4    at another size

Each patient is one exposure, shown by every vendor and in the target style; the truth is the target style. Texture
features are those of squares of 32 x 32 pixels (of 512) in the lung and in the rest of the body, in 64 grey levels
from black to white; a feature's concordance is Lin's coefficient over all squares, patients and vendors. Two
yardsticks stand beside it: the source as it is, stretched from its 0.5th to its 99.5th percentile, and the best single
tone curve for each image (exact histogram matching to the truth, which no site could have).
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.exposure import match_histograms

from bundle.runtime import session
from chest_bone_suppression.node import prepare
from measures.texture import concordance, features

from . import node
from .export import PACKAGE
from .make_data import WORK, exposure
from .seeds import HELD_OUT, LIMITS, SHIFTED
from .vendors import STRANGERS, VENDORS, sample, target

SQUARES, GREY_LEVELS, ENOUGH = 3, 64, 0.8
_SIDE = 32
_STAGES = ("before", "one tone curve", "after")


def measure(seed: int, network, vendors: list[str], size: int, rng: np.random.Generator) -> list[dict]:
    """The figures of one patient, shown by each vendor."""
    detected = exposure(seed, size)
    truth = detected.presented(target(size))[0]
    squares = [s for mask in (detected.lung, detected.body & ~detected.lung) for s in squares_in(mask, size, rng)]
    cases = []
    for vendor in vendors:
        source = detected.presented(sample(vendor, np.random.default_rng([seed, 9]), size))[0]
        frame = prepare(source)
        styled, detail = node.infer(network, frame)
        stretched = np.clip((source - frame.low) / (frame.high - frame.low), 0, 1)
        images = (stretched, match_histograms(source, truth), node.compose(source, frame, styled, detail), truth)
        cases.append(
            {"seed": seed, "vendor": vendor}
            | {f"psnr {stage}": _psnr(image, truth) for stage, image in zip(_STAGES, images)}
            | {"features": [[_features(image[s]) for image in images] for s in squares]}
            | asdict(node.measure(frame, styled))
        )
    return cases


def squares_in(mask: np.ndarray, size: int, rng: np.random.Generator) -> list[tuple[slice, slice]]:
    """Random squares that lie in the mask for nine tenths."""
    side = _SIDE * size // 512
    share = ndimage.uniform_filter(mask.astype(np.float32), side, mode="constant")
    centres = rng.permutation(np.argwhere(share > 0.9))[:SQUARES]
    return [(slice(r - side // 2, r + side // 2), slice(c - side // 2, c + side // 2)) for r, c in centres]


def _features(values: np.ndarray) -> list[float]:
    return list(features(values, np.ones(values.shape, bool), 1 / GREY_LEVELS, 0.0).values())


def _psnr(a: np.ndarray, b: np.ndarray) -> float:
    return float(10 * np.log10(1 / np.mean((a - b) ** 2)))


def summarise(cases: list[dict]) -> dict:
    """Means over patients and vendors, and the share of features that agree with the truth."""
    table = np.array([square for case in cases for square in case["features"]])  # square, image, feature
    *images, truth = (table[:, k] for k in range(len(_STAGES) + 1))
    summary = {"radiographs": len(cases), "squares": len(table), "features": table.shape[2]}
    for stage, image in zip(_STAGES, images):
        found = np.array([concordance(image[:, f], truth[:, f]) for f in range(table.shape[2])])
        psnr = [c[f"psnr {stage}"] for c in cases]
        summary |= {
            f"share of features concordant, {stage}": float((found >= ENOUGH).mean()),
            f"median concordance, {stage}": float(np.median(found)),
            f"psnr (mean), {stage}": float(np.mean(psnr)),
            f"psnr (worst), {stage}": float(np.min(psnr)),
        }
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--set", choices=("held-out", "shifts", "limits"), default="held-out")
    parser.add_argument("--output", type=Path, help="JSON file; by default work/style/evaluation-<set>.json")
    parser.add_argument("--size", type=int, default=512, help="rows and columns of the radiographs")
    parser.add_argument("--count", type=int, help="only the first patients of the set")
    arguments = parser.parse_args()
    network, rng = session(arguments.model), np.random.default_rng(0)
    seeds = {"held-out": HELD_OUT, "shifts": SHIFTED, "limits": LIMITS}[arguments.set][: arguments.count]
    groups = [[v] for v in STRANGERS] if arguments.set == "shifts" else [list(VENDORS)]
    results = {}
    for vendors in groups:
        name = ", ".join(vendors)
        cases = [case for seed in seeds for case in measure(seed, network, vendors, arguments.size, rng)]
        results[name] = summarise(cases)
        print(name)
        for label, value in results[name].items():
            print(f"  {label:48s} {value if isinstance(value, int) else format(value, '.4f')}", flush=True)
        for name_of in node.Gates.__dataclass_fields__:
            values = [c[name_of] for c in cases]
            print(f"  {name_of:48s} {min(values):.4f} to {max(values):.4f}")
    output = arguments.output or WORK / f"evaluation-{arguments.set}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
