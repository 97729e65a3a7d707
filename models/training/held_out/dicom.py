"""How a case lies on disk: DIR/CASE/{source or t1, t2}/*.dcm, truth/*.dcm, and masks of the same form.

Instances are made by the writer of the test fixtures, so that both come from one place. Masks hold a label a pixel:
`mask` lesion or nodule k, `around` what it is compared with, `region` where figures are given apart, `texture` region k
for texture features, `keep` what must stay as it is.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import FileDataset

sys.path.append(str(Path(__file__).resolve().parents[3] / "test-fixtures"))

from writer.identity import Series, Study, code, make_uid, new_instance, set_pixels, write  # noqa: E402

_AXIAL = ["1", "0", "0", "0", "1", "0"]


def study(kind: str, case: str, procedure: tuple[str, str, str]) -> Study:
    """The study of one case; every name in it says that nobody was imaged."""
    return Study(
        name=f"held-out/{kind}/{case}",
        charset=("ISO_IR 100",),
        patient_name=f"Simulated^{kind.capitalize()}",
        patient_id=f"HELD-OUT-{case}"[:64],
        birth_date="19600101",
        sex="O",
        age="066Y",
        date="20260501",
        time="080000",
        accession=f"HO{case}"[:16],
        study_id=case[:16],
        description=f"Held-out {kind}",
        institution="Afterimage simulators",
        referring="",
        procedure=code(*procedure),
    )


@dataclass(frozen=True)
class Grid:
    """Where slices lie: spacing (slices, rows, columns), thickness, centre of voxel [0, 0, 0]; mm."""

    spacing_mm: tuple[float, float, float]
    thickness_mm: float
    first_mm: tuple[float, float, float]

    def place(self, ds: FileDataset, frame: str, k: int) -> None:
        """Frame of Reference and Image Plane (PS3.3 C.7.4.1, C.7.6.2) of slice k: axial, feet to head."""
        x, y, z = self.first_mm
        ds.FrameOfReferenceUID, ds.PositionReferenceIndicator = frame, ""
        ds.PatientPosition = "HFS"
        ds.PixelSpacing = [f"{v:.7g}" for v in self.spacing_mm[1:]]
        ds.ImageOrientationPatient = _AXIAL
        ds.ImagePositionPatient = [f"{v:.7g}" for v in (x, y, z + k * self.spacing_mm[0])]
        ds.SliceThickness, ds.SpacingBetweenSlices = f"{self.thickness_mm:.6g}", f"{self.spacing_mm[0]:.6g}"


def write_slices(
    folder: Path,
    series: Series,
    sop_class: str,
    grid: Grid,
    stored: np.ndarray,
    bits: int,
    describe: Callable[[FileDataset], None],
) -> None:
    """Writes a series [slices, rows, columns] of stored values, one file a slice; `describe` adds what is its own."""
    for k, pixels in enumerate(stored):
        ds = new_instance(series, sop_class, k + 1, uid.ExplicitVRLittleEndian)
        grid.place(ds, make_uid(series.study.name, "frame of reference"), k)
        ds.PhotometricInterpretation = "MONOCHROME2"
        ds.AcquisitionNumber = 1
        ds.LossyImageCompression, ds.BurnedInAnnotation = "00", "NO"
        describe(ds)
        set_pixels(ds, pixels, bits_stored=bits)
        write(ds, folder / f"{k + 1:03d}.dcm")


def fresh(folder: Path) -> Path:
    """An empty folder for one case."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


__all__ = ["Grid", "Series", "Study", "fresh", "study", "write", "write_slices"]
