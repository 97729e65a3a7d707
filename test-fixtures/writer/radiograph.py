"""What every projection radiograph here shares: exposure, geometry, and the modules of the two DX image classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset, FileDataset
from pydicom.sequence import Sequence

from writer.identity import Series, code, make_uid, new_instance, set_pixels

ERECT = ("10904000", "SCT", "erect")


@dataclass(frozen=True)
class Projection:
    """Where the beam went and what it met. Codes are (value, scheme, meaning).

    orientation: patient directions of the rows and of the columns (PS3.3 C.7.6.1.1.1).
    """

    region: tuple[str, str, str]
    view: tuple[str, str, str]
    view_position: str
    laterality: str
    orientation: tuple[str, str]
    kvp: str
    exposure_mas: float
    exposure_ms: int
    source_to_detector_mm: int
    source_to_patient_mm: int
    body_position: tuple[str, str, str] = ERECT


PA_CHEST = Projection(
    region=("51185008", "SCT", "Thorax"),
    view=("272479007", "SCT", "postero-anterior"),
    view_position="PA",
    laterality="U",
    orientation=("L", "F"),
    kvp="125",
    exposure_mas=2.0,
    exposure_ms=8,
    source_to_detector_mm=1800,
    source_to_patient_mm=1550,
)


def add_exposure(ds: Dataset, series: Series, shot: Projection) -> None:
    """X-Ray Acquisition Dose and Generation attributes (PS3.3 C.8.7.8, C.8.7.9) that CR shares with DX."""
    ds.KVP = shot.kvp
    ds.ExposureTime = str(shot.exposure_ms)
    ds.XRayTubeCurrent = str(round(shot.exposure_mas / shot.exposure_ms * 1000))
    ds.Exposure = str(max(round(shot.exposure_mas), 1))
    ds.ExposureInuAs = str(round(shot.exposure_mas * 1000))
    ds.DistanceSourceToDetector = str(shot.source_to_detector_mm)
    ds.DistanceSourceToPatient = str(shot.source_to_patient_mm)
    ds.FocalSpots = "1.2"
    ds.ExposureIndex, ds.TargetExposureIndex, ds.DeviationIndex = "268", "250", "0.3"
    ds.IrradiationEventUID = make_uid(series.study.name, "irradiation event", 1)
    ds.AcquisitionNumber = 1
    ds.PatientOrientation = list(shot.orientation)
    ds.LossyImageCompression = "00"
    ds.BurnedInAnnotation = "NO"


def dx_instance(
    series: Series,
    shot: Projection,
    stored: np.ndarray,
    pixel_mm: float,
    bits: int,
    transfer_syntax: str,
    for_processing: bool = False,
) -> FileDataset:
    """A complete Digital X-Ray Image (PS3.3 A.26) around stored values [rows, columns]."""
    kind = uid.DigitalXRayImageStorageForProcessing if for_processing else uid.DigitalXRayImageStorageForPresentation
    ds = new_instance(series, kind, 1, transfer_syntax)
    add_exposure(ds, series, shot)
    ds.PresentationIntentType = "FOR PROCESSING" if for_processing else "FOR PRESENTATION"
    ds.ImageType = ["ORIGINAL", "PRIMARY", ""]
    ds.ImageLaterality = shot.laterality
    ds.AnatomicRegionSequence = Sequence([code(*shot.region)])
    _add_dx_image(ds, for_processing)
    _add_detector(ds, stored.shape, pixel_mm)
    _add_positioning(ds, shot)
    ds.AcquisitionContextSequence = Sequence([])
    ds.ImageAndFluoroscopyAreaDoseProduct = "0.92"
    set_pixels(ds, stored, bits_stored=bits)
    return ds


def _add_dx_image(ds: Dataset, for_processing: bool) -> None:
    """DX Image (PS3.3 C.8.11.3). Raw signal grows with the dose; presentation values fall with it."""
    ds.PhotometricInterpretation = "MONOCHROME1" if for_processing else "MONOCHROME2"
    ds.PixelIntensityRelationship = "LIN" if for_processing else "LOG"
    ds.PixelIntensityRelationshipSign = 1 if for_processing else -1
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "0", "1", "US"
    ds.PresentationLUTShape = "INVERSE" if for_processing else "IDENTITY"
    if not for_processing:
        ds.AcquisitionDeviceProcessingDescription = "Simulated standard look"


def _add_detector(ds: Dataset, shape: tuple[int, int], pixel_mm: float) -> None:
    """DX Detector (PS3.3 C.8.11.4) and a collimator that is open to the edges (PS3.3 C.8.7.3)."""
    spacing = [f"{pixel_mm:.6g}"] * 2
    ds.DetectorType, ds.DetectorConfiguration = "SCINTILLATOR", "AREA"
    ds.DetectorDescription, ds.DetectorMode = "Simulated flat panel", "STANDARD"
    ds.DetectorID = "SIM-PANEL-01"
    ds.DetectorActiveShape = "RECTANGLE"
    ds.DetectorActiveDimensions = [f"{n * pixel_mm:.4g}" for n in shape]
    ds.DetectorElementPhysicalSize = spacing
    ds.DetectorElementSpacing = spacing
    ds.DetectorBinning = ["1", "1"]
    ds.ImagerPixelSpacing = spacing
    ds.FieldOfViewShape = "RECTANGLE"
    ds.FieldOfViewDimensions = [str(round(n * pixel_mm)) for n in shape]
    ds.FieldOfViewOrigin, ds.FieldOfViewRotation, ds.FieldOfViewHorizontalFlip = ["0", "0"], "0", "NO"
    ds.DetectorActivationOffsetFromExposure = "0"
    ds.CollimatorShape = "RECTANGULAR"
    ds.CollimatorLeftVerticalEdge, ds.CollimatorRightVerticalEdge = "1", str(shape[1])
    ds.CollimatorUpperHorizontalEdge, ds.CollimatorLowerHorizontalEdge = "1", str(shape[0])


def _add_positioning(ds: Dataset, shot: Projection) -> None:
    """DX Positioning (PS3.3 C.8.11.5) and the grid."""
    ds.ViewPosition = shot.view_position
    view = code(*shot.view)
    view.ViewModifierCodeSequence = Sequence([])
    ds.ViewCodeSequence = Sequence([view])
    ds.PatientOrientationCodeSequence = Sequence([code(*shot.body_position)])
    ds.PositionerType = "COLUMN"
    magnification = shot.source_to_detector_mm / shot.source_to_patient_mm
    ds.EstimatedRadiographicMagnificationFactor = f"{magnification:.8f}"
    ds.ColumnAngulation = "0"
    ds.Grid = ["FIXED", "FOCUSED"] if float(shot.kvp) > 100 else "NONE"
    ds.FilterType = "NONE"
