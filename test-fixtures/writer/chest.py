"""PA chest radiographs of two people: one DX (MONOCHROME2, 12 bits), one CR (MONOCHROME1, 14 bits, RLE Lossless)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import uid
from simulators.chest import ChestPair, simulate

from writer.identity import Series, Study, code, new_instance, set_pixels, write
from writer.radiograph import PA_CHEST, add_exposure, dx_instance

DX_SEED, DX_SIZE, DX_ROWS = 77003, 2304, 2112
CR_SEED, CR_SIZE = 77009, 2048
PRIVATE_CREATOR = "AFTERIMAGE FIXTURE 1"
DX_STUDY = Study(
    name="chest-dx",
    charset=("ISO_IR 100",),
    patient_name="Prüfstück^Jörg^^Dr.",
    patient_id="SIM-DX-0001",
    birth_date="19680502",
    sex="M",
    age="057Y",
    date="20260316",
    time="101530",
    accession="SIM2026001001",
    study_id="1001",
    description="Röntgen Thorax p.a. (simuliert)",
    institution="Klinik Erfundenstädt",
    referring="Beispiel^Käthe^^Dr.",
    procedure=code("24648-8", "LN", "XR Chest PA upr"),
    size_m="1.81",
    weight_kg="84",
)
CR_STUDY = Study(
    name="chest-cr",
    charset=("", "ISO 2022 IR 87"),
    # In JIS X 0208 the second byte of "ま" is that of "^" in ASCII: splitting before decoding breaks this name.
    patient_name="Kakuu^Takuma=架空^拓真=かくう^たくま",
    patient_id="SIM-CR-0002",
    birth_date="19551120",
    sex="M",
    age="070Y",
    date="20260402",
    time="084112",
    accession="SIM2026002002",
    study_id="2002",
    description="胸部X線 正面",
    institution="架空総合病院",
    referring="Rei^Hanako=例^花子=れい^はなこ",
    procedure=code("24648-8", "LN", "XR Chest PA upr"),
    size_m="1.67",
    weight_kg="63",
    comments="模擬画像の見本 (simulated by a program)",  # the second byte of "本" is a backslash in ASCII
)


def write_dx_study(folder: Path) -> None:
    """The radiograph that the demonstration sends. Wider than high, so that a square network input has to be fitted."""
    pair = simulate(DX_SEED, DX_SIZE, devices=False, view="PA")
    series = Series(1, "Thorax p.a. Übersicht", "DX", "CHEST", "Thorax p.a. stehend", DX_STUDY)
    stored = _spread(pair.with_bone[:DX_ROWS], low=240, high=3850)
    ds = dx_instance(series, PA_CHEST, stored, pair.pixel_spacing_mm, 12, uid.ExplicitVRLittleEndian)
    ds.WindowCenter, ds.WindowWidth, ds.WindowCenterWidthExplanation = "2048", "3600", "Standard"
    block = ds.private_block(0x0019, PRIVATE_CREATOR, create=True)
    block.add_new(0x01, "LO", "A value that only its maker understands: Größe 7")
    block.add_new(0x02, "DS", ["1.5", "-2.25"])
    block.add_new(0x03, "OB", bytes(range(16)))
    write(ds, folder / "001.dcm")


def write_cr_study(folder: Path) -> None:
    """A radiograph whose stored values fall as the film gets brighter."""
    pair = simulate(CR_SEED, CR_SIZE, devices=False, view="PA")
    series = Series(1, "胸部 立位 PA", "CR", "CHEST", "CHEST PA", CR_STUDY)
    write(_cr_instance(series, pair), folder / "001.dcm")


def _cr_instance(series: Series, pair: ChestPair):
    """Computed Radiography Image (PS3.3 A.2)."""
    ds = new_instance(series, uid.ComputedRadiographyImageStorage, 1, uid.RLELossless)
    add_exposure(ds, series, PA_CHEST)
    ds.ImageType = ["ORIGINAL", "PRIMARY"]
    ds.ViewPosition = PA_CHEST.view_position
    ds.PlateID, ds.PlateType, ds.PhosphorType = "SIM-PLATE-7", "ST-VI", "BaFX"
    ds.CassetteOrientation, ds.CassetteSize = "PORTRAIT", "35CMX43CM"
    ds.AcquisitionDeviceProcessingDescription = "Simulated standard look"
    ds.Sensitivity = "200"
    ds.FilterType = "NONE"
    ds.ImagerPixelSpacing = [f"{pair.pixel_spacing_mm:.6g}"] * 2
    ds.AnatomicRegionSequence = [code(*PA_CHEST.region)]
    ds.PhotometricInterpretation = "MONOCHROME1"
    set_pixels(ds, (16383 - _spread(pair.with_bone, low=700, high=15600)).astype(np.uint16), bits_stored=14)
    ds.WindowCenter, ds.WindowWidth = "8230", "14800"
    return ds


def _spread(bright_bone: np.ndarray, low: int, high: int) -> np.ndarray:
    """Displayed brightness 0 .. 1 to stored values, rounded."""
    return np.rint(low + (high - low) * np.clip(bright_bone, 0, 1)).astype(np.uint16)
