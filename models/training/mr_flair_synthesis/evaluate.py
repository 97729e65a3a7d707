"""Measures the ONNX model on simulated heads it has never seen, as the node would run it.

    python -m mr_flair_synthesis.evaluate                    held-out heads with lesions, the figures of the card
    python -m mr_flair_synthesis.evaluate --set healthy      heads without lesions: none may appear
    python -m mr_flair_synthesis.evaluate --set shifts       what training does not cover, each shift apart

The truth is FLAIR of the fixed protocol without noise or shading, in units in which typical grey matter is 1; PSNR
takes 1.5 as the range, a little above the brightest lesion. As no scanner reports absolute units, the answer is first
scaled by one factor a head, the ratio of medians over the brain. A lesion is a connected part of a slice's lesion mask;
its contrast is its mean minus the mean of the white matter around it.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy import ndimage

from bundle.runtime import session
from simulators.head import HeadVolumes, Stack, simulate
from simulators.head_tissues import DEEP_GREY, GREY, LESION, PALLIDUM, WHITE

from . import node
from .export import PACKAGE
from .make_data import WORK, masks
from .seeds import CALIBRATION, HEALTHY, HELD_OUT, SHIFTED

RANGE = 1.5
LARGE_MM, VISIBLE_CONTRAST, SEEN = 4.0, 0.1, 0.5
_TISSUE = (GREY, WHITE, DEEP_GREY, PALLIDUM, LESION)
_FALSE_CONTRAST, _FALSE_MM = 0.25, 3.0


def measure(head: HeadVolumes, network, seed: int) -> dict:
    """The figures of one head."""
    truth = head.flair_target
    answer = node.infer(network, head.t1, head.t2)
    brain = masks(head) & 1 > 0
    answer = answer * np.float32(np.median(truth[brain]) / np.median(answer[brain]))
    lesions = lesion_contrasts(head, answer, truth)
    large = [x for x in lesions if x["diameter_mm"] >= LARGE_MM]
    return {
        "seed": seed,
        "field": head.field_strength_tesla,
        "psnr": _psnr(answer, truth),
        "psnr_brain": _psnr(answer[brain], truth[brain]),
        "psnr_brain_linear": _psnr(best_linear(head, brain)[brain], truth[brain]),
        "ssim": _similarity(answer, truth, brain),
        "lesions": lesions,
        "large": len(large),
        "lost": sum(x["kept"] < SEEN for x in large),
        "false": sum(1 for _ in false_places(head, answer, truth)),
    }


def best_linear(head: HeadVolumes, brain: np.ndarray) -> np.ndarray:
    """What the best weights of T1, T2 and a constant would give if the truth were known: a bound for linear mixing."""
    columns = np.stack([head.t1, head.t2, np.ones_like(head.t1)], -1)
    found, *_ = np.linalg.lstsq(columns[brain], head.flair_target[brain], rcond=None)
    return columns @ found


def lesion_places(head: HeadVolumes) -> Iterator[tuple[int, tuple[slice, slice], np.ndarray, np.ndarray]]:
    """Slice, box, lesion in the box and white matter around it in the box, of every lesion of every slice."""
    for k, mask in enumerate(head.lesion_mask):
        labels, count = ndimage.label(mask, np.ones((3, 3)))
        white = (head.tissue_map[k] == WHITE) & ~ndimage.binary_dilation(mask, iterations=2)
        for n, box in zip(range(1, count + 1), ndimage.find_objects(labels)):
            around = tuple(slice(max(s.start - 8, 0), s.stop + 8) for s in box)
            lesion = labels[around] == n
            ring = ndimage.binary_dilation(lesion, iterations=7) & white[around]
            if lesion.sum() >= 4 and ring.sum() >= 10:
                yield k, around, lesion, ring


def lesion_contrasts(head: HeadVolumes, answer: np.ndarray, truth: np.ndarray) -> list[dict]:
    """Diameter, true contrast and the part of it that the answer keeps, of every visible lesion of every slice."""
    found = []
    for k, box, lesion, ring in lesion_places(head):
        true, ours = (image[k][box][lesion].mean() - image[k][box][ring].mean() for image in (truth, answer))
        if true < VISIBLE_CONTRAST:
            continue
        diameter = 2 * np.sqrt(lesion.sum() / np.pi) * head.spacing_mm[1]
        found.append({"diameter_mm": float(diameter), "contrast": float(true), "kept": float(ours / true)})
    return found


def solid(head: HeadVolumes) -> np.ndarray:
    """Brain without fluid."""
    return np.isin(head.tissue_map, _TISSUE)


def false_places(head: HeadVolumes, answer: np.ndarray, truth: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Slice and pixels of every bright spot of 3 mm or more inside brain tissue that the truth does not have."""
    inside = solid(head)
    for k in range(len(answer)):
        excess = (ndimage.gaussian_filter(answer[k] - truth[k], 0.7) > _FALSE_CONTRAST) & inside[k]
        labels, number = ndimage.label(excess)
        areas = np.bincount(labels.ravel(), minlength=number + 1)
        for label in range(1, number + 1):
            if 2 * np.sqrt(areas[label] / np.pi) * head.spacing_mm[1] >= _FALSE_MM:
                yield k, labels == label


