"""Studies that the models have to pass by, each for its own reason. All are valid instances."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import uid
from simulators.chest import simulate

from writer import head_mr
from writer.identity import Series, Study, code, write
from writer.phantoms import hand, lateral_chest
from writer.radiograph import PA_CHEST, Projection, dx_instance

SIZE = 640
LATERAL_CHEST = Projection(
    region=("51185008", "SCT", "Thorax"),
    view=("399173006", "SCT", "left lateral"),
    view_position="LL",
    laterality="U",
    orientation=("P", "F"),
    kvp="125",
    exposure_mas=5.0,
    exposure_ms=20,
    source_to_detector_mm=1800,
    source_to_patient_mm=1500,
)
PA_HAND = Projection(
    region=("85562004", "SCT", "Hand"),
    view=("272479007", "SCT", "postero-anterior"),
    view_position="PA",
    laterality="R",
    orientation=("L", "H"),
    kvp="50",
    exposure_mas=2.5,
    exposure_ms=10,
    source_to_detector_mm=1050,
    source_to_patient_mm=1020,
    body_position=("33586001", "SCT", "sitting"),
)


def _study(name: str, charset: tuple[str, ...], patient: str, index: int, description: str, procedure) -> Study:
    return Study(
        name=f"refused/{name}",
        charset=charset,
        patient_name=patient,
        patient_id=f"SIM-NO-{index:04d}",
        birth_date="19900101",
        sex="O",
        age="036Y",
        date="20260420",
        time=f"1{index % 10}0000",
        accession=f"SIM202600{index:04d}",
        study_id=str(index),
        description=description,
        institution="Simulated Hospital",
        referring="Nobody^Nora",
        procedure=procedure,
    )


def write_studies(folder: Path) -> None:
    """One study a folder: three radiographs, two heads."""
    _write_for_processing(folder / "for-processing")
    _write_lateral(folder / "lateral")
    _write_hand(folder / "hand")
    head_mr.write_study_without_t2(folder / "head-without-t2")
    head_mr.write_study_of_two_frames(folder / "head-two-frames")


def _write_for_processing(folder: Path) -> None:
    """Raw detector signal, which is linear in the dose and not meant for a reader's eyes."""
    procedure = code("24648-8", "LN", "XR Chest PA upr")
    study = _study("for-processing", (), "Simulated^Raw", 5001, "Chest PA raw", procedure)
    pair = simulate(9002, SIZE, devices=False, markers=False, view="PA")
    signal = np.rint(14500 * np.exp(-3.0 * pair.with_bone)).astype(np.uint16)
    series = Series(1, "Chest PA raw", "DX", "CHEST", "Chest PA", study)
    ds = dx_instance(
        series, PA_CHEST, signal, pair.pixel_spacing_mm, 14, uid.ExplicitVRLittleEndian, for_processing=True
    )
    write(ds, folder / "001.dcm")


def _write_lateral(folder: Path) -> None:
    procedure = code("CHEST-LL", "99SIMULATED", "Chest, left lateral")
    study = _study("lateral", ("ISO_IR 192",), "Örnek^Yan", 5002, "Göğüs yan", procedure)
    series = Series(1, "Chest lateral", "DX", "CHEST", "Chest LL", study)
    _write_presentation(series, LATERAL_CHEST, lateral_chest(SIZE), 420 / SIZE, uid.ExplicitVRLittleEndian, folder)


def _write_hand(folder: Path) -> None:
    procedure = code("HAND-R-PA", "99SIMULATED", "Right hand, postero-anterior")
    study = _study("hand", ("ISO_IR 100",), "Exemple^Main", 5003, "Main droite, face simulée", procedure)
    series = Series(1, "Main droite", "DX", "HAND", "Main PA", study)
    _write_presentation(series, PA_HAND, hand(SIZE), 220 / SIZE, uid.RLELossless, folder)


def _write_presentation(
    series, shot: Projection, image: np.ndarray, pixel_mm: float, syntax: str, folder: Path
) -> None:
    ds = dx_instance(series, shot, np.rint(100 + 3900 * image).astype(np.uint16), pixel_mm, 12, syntax)
    ds.WindowCenter, ds.WindowWidth = "2050", "3900"
    write(ds, folder / "001.dcm")
