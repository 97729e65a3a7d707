"""Writes series of one simulated patient, each into a folder of its own.

Images are single-frame, uncompressed, 16 bits without sign; values are kept through Rescale Slope and Intercept. Masks
have the geometry of their image and the SOP class of Secondary Capture.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import FileDataset, FileMetaDataset

_CLASSES = {"DX": uid.DigitalXRayImageStorageForPresentation, "CT": uid.CTImageStorage, "MR": uid.MRImageStorage}
_LARGEST = 65535


@dataclass(frozen=True)
class Geometry:
    """Where axial slices lie: the centre of the first pixel of slice k is at (x, y, z + k * slice_mm)."""

    pixel_mm: float
    slice_mm: float = 1.0
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0


@dataclass(frozen=True)
class Patient:
    """One case.

    name: no other case has it; UIDs are made from it
    modality: DX, CT or MR
    attributes: what every series says of itself, by keyword
    """

    name: str
    modality: str
    geometry: Geometry
    attributes: dict

    def write(self, folder: Path, values: np.ndarray, slope: float = 1.0, intercept: float = 0.0, **attributes) -> None:
        """One series of values [slices, rows, columns] or [rows, columns], stored as (value - intercept) / slope."""
        rescale = {"RescaleSlope": f"{slope:.12g}", "RescaleIntercept": f"{intercept:.12g}"}
        stored = (np.asarray(values, np.float64) - intercept) / slope
        self._write(folder, stored, _CLASSES[self.modality], self.attributes | rescale | attributes)

    def write_mask(self, folder: Path, labels: np.ndarray) -> None:
        """One series of labels, 0 being background."""
        self._write(folder, np.asarray(labels), uid.SecondaryCaptureImageStorage, {"ConversionType": "SYN"})

    def _write(self, folder: Path, stored: np.ndarray, sop_class: str, attributes: dict) -> None:
        stored = np.rint(np.asarray(stored if stored.ndim == 3 else stored[None], np.float64))
        if stored.min() < 0 or stored.max() > _LARGEST:
            raise ValueError(f"{folder}: stored values {stored.min()} to {stored.max()} do not fit 16 bits")
        folder.mkdir(parents=True, exist_ok=True)
        for k, plane in enumerate(stored.astype("<u2")):
            ds = self._instance(sop_class, folder.name, k)
            for keyword, value in attributes.items():
                setattr(ds, keyword, value)
            ds.Rows, ds.Columns = plane.shape
            ds.PixelData = plane.tobytes()
            ds.save_as(folder / f"{k + 1:04d}.dcm", enforce_file_format=True)

    def _instance(self, sop_class: str, series: str, k: int) -> FileDataset:
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = sop_class
        meta.MediaStorageSOPInstanceUID = self._uid(series, k)
        meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
        meta.ImplementationClassUID = self._uid("writer")
        ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
        ds.SOPClassUID, ds.SOPInstanceUID = sop_class, self._uid(series, k)
        ds.StudyInstanceUID, ds.SeriesInstanceUID = self._uid("study"), self._uid(series)
        ds.FrameOfReferenceUID = self._uid("frame")
        ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Simulated^Pair", self.name, "", ""
        ds.StudyDate = ds.SeriesDate = ds.AcquisitionDate = ds.ContentDate = "20260101"
        ds.StudyTime = ds.SeriesTime = ds.AcquisitionTime = ds.ContentTime = "120000"
        ds.AccessionNumber = ds.ReferringPhysicianName = ds.StudyID = ""
        ds.Modality, ds.SeriesDescription, ds.SeriesNumber = self.modality, series, 1
        ds.Manufacturer, ds.ImageType = "Afterimage simulators", ["ORIGINAL", "PRIMARY"]
        ds.InstanceNumber = k + 1
        self._place(ds, k)
        ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.PixelRepresentation = 1, "MONOCHROME2", 0
        ds.BitsAllocated, ds.BitsStored, ds.HighBit = 16, 16, 15
        return ds

    def _place(self, ds: FileDataset, k: int) -> None:
        g = self.geometry
        spacing = [f"{g.pixel_mm:.10g}"] * 2
        ds.PixelSpacing = spacing
        if self.modality == "DX":
            ds.ImagerPixelSpacing = spacing
            return
        ds.SliceThickness = f"{g.slice_mm:.10g}"
        ds.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
        ds.ImagePositionPatient = [f"{v:.10g}" for v in (g.x, g.y, g.z + k * g.slice_mm)]

    def _uid(self, *names: object) -> str:
        digest = hashlib.sha256("/".join(["afterimage pairs 1", self.name, *map(str, names)]).encode()).digest()
        return f"2.25.{uuid.UUID(bytes=digest[:16], version=5).int}"
