"""Measures the ONNX model on simulated patients it has never seen, as the node would run it.

    python -m chest_bone_suppression.evaluate                      24 held-out patients, the figures of the card
    python -m chest_bone_suppression.evaluate --set calibration    48 other patients, from which gate limits are set
    python -m chest_bone_suppression.evaluate --set shifts         what training does not cover, each shift apart
    python -m chest_bone_suppression.evaluate --size 2048 --count 4    the native size of a detector, 20 s a patient

Images are compared in the normalised units of the network (1.0 is the range between the 0.5th and 99.5th percentile).
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.metrics import structural_similarity
from skimage.transform import resize

from bundle.runtime import session
from simulators.chest import ChestPair, simulate

from . import node
from .export import PACKAGE
from .make_data import WORK
from .seeds import CALIBRATION, HELD_OUT, SHIFTED
from .shifts import SHIFTS

VISIBLE_CONTRAST = 0.05
_SETS = {"held-out": HELD_OUT, "calibration": CALIBRATION, "shifts": SHIFTED}


def measure(seed: int, pair: ChestPair, network) -> dict:
    """The figures of one patient."""
    size = len(pair.lung)
    frame = node.prepare(pair.with_bone)
    bone, lung = node.infer(network, frame)
    source, truth = frame.normalised(pair.with_bone), frame.normalised(pair.without_bone)
    answer = frame.normalised(node.compose(pair.with_bone, frame, bone, lung))
    raw = source - resize(bone, source.shape, order=1)
    inside = pair.lung
    margin = ndimage.binary_dilation(inside, iterations=8 * size // 512)
    contribution = source - truth
    return {
        "seed": seed,
        "view": pair.view,
        "psnr_lung": _psnr(answer[inside], truth[inside]),
        "psnr_lung_before": _psnr(source[inside], truth[inside]),
        "psnr_composite": _psnr(answer, np.where(inside, truth, source)),
        "ssim_composite": _similarity(answer, np.where(inside, truth, source)),
        "ssim_composite_before": _similarity(source, np.where(inside, truth, source)),
        "psnr_raw": _psnr(raw, truth),
        "psnr_raw_before": _psnr(source, truth),
        "bone_left": projection(answer - truth, contribution, inside),
        "bone_left_raw": projection(raw - truth, contribution, inside),
        "lung_dice": _dice(resize(lung, source.shape, order=1) > 0.5, inside),
        "changed_outside": float(np.abs(answer - source)[~margin].max()),
        "nodules_kept": nodule_contrasts(pair, answer, truth),
        **_foreign(pair, ~margin, source, answer, truth),
        **asdict(node.measure(frame, bone, lung)),
    }


def nodule_places(pair: ChestPair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """A disc in the middle of each nodule and a ring around it, both in the lung; masks of the whole image."""
    rows, columns = np.ogrid[: pair.lung.shape[0], : pair.lung.shape[1]]
    for n in pair.nodules:
        away = np.hypot(rows - n.row, columns - n.column)
        disc = (away < 0.6 * n.radius) & pair.lung
        ring = (away > 1.4 * n.radius) & (away < 2.2 * n.radius + 2) & pair.lung
        if disc.sum() >= 10 and ring.sum() >= 10:
            yield disc, ring


def nodule_contrasts(pair: ChestPair, answer: np.ndarray, truth: np.ndarray) -> list[float]:
    """Contrast of each visible nodule in the answer relative to the truth: centre disc against a ring around it."""
    kept = []
    for disc, ring in nodule_places(pair):
        true_contrast = truth[disc].mean() - truth[ring].mean()
        if true_contrast > VISIBLE_CONTRAST:
            kept.append(float((answer[disc].mean() - answer[ring].mean()) / true_contrast))
    return kept


def _foreign(pair: ChestPair, outside, source, answer, truth) -> dict:
    """How far metal and letters in the lung are from the truth, and how far those outside it were changed."""
    metal = pair.foreign & pair.lung
    error = float(np.abs(answer - truth)[metal].mean()) if metal.any() else None
    letters = pair.foreign & outside
    changed = float(np.abs(answer - source)[letters].max()) if letters.any() else None
    return {"foreign_error_in_lung": error, "foreign_changed_outside": changed}


def summarise(cases: list[dict]) -> dict:
    """Means, worst cases and ranges over patients."""
    column = lambda name: np.array([c[name] for c in cases if c[name] is not None], float)
    nodules = np.array([k for c in cases for k in c["nodules_kept"]])
    left = column("bone_left")
    summary = {f"{name} (mean)": float(column(name).mean()) for name in _MEANS}
    summary |= {
        "psnr_lung (worst)": float(column("psnr_lung").min()),
        "bone_left (most)": float(left.max()),
        "bone_left (least)": float(left.min()),
        "patients off by more than 0.15 bone_left": int((np.abs(left) > 0.15).sum()),
        "lung_dice (worst)": float(column("lung_dice").min()),
        "changed_outside (largest)": float(column("changed_outside").max()),
        "patients below 0.01 changed_outside": int((column("changed_outside") < 0.01).sum()),
        "nodules": len(nodules),
        "nodule contrast kept (mean)": float(nodules.mean()) if len(nodules) else None,
        "nodule contrast kept (mean, at most 1 each)": float(np.minimum(nodules, 1).mean()) if len(nodules) else None,
        "nodule contrast kept (worst)": float(nodules.min()) if len(nodules) else None,
        "nodule contrast kept (most)": float(nodules.max()) if len(nodules) else None,
    }
    for name, pick in (("foreign_error_in_lung", np.mean), ("foreign_changed_outside", np.max)):
        values = column(name)
        summary[f"{name} ({pick.__name__})"] = float(pick(values)) if len(values) else None
    for name in ("lung_fraction", "removed_fraction", "removed_mean", "local_correlation"):
        summary[f"{name} (smallest)"] = float(column(name).min())
        summary[f"{name} (largest)"] = float(column(name).max())
    return summary


_MEANS = (
    "psnr_lung",
    "psnr_lung_before",
    "psnr_composite",
    "ssim_composite",
    "ssim_composite_before",
    "psnr_raw",
    "psnr_raw_before",
    "bone_left",
    "bone_left_raw",
    "lung_dice",
)


def _psnr(a, b) -> float:
    return float(10 * np.log10(1 / np.mean((a - b) ** 2)))


def _similarity(a, b) -> float:
    """Mean structural similarity (Wang et al. 2004), Gaussian window of 1.5 pixels."""
    settings = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return float(structural_similarity(a, b, data_range=1.0, **settings))


def projection(error, contribution, inside) -> float:
    """Share of a contribution that an error still has of it, over the pixels inside."""
    d = contribution[inside]
    return float((error[inside] * d).sum() / (d * d).sum())


def _dice(a, b) -> float:
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--set", choices=_SETS, default="held-out")
    parser.add_argument("--output", type=Path, help="JSON file; by default work/chest/evaluation-<set>.json")
    parser.add_argument("--size", type=int, default=512, help="rows and columns of the radiographs")
    parser.add_argument("--count", type=int, help="only the first patients of the set")
    arguments = parser.parse_args()
    network, results = session(arguments.model), {}
    for name, draw in _plans(arguments.set, arguments.size).items():
        cases = []
        for seed in _SETS[arguments.set][: arguments.count]:
            cases.append(measure(seed, draw(seed), network))
            _tell(cases[-1])
        results[name] = {"summary": summarise(cases), "cases": cases}
        print(name)
        for label, value in results[name]["summary"].items():
            print(f"  {label:44s} {value if value is None or isinstance(value, int) else format(value, '.4f')}", flush=True)
    output = arguments.output or WORK / f"evaluation-{arguments.set}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=1))


def _plans(name: str, size: int) -> dict[str, Callable[[int], ChestPair]]:
    return SHIFTS if name == "shifts" else {name: lambda seed: simulate(seed, size)}


def _tell(figures: dict) -> None:
    print(
        f"{figures['seed']} {figures['view']}  lung PSNR {figures['psnr_lung_before']:.1f} -> {figures['psnr_lung']:.1f} dB"
        f"  bone left {figures['bone_left']:.3f}  lung Dice {figures['lung_dice']:.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