def summarise(cases: list[dict]) -> dict:
    """Means, worst cases and shares over heads."""
    column = lambda name: np.array([c[name] for c in cases], float)
    lesions = [x for c in cases for x in c["lesions"]]
    large = np.array([x["kept"] for x in lesions if x["diameter_mm"] >= LARGE_MM])
    everything = np.array([x["kept"] for x in lesions])
    summary = {
        "heads": len(cases),
        "psnr (mean)": float(column("psnr").mean()),
        "psnr (worst)": float(column("psnr").min()),
        "psnr_brain (mean)": float(column("psnr_brain").mean()),
        "psnr_brain (worst)": float(column("psnr_brain").min()),
        "psnr_brain of the best linear mix (mean)": float(column("psnr_brain_linear").mean()),
        "ssim (mean)": float(column("ssim").mean()),
        "false lesions": int(column("false").sum()),
        "heads with a false lesion": int((column("false") > 0).sum()),
        "lesions": len(lesions),
    }
    if lesions:
        summary |= {
            "contrast kept (mean)": float(everything.mean()),
            "contrast kept (5th percentile)": float(np.percentile(everything, 5)),
            "contrast kept (worst)": float(everything.min()),
            "lesions of 4 mm or more": large.size,
            "of these contrast kept (mean)": float(large.mean()),
            "of these contrast kept (worst)": float(large.min()),
            "of these lost": int((large < SEEN).sum()),
            "share of heads that lost none": float((column("lost") == 0).mean()),
        }
    return summary


def _similarity(answer: np.ndarray, truth: np.ndarray, brain: np.ndarray) -> float:
    """Mean structural similarity over the brain, slice by slice, Gaussian window of 1.5 pixels (Wang et al. 2004)."""
    blur = lambda image: ndimage.gaussian_filter(image.astype(np.float64), (0, 1.5, 1.5))
    a, b = blur(answer), blur(truth)
    saa, sbb, sab = blur(answer**2) - a * a, blur(truth**2) - b * b, blur(answer * truth) - a * b
    c1, c2 = (0.01 * RANGE) ** 2, (0.03 * RANGE) ** 2
    return float((((2 * a * b + c1) * (2 * sab + c2)) / ((a * a + b * b + c1) * (saa + sbb + c2)))[brain].mean())


def _psnr(a: np.ndarray, b: np.ndarray) -> float:
    return float(10 * np.log10(RANGE**2 / np.mean((a.astype(np.float64) - b) ** 2)))


def _moved(head: HeadVolumes, pixels: float) -> HeadVolumes:
    """T2 moved sideways against T1, as after a motion between both."""
    return replace(head, t2=ndimage.shift(head.t2, (0, 0, pixels), order=1, mode="nearest"))


# The finest and the coarsest stacks that the package accepts; training saw steps of 2.5 to 6.5 mm, pixels of 0.86 to 1.06 mm.
_FINE = Stack(288, 24, 0.8, 2.0, 2.0, -20.0)
_COARSE = Stack(192, 14, 1.2, 8.0, 7.0, -48.0)
SHIFTS: dict[str, Callable[[int], HeadVolumes]] = {
    "three times the noise": lambda seed: simulate(seed, noise=3.0),
    "pixels of 0.8 mm, slices of 2 mm": lambda seed: simulate(seed, stack=_FINE),
    "pixels of 1.2 mm, slices 8 mm apart": lambda seed: simulate(seed, stack=_COARSE),
    "T2 moved by one pixel": lambda seed: _moved(simulate(seed), 1.0),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--set", choices=("held-out", "calibration", "healthy", "shifts"), default="held-out")
    parser.add_argument("--output", type=Path, help="JSON file; by default work/mr/evaluation-<set>.json")
    parser.add_argument("--count", type=int, help="only the first heads of the set")
    arguments = parser.parse_args()
    network = session(arguments.model)
    plans = {
        "held-out": {"held-out": (HELD_OUT, simulate)},
        "calibration": {"calibration": (CALIBRATION, simulate)},
        "healthy": {"healthy": (HEALTHY, lambda seed: simulate(seed, lesions=False))},
        "shifts": {name: (SHIFTED, draw) for name, draw in SHIFTS.items()},
    }[arguments.set]
    results = {}
    for name, (seeds, draw) in plans.items():
        cases = []
        for seed in seeds[: arguments.count]:
            cases.append(measure(draw(seed), network, seed))
            c = cases[-1]
            print(
                f"{seed} brain PSNR {c['psnr_brain']:.2f} dB, lost {c['lost']} of {c['large']}, false {c['false']}",
                flush=True,
            )
        results[name] = {"summary": summarise(cases), "cases": cases}
        print(name)
        for label, value in results[name]["summary"].items():
            print(f"  {label:42s} {value if isinstance(value, int) else format(value, '.4f')}", flush=True)
    output = arguments.output or WORK / f"evaluation-{arguments.set}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
