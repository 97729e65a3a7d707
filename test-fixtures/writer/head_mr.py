"""MR Image Storage (PS3.3 A.4): heads with a localizer, a T1-weighted and a T2-weighted series, and heads that lack one.

The two series of a complete study share geometry and Frame of Reference. Of the two studies that a model must pass by,
one has no T2-weighted series, and in the other the patient was positioned anew in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from simulators.head import Acquisition, HeadVolumes, Stack, simulate

from writer.identity import Series, Study, code, make_uid, new_instance, set_pixels, write

SEED = 8
STUDY = Study(
    name="head-mr",
    charset=("ISO_IR 192",),
    patient_name="Παράδειγμα^Ελένη",
    patient_id="SIM-MR-0003",
    birth_date="19790314",
    sex="F",
    age="047Y",
    date="20260407",
    time="141503",
    accession="SIM2026003003",
    study_id="3003",
    description="MR κεφαλής – przykład głowy",
    institution="Φανταστικό Νοσοκομείο / Szpital Zmyślony",
    referring="Przykładowa^Żaneta^^Dr.",
    procedure=code("24590-2", "LN", "MR Brain"),
    size_m="1.66",
    weight_kg="62",
)
WITHOUT_T2 = Study(
    name="refused/head-without-t2",
    charset=("ISO_IR 101",),
    patient_name="Példa^Ödön",
    patient_id="SIM-NO-5004",
    birth_date="19660711",
    sex="M",
    age="059Y",
    date="20260421",
    time="110500",
    accession="SIM2026005004",
    study_id="5004",
    description="Koponya MR, szimulált",
    institution="Kitalált Kórház",
    referring="Minta^Éva",
    procedure=code("24590-2", "LN", "MR Brain"),
)
TWO_FRAMES = Study(
    name="refused/head-two-frames",
    charset=("ISO_IR 100",),
    patient_name="Näyte^Päivi",
    patient_id="SIM-NO-5005",
    birth_date="19840229",
    sex="F",
    age="042Y",
    date="20260422",
    time="134000",
    accession="SIM2026005005",
    study_id="5005",
    description="Pään MK, simuloitu",
    institution="Keksitty sairaala",
    referring="Esimerkki^Jyrki",
    procedure=code("24590-2", "LN", "MR Brain"),
)
SEQUENCES = {
    "spin echo": ("SE", "NONE", "se2d1"),
    "spoiled gradient echo": ("GR", "SP", "fl2d1"),
    "inversion prepared gradient echo": (["GR", "IR"], ["SP", "MP"], "tfl2d1"),
    "turbo spin echo": ("SE", "SK", "tse2d1_15"),
}
# The middle of the head in fewer and coarser slices than the complete study has: what is passed by need not be large.
COARSE = Stack(size=192, slices=8, pixel_mm=1.2, step_mm=7.5, thickness_mm=5.0, lowest_edge_mm=-18.0)
SCOUT = Stack(size=128, slices=3, pixel_mm=1.875, step_mm=30.0, thickness_mm=6.0, lowest_edge_mm=-45.0)


@dataclass(frozen=True)
class Kind:
    """What one series is called and how it is stored."""

    number: int
    description: str
    protocol: str
    transfer_syntax: str = uid.ExplicitVRLittleEndian
    image_type: str = "OTHER"
    frame: str = "frame of reference"


T1 = Kind(201, "T1w axial – εγκάρσια", "Head T1 tra 5 mm")
T2 = Kind(301, "T2w axial – εγκάρσια", "Head T2 tra 5 mm", uid.ImplicitVRLittleEndian)
LOCALIZER = Kind(101, "Localizer", "Localizer", image_type="LOCALIZER")


def write_study(folder: Path) -> None:
    """The complete study: localizer, T1-weighted and T2-weighted series, one subfolder each."""
    head = simulate(SEED)
    _write_series(head, "t1", STUDY, T1, folder / "t1")
    _write_series(head, "t2", STUDY, T2, folder / "t2")
    scout = simulate(SEED, slices=SCOUT.slices, stack=SCOUT)
    _write_series(scout, "t1", STUDY, LOCALIZER, folder / "localizer")


def write_study_without_t2(folder: Path) -> None:
    """A T1-weighted series alone."""
    head = simulate(9, slices=COARSE.slices, stack=COARSE)
    _write_series(head, "t1", WITHOUT_T2, Kind(201, "T1 axiális", "Head T1 tra"), folder / "t1")


def write_study_of_two_frames(folder: Path) -> None:
    """T1 and T2 with equal numbers in different frames of reference, which therefore say nothing of one another."""
    head = simulate(10, slices=COARSE.slices, stack=COARSE)
    _write_series(head, "t1", TWO_FRAMES, Kind(201, "T1 aksiaalinen", "Head T1 tra"), folder / "t1")
    moved = Kind(301, "T2 aksiaalinen", "Head T2 tra", frame="frame of reference after the pause")
    _write_series(head, "t2", TWO_FRAMES, moved, folder / "t2")


def _write_series(head: HeadVolumes, contrast: str, study: Study, kind: Kind, folder: Path) -> None:
    series = Series(kind.number, kind.description, "MR", "BRAIN", kind.protocol, study)
    stored, scale = _stored_values(getattr(head, contrast))
    for k in range(len(stored)):
        ds = _instance(head, contrast, series, kind, k, stored[k], scale)
        write(ds, folder / f"{k + 1:03d}.dcm")


def _stored_values(volume: np.ndarray) -> tuple[np.ndarray, float]:
    """One scale for the whole series: the brightest voxel, which is fat or fluid, fills most of the 12 bits."""
    scale = 3900 / float(volume.max())
    return np.clip(np.rint(volume * scale), 0, 4095).astype(np.uint16), scale


def _instance(
    head: HeadVolumes, contrast: str, series: Series, kind: Kind, k: int, stored: np.ndarray, scale: float
) -> Dataset:
    acquisition = head.acquisitions[contrast]
    ds = new_instance(series, uid.MRImageStorage, k + 1, kind.transfer_syntax)
    _add_plane(ds, head, k)
    ds.FrameOfReferenceUID = make_uid(series.study.name, kind.frame)
    _add_mr_image(ds, head, acquisition, len(head.t1))
    ds.ImageType = ["ORIGINAL", "PRIMARY", kind.image_type]
    ds.PhotometricInterpretation = "MONOCHROME2"
    set_pixels(ds, stored, bits_stored=12)
    ds.SmallestImagePixelValue, ds.LargestImagePixelValue = int(stored.min()), int(stored.max())
    ds.WindowCenter, ds.WindowWidth = str(round(0.55 * scale)), str(round(1.1 * scale))
    if contrast == "t2":
        ds.WindowCenter, ds.WindowWidth = str(round(0.7 * scale)), str(round(1.4 * scale))
    ds.WindowCenterWidthExplanation = "Brain"
    return ds


def _add_plane(ds: Dataset, head: HeadVolumes, k: int) -> None:
    """Frame of Reference and Image Plane (PS3.3 C.7.4.1, C.7.6.2): axial, no tilt, feet to head."""
    x, y, z = head.first_position_mm
    position = (x, y, z + k * head.spacing_mm[0])
    ds.PositionReferenceIndicator = ""
    ds.PatientPosition = "HFS"
    ds.PixelSpacing = [f"{head.spacing_mm[1]:g}", f"{head.spacing_mm[2]:g}"]
    ds.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    ds.ImagePositionPatient = [f"{v:g}" for v in position]
    ds.SliceThickness, ds.SpacingBetweenSlices = f"{head.thickness_mm:g}", f"{head.spacing_mm[0]:g}"
    ds.SliceLocation = f"{position[2]:g}"


def _add_mr_image(ds: Dataset, head: HeadVolumes, acquisition: Acquisition, slices: int) -> None:
    """MR Image module (PS3.3 C.8.3.1)."""
    scanning, variant, name = SEQUENCES[acquisition.sequence]
    ds.ScanningSequence, ds.SequenceVariant = scanning, variant
    ds.ScanOptions = None
    ds.MRAcquisitionType, ds.SequenceName = "2D", name
    ds.AngioFlag = "N"
    ds.RepetitionTime, ds.EchoTime = f"{acquisition.repetition_time_ms:g}", f"{acquisition.echo_time_ms:g}"
    if acquisition.inversion_time_ms is not None:
        ds.InversionTime = f"{acquisition.inversion_time_ms:g}"
    ds.EchoTrainLength, ds.EchoNumbers = acquisition.echo_train_length, 1
    ds.FlipAngle = f"{acquisition.flip_angle_deg:g}"
    ds.NumberOfAverages = "1"
    ds.ImagedNucleus = "1H"
    ds.MagneticFieldStrength = f"{head.field_strength_tesla:g}"
    ds.ImagingFrequency = f"{head.field_strength_tesla * 42.577:.3f}"
    ds.NumberOfPhaseEncodingSteps = head.t1.shape[2]
    ds.PercentSampling, ds.PercentPhaseFieldOfView = "100", "100"
    ds.PixelBandwidth = "180"
    ds.AcquisitionMatrix = [0, head.t1.shape[2], head.t1.shape[2], 0]
    ds.InPlanePhaseEncodingDirection = "COL"
    ds.VariableFlipAngleFlag = "N"
    ds.ReceiveCoilName, ds.TransmitCoilName = "HeadNeck_20", "Body"
    ds.SAR, ds.dBdt = "0.6", "0"
    ds.AcquisitionNumber = 1
    ds.ImagesInAcquisition = slices
    ds.LossyImageCompression = "00"
    ds.BurnedInAnnotation = "NO"
    ds.AnatomicRegionSequence = Sequence([code("12738006", "SCT", "Brain")])
