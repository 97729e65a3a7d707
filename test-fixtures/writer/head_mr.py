"""MR Image Storage (PS3.3 A.4): one study, a T1-weighted and a T2-weighted series with the same geometry."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from simulators.head import Acquisition, HeadVolumes, simulate

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
TRANSFER_SYNTAX = {"t1": uid.ExplicitVRLittleEndian, "t2": uid.ImplicitVRLittleEndian}
SEQUENCES = {
    "spin echo": ("SE", "NONE", "se2d1"),
    "spoiled gradient echo": ("GR", "SP", "fl2d1"),
    "turbo spin echo": ("SE", "SK", "tse2d1_15"),
}


def write_study(folder: Path) -> None:
    """Write both series below folder, one subfolder each."""
    head = simulate(SEED)
    for number, contrast in ((201, "t1"), (301, "t2")):
        label = contrast.upper()
        series = Series(number, f"{label}w axial – εγκάρσια", "MR", "BRAIN", f"Head {label} tra 5 mm", STUDY)
        stored, scale = _stored_values(getattr(head, contrast))
        for k in range(len(stored)):
            ds = _instance(head, contrast, series, k, stored[k], scale)
            write(ds, folder / contrast / f"{k + 1:03d}.dcm")


def _stored_values(volume: np.ndarray) -> tuple[np.ndarray, float]:
    """One scale for the whole series: the brightest voxel, which is fat or fluid, fills most of the 12 bits."""
    scale = 3900 / float(volume.max())
    return np.clip(np.rint(volume * scale), 0, 4095).astype(np.uint16), scale


def _instance(head: HeadVolumes, contrast: str, series: Series, k: int, stored: np.ndarray, scale: float) -> Dataset:
    acquisition = head.acquisitions[contrast]
    ds = new_instance(series, uid.MRImageStorage, k + 1, TRANSFER_SYNTAX[contrast])
    _add_plane(ds, head, k)
    _add_mr_image(ds, head, acquisition, len(head.t1))
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
    ds.FrameOfReferenceUID = make_uid(STUDY.name, "frame of reference")
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
    ds.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
    ds.ScanningSequence, ds.SequenceVariant = scanning, variant
    ds.ScanOptions = None
    ds.MRAcquisitionType, ds.SequenceName = "2D", name
    ds.AngioFlag = "N"
    ds.RepetitionTime, ds.EchoTime = f"{acquisition.repetition_time_ms:g}", f"{acquisition.echo_time_ms:g}"
    ds.EchoTrainLength, ds.EchoNumbers = acquisition.echo_train_length, 1
    ds.FlipAngle = f"{acquisition.flip_angle_deg:g}"
    ds.NumberOfAverages = "1"
    ds.ImagedNucleus = "1H"
    ds.MagneticFieldStrength = f"{head.field_strength_tesla:g}"
    ds.ImagingFrequency = f"{head.field_strength_tesla * 42.577:.3f}"
    ds.NumberOfPhaseEncodingSteps = 256
    ds.PercentSampling, ds.PercentPhaseFieldOfView = "100", "100"
    ds.PixelBandwidth = "180"
    ds.AcquisitionMatrix = [0, 256, 256, 0]
    ds.InPlanePhaseEncodingDirection = "COL"
    ds.VariableFlipAngleFlag = "N"
    ds.ReceiveCoilName, ds.TransmitCoilName = "HeadNeck_20", "Body"
    ds.SAR, ds.dBdt = "0.6", "0"
    ds.AcquisitionNumber = 1
    ds.ImagesInAcquisition = slices
    ds.LossyImageCompression = "00"
    ds.BurnedInAnnotation = "NO"
    ds.AnatomicRegionSequence = Sequence([code("12738006", "SCT", "Brain")])
