"""Writes held-out patients as pairs for `./afterimage evaluate`.

    python -m chest_bone_suppression.pairs_dicom DIR                 the 24 patients of the card, 512 x 512
    python -m chest_bone_suppression.pairs_dicom DIR --count 4 --size 2048

Each case has source (with bone), truth (the same exposure without bone), region (the lung), keep (letters and metal),
mask (a disc in each nodule) and around (the ring it is compared with, as `evaluate` draws both).
"""

import argparse
from pathlib import Path

import numpy as np

from pairs.dicom import Geometry, Patient
from simulators.chest import ChestPair, simulate

from .evaluate import _SETS

_STEPS = 65535


def nodule_masks(pair: ChestPair) -> tuple[np.ndarray, np.ndarray]:
    """Label k + 1 in the disc of nodule k, and in its ring; the first nodule has what two would share."""
    rows, columns = np.ogrid[: pair.lung.shape[0], : pair.lung.shape[1]]
    discs, rings = (np.zeros(pair.lung.shape, np.uint16) for _ in range(2))
    for k, n in enumerate(pair.nodules):
        away = np.hypot(rows - n.row, columns - n.column)
        discs[(away < 0.6 * n.radius) & pair.lung & (discs == 0)] = k + 1
        rings[(away > 1.4 * n.radius) & (away < 2.2 * n.radius + 2) & pair.lung & (rings == 0)] = k + 1
    return discs, rings


def write(folder: Path, seed: int, size: int) -> None:
    """One case."""
    pair = simulate(seed, size)
    attributes = {
        "BodyPartExamined": "CHEST",
        "ViewPosition": pair.view,
        "PatientAge": "050Y",
        "PresentationIntentType": "FOR PRESENTATION",
        "PixelIntensityRelationship": "LOG",
        "PixelIntensityRelationshipSign": -1,
        "PresentationLUTShape": "IDENTITY",
    }
    patient = Patient(f"chest-{seed}-{size}", "DX", Geometry(pair.pixel_spacing_mm), attributes)
    # Stored values are presentation values and stand for themselves, as in a real radiograph.
    for name, image in (("source", pair.with_bone), ("truth", pair.without_bone)):
        patient.write(folder / name, np.clip(image, 0, 1) * _STEPS)
    patient.write_mask(folder / "region", pair.lung)
    patient.write_mask(folder / "keep", pair.foreign)
    if pair.nodules:
        discs, rings = nodule_masks(pair)
        patient.write_mask(folder / "mask", discs)
        patient.write_mask(folder / "around", rings)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=_SETS, default="held-out")
    parser.add_argument("--size", type=int, default=512, help="rows and columns of the radiographs")
    parser.add_argument("--count", type=int, help="only the first patients of the set")
    arguments = parser.parse_args()
    for seed in _SETS[arguments.set][: arguments.count]:
        write(arguments.folder / str(seed), seed, arguments.size)
        print(seed, flush=True)


if __name__ == "__main__":
    main()
