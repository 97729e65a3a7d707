"""Measures the ONNX graph on simulated chests it was not calibrated on, as the node would run it.

    python -m ct_kernel.evaluate                   held-out chests, the figures of the card
    python -m ct_kernel.evaluate --set shifts      what the calibration does not cover, each shift apart

Every slice is reconstructed with both kernels from the same raw noise, rounded and clipped as a scanner stores it. The
yardstick is the exact linear filter, the ratio of the true MTFs (denominator at least 0.04), with the frequencies of
the source's MTF 8 % off: the mean of its errors at 8 % too low and 8 % too high. Texture features are those of regions
of 24 x 24 pixels in soft tissue and in the lung; a feature's concordance is Lin's coefficient over all regions.
"""

import argparse
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy import ndimage

from bundle.runtime import session
from measures.texture import concordance, features
from simulators.ct import acquire
from simulators.ct_kernel import KERNELS, Kernel, radial_frequency

from . import node
from .calibrate import WORK
from .export import OF, package
from .seeds import HELD_OUT, SHIFTED

REGION, REGIONS_A_SLICE = 24, 4
BIN_HU = 25.0
_TISSUES = {"soft tissue": (20.0, 70.0), "lung": (-960.0, -700.0)}
_MTF_ERROR, _FLOOR = 0.08, 0.04
_ENOUGH = 0.8


def exact_filter(source: np.ndarray, pixel_mm: float, of: Kernel, to: Kernel) -> np.ndarray:
    """The slice through the ratio of two MTFs."""
    f = radial_frequency(source.shape, pixel_mm)
    return np.fft.irfft2(np.fft.rfft2(source) * to.mtf(f) / np.maximum(of.mtf(f), _FLOOR), s=source.shape)


def tissue(ideal: np.ndarray, name: str) -> np.ndarray:
    """Where the tissue is, away from its borders."""
    low, high = _TISSUES[name]
    level = ndimage.gaussian_filter(ideal, 1.5)
    return ndimage.binary_erosion((level > low) & (level < high), iterations=4)


