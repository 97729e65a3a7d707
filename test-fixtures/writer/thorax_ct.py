"""CT Image Storage (PS3.3 A.3), RLE Lossless: a localizer, and one acquisition of the chest reconstructed with two kernels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from simulators import chest as radiograph
from simulators.ct import CtVolume, simulate

from writer.identity import Series, Study, code, make_uid, new_instance, set_pixels, write

SEED = 3
SHARP_SLICES = 6  # the lower half: enough to compare the kernels on
LOCALIZER_SEED, LOCALIZER_SIZE = 9004, 256
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
    """Write the three series, one file a slice: smooth kernel into the folder itself, the others into subfolders."""
    smooth = simulate(SEED, kernel="smooth")
    series = Series(2, "Thorax sans injection B30", "CT", "CHEST", "Thorax 5 mm", STUDY)
    for k in range(len(smooth.hu)):
        write(_instance(smooth, series, "B30", k), folder / f"{k + 1:03d}.dcm")
    sharp = simulate(SEED, kernel="sharp")
    series = Series(3, "Thorax sans injection B60", "CT", "CHEST", "Thorax 5 mm", STUDY)
    for k in range(SHARP_SLICES):
        write(_instance(sharp, series, "B60", k), folder / "sharp" / f"{k + 1:03d}.dcm")
    series = Series(1, "Topogramme", "CT", "CHEST", "Topogramme", STUDY)
    write(_localizer(series), folder / "localizer" / "001.dcm")


def _instance(chest: CtVolume, series: Series, kernel: str, k: int) -> Dataset:
    ds = new_instance(series, uid.CTImageStorage, k + 1, uid.RLELossless)
    x, y, z = chest.first_position_mm
    position = (x, y, z + k * chest.spacing_mm[0])
    _add_plane(ds, position, ["1", "0", "0", "0", "1", "0"], chest.spacing_mm)
    ds.SpacingBetweenSlices = ds.SliceThickness
    _add_ct_image(ds, series)
    ds.ConvolutionKernel = kernel
    stored = _stored_values(chest.hu[k])
    set_pixels(ds, stored, bits_stored=16)
    ds.PixelPaddingValue = PADDING
    ds["PixelPaddingValue"].VR = "SS"
    ds.WindowCenter, ds.WindowWidth = ["40", "-550"], ["400", "1500"]
    ds.WindowCenterWidthExplanation = ["Mediastinum", "Lung"]
    return ds


def _localizer(series: Series) -> Dataset:
    """The projection from the front that the slices were planned on."""
    pair = radiograph.simulate(LOCALIZER_SEED, LOCALIZER_SIZE, devices=False, markers=False, view="AP")
    ds = new_instance(series, uid.CTImageStorage, 1, uid.RLELossless)
    pixel, half = 1.6, 1.6 * LOCALIZER_SIZE / 2
    _add_plane(ds, (-half, 0.0, half), ["1", "0", "0", "0", "0", "-1"], (10.0, pixel, pixel))
    _add_ct_image(ds, series)
    ds.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    ds.ScanOptions = "SCOUT MODE"
    del ds.ConvolutionKernel
    set_pixels(ds, np.rint(1300 * pair.with_bone).astype(np.int16), bits_stored=16)
    ds.WindowCenter, ds.WindowWidth = "-374", "1300"
    return ds


def _add_plane(ds: Dataset, position, orientation: list[str], spacing_mm: tuple[float, float, float]) -> None:
    """Frame of Reference and Image Plane (PS3.3 C.7.4.1, C.7.6.2). spacing_mm: thickness, rows, columns."""
    ds.FrameOfReferenceUID = make_uid(STUDY.name, "frame of reference")
    ds.PositionReferenceIndicator = ""
    ds.PatientPosition = "HFS"
    ds.PixelSpacing = [f"{v:.7g}" for v in spacing_mm[1:]]
    ds.ImageOrientationPatient = orientation
    ds.ImagePositionPatient = [f"{v:.7g}" for v in position]
    ds.SliceThickness = f"{spacing_mm[0]:g}"
    ds.SliceLocation = f"{position[2]:g}"


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
