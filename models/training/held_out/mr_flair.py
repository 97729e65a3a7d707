"""Heads with lesions: SEED/t1, SEED/t2, SEED/truth (FLAIR), lesions in SEED/mask, white matter around them, brain, tissue."""

from pathlib import Path

import numpy as np
from pydicom import uid

from mr_flair_synthesis import node
from mr_flair_synthesis.evaluate import SHIFTS, lesion_places, solid
from mr_flair_synthesis.make_data import BRAIN, masks
from mr_flair_synthesis.seeds import HEALTHY, HELD_OUT, SHIFTED
from simulators.head import simulate
from simulators.mr_signal import Acquisition, fixed_flair
from simulators.head_tissues import TISSUES_1T5, TISSUES_3T

from .dicom import Grid, Series, fresh, study, write_slices

PACKAGES = ("mr-flair-synthesis",)
_SHIFTS = dict(zip(("noise", "fine", "coarse", "moved"), SHIFTS))
SETS = {
    PACKAGES[0]: {name: [str(s) for s in seeds] for name, seeds in (("held-out", HELD_OUT), ("healthy", HEALTHY))}
    | {f"shift-{name}": [f"{seed}-{name}" for seed in SHIFTED] for name in _SHIFTS}
}
_SEQUENCES = {
    "spin echo": (["SE"], ["NONE"]),
    "spoiled gradient echo": (["GR"], ["SP"]),
    "inversion prepared gradient echo": (["GR", "IR"], ["SP", "MP"]),
    "turbo spin echo": (["SE"], ["SK"]),
    "turbo inversion recovery": (["SE", "IR"], ["SK", "MP"]),
}


def write_case(package: str, case: str, folder: Path) -> None:
    """Writes one head of twenty slices; those of the set healthy have no lesion, SEED-SHIFT is a shift's."""
    seed, _, shift = case.partition("-")
    head = SHIFTS[_SHIFTS[shift]](int(seed)) if shift else simulate(int(seed), lesions=int(seed) not in HEALTHY)
    grid = Grid(head.spacing_mm, head.thickness_mm, head.first_position_mm)
    brain = study("head MR", case, ("24590-2", "LN", "MR Brain"))
    target = fixed_flair(TISSUES_3T if head.field_strength_tesla > 2 else TISSUES_1T5)
    lesions, around = _labels(head)
    fresh(folder)
    stacks = {
        "t1": (np.rint(head.t1 * (3900 / head.t1.max())), head.acquisitions["t1"]),
        "t2": (np.rint(head.t2 * (3900 / head.t2.max())), head.acquisitions["t2"]),
        "truth": (node.stored(head.flair_target), target),
        "mask": (lesions, target),
        "around": (around, target),
        "region": ((masks(head) & BRAIN) > 0, target),
        "tissue": (solid(head), target),
    }
    if not head.lesion_mask.any():
        del stacks["mask"], stacks["around"]
    for number, (name, (stored, acquisition)) in enumerate(stacks.items(), 1):
        series = Series(number, name.upper(), "MR", "BRAIN", f"Head {name}", brain)
        describe = _described(acquisition, head.field_strength_tesla)
        write_slices(folder / name, series, uid.MRImageStorage, grid, stored.astype(np.uint16), 12, describe)


def _labels(head) -> tuple[np.ndarray, np.ndarray]:
    """Lesion k of the stack and the white matter that it is compared with."""
    lesions, around = (np.zeros(head.lesion_mask.shape, np.uint16) for _ in range(2))
    for label, (k, box, lesion, ring) in enumerate(lesion_places(head), 1):
        lesions[k][box][lesion] = label
        around[k][box][ring] = label
    return lesions, around


def _described(acquisition: Acquisition, tesla: float):
    def describe(ds) -> None:
        ds.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
        ds.ScanningSequence, ds.SequenceVariant = _SEQUENCES[acquisition.sequence]
        ds.ScanOptions, ds.MRAcquisitionType = None, "2D"
        ds.RepetitionTime, ds.EchoTime = f"{acquisition.repetition_time_ms:g}", f"{acquisition.echo_time_ms:g}"
        if acquisition.inversion_time_ms is not None:
            ds.InversionTime = f"{acquisition.inversion_time_ms:g}"
        ds.FlipAngle, ds.EchoTrainLength = f"{acquisition.flip_angle_deg:g}", acquisition.echo_train_length
        ds.MagneticFieldStrength = f"{tesla:g}"

    return describe
