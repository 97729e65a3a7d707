"""Sets the gate limits from good answers, and shows that bad answers fail them.

    python -m ct_kernel.gates

Good answers are those of chests of their own, over fields of view from 215 to 500 mm and noise from half to twice the
usual. The second table: how often broken answers on held-out chests are held by those limits, and how often good ones.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bundle.runtime import session
from simulators.ct import acquire
from simulators.ct_kernel import KERNELS

from . import node
from .export import OF, package
from .seeds import HELD_OUT, LIMITS

_PLANS = [(215.0, 11.0), (300.0, 5.5), (380.0, 11.0), (380.0, 22.0), (440.0, 16.0), (500.0, 11.0)]


def limits(good: list[node.Gates]) -> dict[str, float]:
    """Limits of afterimage.yaml: the extremes of good answers, widened by a stated factor."""
    ratios = [g.grain_ratio for g in good if g.grain_ratio is not None]
    shifts = [g.soft_tissue_shift_hu for g in good if g.soft_tissue_shift_hu is not None]
    return {
        "maximumMeanShiftHu": max(0.5, round(2 * max(g.mean_shift_hu for g in good), 1)),
        "maximumSoftTissueShiftHu": max(1.0, round(2 * max(shifts), 1)),
        "maximumChangeHu": float(round(1.5 * max(g.change_hu for g in good), -1)),
        "minimumGrainRatio": round(0.8 * min(ratios), 2),
        "maximumGrainRatio": round(1.2 * max(ratios), 2),
        "minimumLocalCorrelation": round(
            min(g.local_correlation for g in good if g.local_correlation is not None) - 0.1, 2
        ),
    }


def failed(measured: node.Gates, limit: dict[str, float]) -> list[str]:
    """Names of the limits that an answer does not keep."""
    kept = {
        "maximumMeanShiftHu": measured.mean_shift_hu <= limit["maximumMeanShiftHu"],
        "maximumChangeHu": measured.change_hu <= limit["maximumChangeHu"],
    }
    if measured.soft_tissue_shift_hu is not None:
        kept["maximumSoftTissueShiftHu"] = measured.soft_tissue_shift_hu <= limit["maximumSoftTissueShiftHu"]
    if measured.grain_ratio is not None:
        kept |= {
            "minimumGrainRatio": measured.grain_ratio >= limit["minimumGrainRatio"],
            "maximumGrainRatio": measured.grain_ratio <= limit["maximumGrainRatio"],
            "minimumLocalCorrelation": measured.local_correlation >= limit["minimumLocalCorrelation"],
        }
    return [name for name, good in kept.items() if not good]


def broken_answers(rng: np.random.Generator) -> dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]]:
    """Ways in which a graph, an engine or a conversion goes wrong: source and good answer to a bad answer."""
    return {
        "good answer": lambda source, answer: answer,
        "the source itself": lambda source, answer: source,
        "a patch of soft tissue 30 HU brighter": lambda source, answer: _patched(source, answer),
        "off by 10 HU": lambda source, answer: answer + 10,
        "two per cent brighter": lambda source, answer: (answer + 1024) * 1.02 - 1024,
        "noise of 60 HU": lambda source, answer: answer + rng.normal(0, 60, answer.shape).astype(np.float32),
        "upside down": lambda source, answer: answer[::-1],
        "one column to the right": lambda source, answer: np.roll(answer, 1, 1),
        "only air": lambda source, answer: np.full_like(answer, node.AIR_HU),
        "a blur instead": lambda source, answer: node.ndimage.gaussian_filter(source, 4),
    }


def _patched(source: np.ndarray, answer: np.ndarray) -> np.ndarray:
    """The answer with 40 x 40 pixels raised, where the source has most soft tissue."""
    level = node.local_mean(source)
    soft = ((level > 0) & (level < 100)).astype(np.float64)
    row, column = np.unravel_index(node.local_mean(soft, 20).argmax(), source.shape)
    changed = answer.copy()
    changed[max(row - 20, 0) : row + 20, max(column - 20, 0) : column + 20] += 30
    return changed


def _answers(graph, of: str, seeds: range, plans: list[tuple[float, float]]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for k, seed in enumerate(seeds):
        field, noise = plans[k % len(plans)]
        raw = acquire(seed, slices=2, field_of_view_mm=field)
        for source in raw.reconstruct(KERNELS[of], noise):
            yield source, node.convert(graph, source, (raw.pixel_mm,) * 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, nargs=2, metavar=("TO_SMOOTH", "TO_SHARP"), help="other ONNX files")
    arguments = parser.parse_args()
    files = arguments.models or [package(to) / "models" / "model.onnx" for to in OF]
    for (to, of), file in zip(OF.items(), files):
        graph = session(file)
        good = [node.measure(*pair) for pair in _answers(graph, of, LIMITS, _PLANS)]
        print(f"to {to}, {len(good)} slices")
        for name in node.Gates.__dataclass_fields__:
            values = [getattr(g, name) for g in good if getattr(g, name) is not None]
            print(f"  {name:20s} {min(values):.4f} to {max(values):.4f}")
        limit = limits(good)
        for name, value in limit.items():
            print(f"  {name}: {value}")
        held_out = list(_answers(graph, of, HELD_OUT, [(380.0, 11.0)]))
        for name, change in broken_answers(np.random.default_rng(0)).items():
            reasons: dict[str, int] = {}
            found = [failed(node.measure(source, change(source, answer)), limit) for source, answer in held_out]
            for reason in (r for f in found for r in f):
                reasons[reason] = reasons.get(reason, 0) + 1
            print(f"  {name:26s} held {sum(map(bool, found))} of {len(found)}  {reasons or ''}")


if __name__ == "__main__":
    main()
