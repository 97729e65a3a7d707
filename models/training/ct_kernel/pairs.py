"""Reads a chest that a scanner has reconstructed twice, so that a site can calibrate the filter on its own kernels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom

from .node import AIR_HU

_SAME_PLACE_MM = 0.01


def read_pairs(smooth: Path, sharp: Path) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """Slices of both kernels in HU that lie at one place, with the pixel spacing in mm.

    smooth, sharp: folders with one CT series each, one file a slice. Raises ValueError when a folder holds more than
    one series, when no slices lie at one place, or when pixels are not square or not the same in both.
    """
    first, second = _read(smooth), _read(sharp)
    shared = [place for place in first if place in second]
    if not shared:
        raise ValueError(f"{smooth} and {sharp} have no slice at the same place")
    for place in shared:
        (a, spacing_a), (b, spacing_b) = first[place], second[place]
        if a.shape != b.shape or spacing_a != spacing_b or spacing_a[0] != spacing_a[1]:
            raise ValueError(f"at {place} pixels are not square, or differ: {spacing_a} mm and {spacing_b} mm")
        yield a, b, spacing_a[0]


def _read(folder: Path) -> dict[tuple, tuple[np.ndarray, tuple[float, float]]]:
    """HU and pixel spacing of each slice, by Image Position (Patient) in hundredths of a millimetre."""
    slices, series = {}, set()
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        instance = pydicom.dcmread(file)
        if instance.get("Modality") != "CT":
            continue
        series.add(instance.SeriesInstanceUID)
        place = tuple(round(float(v) / _SAME_PLACE_MM) for v in instance.ImagePositionPatient)
        slices[place] = (_hounsfield(instance), tuple(float(v) for v in instance.PixelSpacing))
    if len(series) > 1:
        raise ValueError(f"{folder} holds {len(series)} series; one is needed")
    return slices


def _hounsfield(instance: pydicom.Dataset) -> np.ndarray:
    stored = instance.pixel_array.astype(np.float32)
    hu = stored * float(instance.RescaleSlope) + float(instance.RescaleIntercept)
    padding = instance.get("PixelPaddingValue")
    return hu if padding is None else np.where(stored == float(padding), AIR_HU, hu)