def regions(mask: np.ndarray, rng: np.random.Generator) -> list[tuple[slice, slice]]:
    """Random squares that lie in the mask for the most part."""
    share = ndimage.uniform_filter(mask.astype(float), REGION, mode="constant")
    centres = np.argwhere(share > 0.8)
    found = []
    for row, column in rng.permutation(centres):
        square = slice(row - REGION // 2, row + REGION // 2), slice(column - REGION // 2, column + REGION // 2)
        if all(
            abs(row - s[0].start - REGION // 2) >= REGION or abs(column - s[1].start - REGION // 2) >= REGION
            for s in found
        ):
            found.append(square)
        if len(found) == REGIONS_A_SLICE:
            break
    return found


@dataclass(frozen=True)
class Plan:
    """How the chests of a set are drawn, reconstructed and compared.

    again: the truth comes from a second acquisition with noise of its own, as when a patient is scanned twice.
    """

    field_of_view_mm: float = 380.0
    kernels: dict[str, Kernel] = field(default_factory=lambda: KERNELS)
    noise_hu: float = 11.0
    again: bool = False


def measure(seed: int, graphs: dict, plan: Plan, rng: np.random.Generator) -> list[dict]:
    """The figures of every slice and direction of one chest."""
    raw = acquire(seed, slices=2, field_of_view_mm=plan.field_of_view_mm)
    recons = {name: raw.reconstruct(kernel, plan.noise_hu) for name, kernel in plan.kernels.items()}
    truths = recons
    if plan.again:
        second = replace(raw, raw_noise=np.random.default_rng([seed, 1]).standard_normal(raw.raw_noise.shape))
        truths = {name: second.reconstruct(kernel, plan.noise_hu) for name, kernel in plan.kernels.items()}
    cases = []
    for k, ideal in enumerate(raw.ideal):
        soft = tissue(ideal, "soft tissue")
        squares = {name: regions(tissue(ideal, name), rng) for name in _TISSUES}
        for to, of in OF.items():
            source, target = recons[of][k], truths[to][k]
            answer = node.convert(graphs[to], source, (raw.pixel_mm,) * 2)
            cases.append(
                {"seed": seed, "slice": k, "to": to}
                | _differences(source, target, answer, soft)
                | _yardsticks(source, target, raw.pixel_mm, plan.kernels[of], plan.kernels[to])
                | {
                    f"features {name}": [
                        [_features(image[square]) for image in (source, answer, recons[to][k], target)]
                        for square in found
                    ]
                    for name, found in squares.items()
                }
            )
    return cases


def _differences(source, target, answer, soft) -> dict:
    return {
        "bias": float((answer - target)[soft].mean()),
        "bias_before": float((source - target)[soft].mean()),
        "rmse": _rmse(answer, target),
        "rmse_before": _rmse(source, target),
        "noise_source": _local_noise(source, soft),
        "noise": _local_noise(answer, soft),
        "noise_target": _local_noise(target, soft),
    }


def _yardsticks(source, target, pixel_mm: float, of: Kernel, to: Kernel) -> dict:
    wrong = [_rmse(exact_filter(source, pixel_mm, of.scaled(1 + e), to), target) for e in (-_MTF_ERROR, _MTF_ERROR)]
    return {"rmse_exact": _rmse(exact_filter(source, pixel_mm, of, to), target), "rmse_off": float(np.mean(wrong))}


def _features(values: np.ndarray) -> list[float]:
    return list(features(values, np.ones(values.shape, bool), BIN_HU, -1024.0).values())


def _local_noise(image: np.ndarray, mask: np.ndarray) -> float:
    """Standard deviation in the mask after the slow part is taken away."""
    return float((image - ndimage.gaussian_filter(image, 6))[mask].std())


def _rmse(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.sqrt(np.mean((a - b) ** 2)))


def concordant(cases: list[dict], name: str) -> tuple[int, int, int, int]:
    """Number of features, and how many have a concordance of at least 0.8 with the truth: before, after, at best.

    At best: when the slice itself was reconstructed with the truth's kernel; less than all only after a second scan.
    """
    table = np.array([region for case in cases for region in case[f"features {name}"]])  # region, image, feature
    *images, target = (table[:, k] for k in range(4))
    counts = [
        sum(concordance(image[:, f], target[:, f]) >= _ENOUGH for f in range(target.shape[1])) for image in images
    ]
    return target.shape[1], *counts


def summarise(cases: list[dict]) -> dict:
    """Figures a direction."""
    summary = {}
    for to in OF:
        chosen = [c for c in cases if c["to"] == to]
        column = lambda name: np.array([c[name] for c in chosen])
        figures = {f"{name} (mean)": float(column(name).mean()) for name in _MEANS}
        figures["bias (largest)"] = float(np.abs(column("bias")).max())
        figures["rmse (largest)"] = float(column("rmse").max())
        both = np.zeros(4, int)
        for name in _TISSUES:
            counts = concordant(chosen, name)
            both += counts
            for when, count in zip(("before", "after", "at best"), counts[1:]):
                figures[f"features concordant in {name}, {when}"] = f"{count} of {counts[0]}"
            figures[f"regions in {name}"] = sum(len(c[f"features {name}"]) for c in chosen)
        for when, count in zip(("before", "after", "at best"), both[1:]):
            figures[f"share of features concordant, {when}"] = float(count / both[0])
        summary[f"to {to}"] = figures
    return summary


_MEANS = (
    "bias", "bias_before", "rmse", "rmse_before", "rmse_exact", "rmse_off", "noise_source", "noise", "noise_target",
)  # fmt: skip


def _shifts() -> dict[str, Plan]:
    """What calibration has not seen."""
    return {
        "four times less dose": Plan(noise_hu=22.0),
        "sharp kernel 8 % sharper": Plan(kernels=KERNELS | {"sharp": KERNELS["sharp"].scaled(1.08)}),
        "smooth kernel 8 % smoother": Plan(kernels=KERNELS | {"smooth": KERNELS["smooth"].scaled(0.92)}),
        "both kernels 15 % sharper": Plan(kernels={k: v.scaled(1.15) for k, v in KERNELS.items()}),
        "pixels of 0.42 mm": Plan(field_of_view_mm=215.0),
        "pixels of 0.98 mm": Plan(field_of_view_mm=500.0),
        "a second scan": Plan(again=True),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, nargs=2, metavar=("TO_SMOOTH", "TO_SHARP"), help="other ONNX files")
    parser.add_argument("--set", choices=("held-out", "shifts"), default="held-out")
    parser.add_argument("--output", type=Path, help="JSON file; by default work/ct/evaluation-<set>.json")
    arguments = parser.parse_args()
    files = arguments.models or [package(to) / "models" / "model.onnx" for to in OF]
    graphs, rng = {to: session(file) for to, file in zip(OF, files)}, np.random.default_rng(0)
    plans = {"held-out": Plan()} if arguments.set == "held-out" else _shifts()
    summaries = {}
    for name, plan in plans.items():
        cases = []
        for seed in HELD_OUT if arguments.set == "held-out" else SHIFTED:
            cases += measure(seed, graphs, plan, rng)
        summaries[name] = summarise(cases)
        for direction, figures in summaries[name].items():
            print(f"{name}, {direction}")
            for label, value in figures.items():
                print(f"  {label:48s} {value if isinstance(value, (str, int)) else format(value, '.3f')}", flush=True)
    output = arguments.output or WORK / f"evaluation-{arguments.set}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(summaries, indent=1))


if __name__ == "__main__":
    main()
