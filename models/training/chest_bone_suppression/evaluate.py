"""Measures the ONNX model on simulated patients it has never seen, as the node would run it.

    python -m chest_bone_suppression.evaluate                      24 held-out patients, the figures of the card
    python -m chest_bone_suppression.evaluate --set calibration    48 other patients, from which gate limits are set

Images are compared in the normalised units of the network (1.0 is the range between the 0.5th and 99.5th percentile).
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy import ndimage

from simulators.chest import ChestPair, simulate

from . import node
from .export import PACKAGE
from .make_data import WORK
from .seeds import CALIBRATION, HELD_OUT

_SETS = {"held-out": HELD_OUT, "calibration": CALIBRATION}


def measure(seed: int, network) -> tuple[dict, tuple]:
    """The figures of one patient, and (input, answer, truth) for looking at."""
    pair = simulate(seed, 512)
    frame = node.prepare(pair.with_bone)
    bone, lung = node.infer(network, frame)
    source = frame.square
    truth = (pair.without_bone - frame.low) / (frame.high - frame.low)
    answer = node.compose(source, node.Frame(source, frame.rows, frame.columns, 0.0, 1.0), bone, lung)
    inside = pair.lung
    contribution = source - truth
    figures = {
        "seed": seed,
        "view": pair.view,
        "psnr_lung": _psnr(answer[inside], truth[inside]),
        "psnr_lung_before": _psnr(source[inside], truth[inside]),
        "psnr_composite": _psnr(answer, np.where(inside, truth, source)),
        "psnr_raw": _psnr(source - bone, truth),
        "psnr_raw_before": _psnr(source, truth),
        "bone_left": _projection(answer - truth, contribution, inside),
        "bone_left_raw": _projection(source - bone - truth, contribution, inside),
        "lung_dice": _dice(lung > node.LUNG_THRESHOLD, inside),
        "changed_outside": float(np.abs(answer - source)[~ndimage.binary_dilation(inside, iterations=8)].max()),
        **_foreign(pair, source, answer, truth),
        **asdict(node.measure(frame, bone, lung)),
    }
    return figures, (source, answer, np.where(inside, truth, source))


def nodule_contrasts(pair: ChestPair, answer: np.ndarray, truth: np.ndarray) -> list[float]:
    """Contrast of each nodule in the answer relative to the truth: centre disc against a ring around it."""
    rows, columns = np.ogrid[: truth.shape[0], : truth.shape[1]]
    kept = []
    for n in pair.nodules:
        away = np.hypot(rows - n.row, columns - n.column)
        disc = (away < 0.6 * n.radius) & pair.lung
        ring = (away > 1.4 * n.radius) & (away < 2.2 * n.radius + 2) & pair.lung
        if disc.sum() < 10 or ring.sum() < 10:
            continue
        true_contrast = truth[disc].mean() - truth[ring].mean()
        if true_contrast > 0.02:
            kept.append(float((answer[disc].mean() - answer[ring].mean()) / true_contrast))
    return kept


def _foreign(pair: ChestPair, source, answer, truth) -> dict:
    """What happened to nodules, and how far metal in the lung was changed beyond the bone that it covers."""
    metal = pair.foreign & pair.lung
    error = float(np.abs(answer - truth)[metal].mean()) if metal.any() else None
    letters = pair.foreign & ~ndimage.binary_dilation(pair.lung, iterations=8)
    changed = float(np.abs(answer - source)[letters].max()) if letters.any() else None
    return {
        "nodules_kept": nodule_contrasts(pair, answer, truth),
        "metal_error": error,
        "letters_changed": changed,
    }


def summarise(cases: list[dict]) -> dict:
    """Means, worst cases and ranges over patients."""
    column = lambda name: np.array([c[name] for c in cases if c[name] is not None], float)
    nodules = np.array([k for c in cases for k in c["nodules_kept"]])
    left = column("bone_left")
    summary = {f"{name} (mean)": float(column(name).mean()) for name in _MEANS}
    summary |= {
        "psnr_lung (worst)": float(column("psnr_lung").min()),
        "bone_left (worst)": float(left.max()),
        "patients above 0.15 bone_left": int((left > 0.15).sum()),
        "lung_dice (worst)": float(column("lung_dice").min()),
        "changed_outside (largest)": float(column("changed_outside").max()),
        "nodules": len(nodules),
        "nodule contrast kept (mean)": float(nodules.mean()) if len(nodules) else None,
        "nodule contrast kept (worst)": float(nodules.min()) if len(nodules) else None,
        "metal_error (mean)": float(column("metal_error").mean()) if len(column("metal_error")) else None,
        "letters_changed (largest)": float(column("letters_changed").max()) if len(column("letters_changed")) else None,
    }
    for name in ("lung_fraction", "removed_fraction", "removed_mean", "local_correlation"):
        summary[f"{name} (smallest)"] = float(column(name).min())
        summary[f"{name} (largest)"] = float(column(name).max())
    return summary


_MEANS = (
    "psnr_lung",
    "psnr_lung_before",
    "psnr_composite",
    "psnr_raw",
    "psnr_raw_before",
    "bone_left",
    "bone_left_raw",
    "lung_dice",
)


def _psnr(a, b) -> float:
    return float(10 * np.log10(1 / np.mean((a - b) ** 2)))


def _projection(error, contribution, inside) -> float:
    d = contribution[inside]
    return float((error[inside] * d).sum() / (d * d).sum())


def _dice(a, b) -> float:
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--set", choices=_SETS, default="held-out")
    parser.add_argument("--output", type=Path, help="JSON file; by default work/chest/evaluation-<set>.json")
    parser.add_argument("--pictures", type=Path, help="folder for one array file a patient: input, answer, truth")
    arguments = parser.parse_args()
    network, cases = node.session(arguments.model), []
    for seed in _SETS[arguments.set]:
        figures, images = measure(seed, network)
        cases.append(figures)
        print(
            f"{seed} {figures['view']}  lung PSNR {figures['psnr_lung_before']:.1f} -> {figures['psnr_lung']:.1f} dB"
            f"  bone left {figures['bone_left']:.3f}  lung Dice {figures['lung_dice']:.3f}",
            flush=True,
        )
        if arguments.pictures:
            arguments.pictures.mkdir(parents=True, exist_ok=True)
            np.save(arguments.pictures / f"{seed}.npy", np.stack(images).astype(np.float32))
    summary = summarise(cases)
    for name, value in summary.items():
        print(f"{name:36s} {value if value is None or isinstance(value, int) else format(value, '.4f')}")
    output = arguments.output or WORK / f"evaluation-{arguments.set}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps({"summary": summary, "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
