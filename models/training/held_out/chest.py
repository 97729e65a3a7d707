"""Chest radiographs, one a case: bone suppression SEED/{source,truth,mask,around,region,keep}, style {source,truth,texture,region}."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from pydicom import uid
from scipy import ndimage

from chest_bone_suppression.evaluate import nodule_places
from chest_bone_suppression.seeds import HELD_OUT, SHIFTED
from chest_bone_suppression.shifts import SHIFTS
from chest_style import seeds as style_seeds
from chest_style.evaluate import squares_in
from chest_style.make_data import exposure
from chest_style.vendors import STRANGERS, VENDORS, sample, target
from simulators.chest import simulate

from .dicom import Series, fresh, study, write

from writer.radiograph import PA_CHEST, dx_instance  # isort: skip

SUPPRESSION, STYLE = "chest-bone-suppression", "chest-style"
SETS = {
    SUPPRESSION: {"held-out": [str(seed) for seed in HELD_OUT]}
    | {f"shift-{name}": [f"{seed}-{name}" for seed in SHIFTED] for name in SHIFTS},
    STYLE: {
        "held-out": [f"{seed}-{n + 1}" for seed in style_seeds.HELD_OUT for n in range(len(VENDORS))],
        "shift-strangers": [
            f"{seed}-{len(VENDORS) + n + 1}" for seed in style_seeds.SHIFTED for n in range(len(STRANGERS))
        ],
    },
}
PACKAGES = tuple(SETS)
SIZE, BITS = 512, 14
_MARGIN = 8
_AP_CHEST = replace(PA_CHEST, view=("399348003", "SCT", "antero-posterior"), view_position="AP", orientation=("L", "F"))


def write_case(package: str, case: str, folder: Path) -> None:
    """Writes one radiograph, what it should become, and its masks. SEED-N of the style is vendor N's, SEED-SHIFT a shift's."""
    seed, _, variant = case.partition("-")
    images, view, pixel_mm = _suppression(int(seed), variant) if package == SUPPRESSION else _style(int(seed), int(variant))
    chest = study("chest DX", case, ("24648-8", "LN", "XR Chest PA upr"))
    shot = _AP_CHEST if view == "AP" else PA_CHEST
    fresh(folder)
    for number, (name, stored) in enumerate(images.items(), 1):
        series = Series(number, name, "DX", "CHEST", "Chest", chest)
        ds = dx_instance(series, shot, stored.astype(np.uint16), pixel_mm, BITS, uid.ExplicitVRLittleEndian)
        ds.WindowCenter, ds.WindowWidth = str(2 ** (BITS - 1)), str(2**BITS)
        write(ds, folder / name / "001.dcm")


def _suppression(seed: int, shift: str) -> tuple[dict[str, np.ndarray], str, float]:
    """Truth: bone-free in the lung, as acquired elsewhere. Nodule k is label k; letters and metal away from the lung stay."""
    pair = SHIFTS[shift](seed) if shift else simulate(seed, SIZE)
    mask, around = (np.zeros((SIZE, SIZE), np.uint16) for _ in range(2))
    for label, (disc, ring) in enumerate(nodule_places(pair), 1):
        mask[disc], around[ring] = label, label
    images = {
        "source": _shown(pair.with_bone),
        "truth": _shown(np.where(pair.lung, pair.without_bone, pair.with_bone)),
        "mask": mask,
        "around": around,
        "region": pair.lung,
        "keep": pair.foreign & ~ndimage.binary_dilation(pair.lung, iterations=_MARGIN),
    }
    return images, pair.view, pair.pixel_spacing_mm


def _style(seed: int, number: int) -> tuple[dict[str, np.ndarray], str, float]:
    """A patient as one vendor shows it; the squares for texture are the same with every vendor."""
    detected = exposure(seed)
    vendor = list(VENDORS | STRANGERS)[number - 1]
    rng = np.random.default_rng(seed)
    texture = np.zeros((SIZE, SIZE), np.uint16)
    places = [s for mask in (detected.lung, detected.body & ~detected.lung) for s in squares_in(mask, SIZE, rng)]
    for label, square in enumerate(places, 1):
        texture[square] = label
    images = {
        "source": _shown(detected.presented(sample(vendor, np.random.default_rng([seed, 9]), SIZE))[0]),
        "truth": _shown(detected.presented(target(SIZE))[0]),
        "texture": texture,
        "region": detected.lung,
    }
    return images, detected.beam.view, detected.beam.pixel_cm * 10


def _shown(image: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(image, 0, 1) * (2**BITS - 1))
