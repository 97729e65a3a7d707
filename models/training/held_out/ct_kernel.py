"""Chests reconstructed with both kernels: SEED/source of one, SEED/truth of the other, soft tissue, texture squares.

Named after the package: ct-kernel-sharp-to-smooth, ct-kernel-smooth-to-sharp.
"""

from pathlib import Path

import numpy as np
from pydicom import uid

from ct_kernel.evaluate import regions, tissue
from ct_kernel.export import OF
from ct_kernel.seeds import HELD_OUT
from simulators.ct import SLICE_MM, CtAcquisition, acquire
from simulators.ct_kernel import KERNELS

from .dicom import Grid, Series, fresh, study, write_slices

PACKAGES = {f"ct-kernel-{of}-to-{to}": (of, to) for to, of in OF.items()}
SETS = dict.fromkeys(PACKAGES, {"held-out": [str(seed) for seed in HELD_OUT]})
NAMES = {"smooth": "B30", "sharp": "B60"}
_OFFSET_HU = 1024


def write_case(package: str, case: str, folder: Path) -> None:
    """Writes one chest of two slices. Masks: soft tissue, and squares for texture apart in soft tissue and lung."""
    seed = int(case)
    of, to = PACKAGES[package]
    raw = acquire(seed, slices=2)
    grid = Grid((SLICE_MM, raw.pixel_mm, raw.pixel_mm), SLICE_MM, raw.first_position_mm)
    chest = study("chest CT", f"{seed}-{to}", ("24627-2", "LN", "CT Chest"))
    fresh(folder)
    for number, (name, kernel) in enumerate((("source", of), ("truth", to)), 1):
        series = Series(number, f"Thorax {NAMES[kernel]}", "CT", "CHEST", "Thorax 5 mm", chest)
        stored = (raw.reconstruct(KERNELS[kernel]) + _OFFSET_HU).astype(np.uint16)
        write_slices(
            folder / name, series, uid.CTImageStorage, grid, stored, 12, _described(NAMES[kernel], -_OFFSET_HU)
        )
    masks = {"region": np.stack([tissue(ideal, "soft tissue") for ideal in raw.ideal]).astype(np.uint16)}
    rng = np.random.default_rng(seed)
    for name in ("soft tissue", "lung"):
        masks["texture-" + name.replace(" ", "-")] = _squares(raw, name, rng)
    for number, (name, mask) in enumerate(masks.items(), 3):
        series = Series(number, name, "CT", "CHEST", "Thorax 5 mm", chest)
        write_slices(folder / name, series, uid.CTImageStorage, grid, mask, 12, _described("MASK", 0))


def _described(kernel: str, intercept: int):
    def describe(ds) -> None:
        ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = str(intercept), "1", "HU"
        ds.KVP = "120"
        ds.ConvolutionKernel = kernel
        ds.WindowCenter, ds.WindowWidth = "40", "400"

    return describe


def _squares(raw: CtAcquisition, name: str, rng: np.random.Generator) -> np.ndarray:
    """Label k marks square k in a tissue, as the card's texture figures take them."""
    labels = np.zeros(raw.ideal.shape, np.uint16)
    count = 0
    for plane, ideal in zip(labels, raw.ideal):
        for square in regions(tissue(ideal, name), rng):
            count += 1
            plane[square] = count
    return labels
