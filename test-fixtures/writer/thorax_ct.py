"""CT Image Storage (PS3.3 A.3): one chest series with a smooth kernel, RLE Lossless."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from simulators.ct import CtVolume, simulate

from writer.identity import Series, Study, code, make_uid, new_instance, set_pixels, write

SEED = 3
PADDING = -2000  # stored value outside the reconstructed circle, as some scanners write it
STUDY = Study(
    name="thorax-ct",
    charset=("ISO_IR 100",),
    patient_name="Échantillon^Zoë",
    patient_id="SIM-CT-0004",
    birth_date="19610823",
    sex="F",
    age="064Y",
    date="20260411",
    time="093027",
    accession="SIM2026004004",
    study_id="4004",
    description="Scanner thoracique simulé",
    institution="Hôpital imaginaire",
    referring="Modèle^Gaëtan",
    procedure=code("24627-2", "LN", "CT Chest"),
    size_m="1.68",
    weight_kg="66",
)


def write_study(folder: Path) -> None:
    """Write the series, one file a slice."""
    chest = simulate(SEED, kernel="smooth")
    series = Series(2, "Thorax sans injection B30", "CT", "CHEST", "Thorax 5 mm", STUDY)
    for k in range(len(chest.hu)):
        write(_instance(chest, series, k), folder / f"{k + 1:03d}.dcm")


def _instance(chest: CtVolume, series: Series, k: int) -> Dataset:
    ds = new_instance(series, uid.CTImageStorage, k + 1, uid.RLELossless)
    x, y, z = chest.first_position_mm
    position = (x, y, z + k * chest.spacing_mm[0])
    ds.FrameOfReferenceUID = make_uid(STUDY.name, "frame of reference")
    ds.PositionReferenceIndicator = ""
    ds.PatientPosition = "HFS"
    ds.PixelSpacing = [f"{v:.7g}" for v in chest.spacing_mm[1:]]
    ds.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    ds.ImagePositionPatient = [f"{v:.7g}" for v in position]
    ds.SliceThickness, ds.SpacingBetweenSlices = (f"{chest.spacing_mm[0]:g}",) * 2
    ds.SliceLocation = f"{position[2]:g}"
    _add_ct_image(ds, series)
    stored = _stored_values(chest.hu[k])
    set_pixels(ds, stored, bits_stored=16)
    ds.PixelPaddingValue = PADDING
    ds["PixelPaddingValue"].VR = "SS"
    ds.WindowCenter, ds.WindowWidth = ["40", "-550"], ["400", "1500"]
    ds.WindowCenterWidthExplanation = ["Mediastinum", "Lung"]
    return ds


def _stored_values(hu: np.ndarray) -> np.ndarray:
    rows, columns = hu.shape
    y, x = np.ogrid[:rows, :columns]
    outside = (x - columns / 2 + 0.5) ** 2 + (y - rows / 2 + 0.5) ** 2 > (columns / 2) ** 2
    stored = np.clip(np.rint(hu + 1024), 0, 4095).astype(np.int16)
    stored[outside] = PADDING
    return stored


def _add_ct_image(ds: Dataset, series: Series) -> None:
    """CT Image module (PS3.3 C.8.2.1) and what a scanner adds about the exposure."""
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "-1024", "1", "HU"
    ds.KVP = "120"
    ds.AcquisitionNumber = 1
    ds.ScanOptions = "AXIAL MODE"
    ds.DataCollectionDiameter, ds.ReconstructionDiameter = "500", "380"
    ds.DistanceSourceToDetector, ds.DistanceSourceToPatient = "950", "541"
    ds.GantryDetectorTilt, ds.TableHeight = "0", "145"
    ds.RotationDirection = "CW"
    ds.ExposureTime, ds.XRayTubeCurrent, ds.Exposure = "500", "220", "110"
    ds.FilterType, ds.GeneratorPower, ds.FocalSpots = "BODY FILTER", "26", "0.9"
    ds.ConvolutionKernel = "B30"
    ds.CTDIvol = 7.4
    ds.CTDIPhantomTypeCodeSequence = Sequence([code("113691", "DCM", "IEC Body Dosimetry Phantom")])
    ds.IrradiationEventUID = make_uid(series.study.name, "irradiation event", 1)
    ds.LossyImageCompression = "00"
    ds.BurnedInAnnotation = "NO"
    ds.AnatomicRegionSequence = Sequence([code("51185008", "SCT", "Thorax")])
