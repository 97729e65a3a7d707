"""UIDs, file meta information and the modules that every instance of a study shares."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from pydicom import uid
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence

NAMESPACE = "afterimage test fixtures 1"
STATION = "SIMULATOR1"


def make_uid(*names: object) -> str:
    """A UID that depends on these names alone: `2.25.` and the decimal form of a UUID (PS3.5 B.2) made of SHA-256."""
    digest = hashlib.sha256("/".join([NAMESPACE, *map(str, names)]).encode()).digest()
    return f"2.25.{uuid.UUID(bytes=digest[:16], version=5).int}"


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """One item of a code sequence (PS3.3 section 8)."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def item(**attributes: object) -> Dataset:
    """A sequence item with these attributes by keyword."""
    ds = Dataset()
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


@dataclass(frozen=True)
class Study:
    """Who and when. Names are invented, and each one says 'sample' or 'simulated' in its language.

    charset: the values of Specific Character Set (0008,0005); empty when the study has none.
    """

    name: str
    charset: tuple[str, ...]
    patient_name: str
    patient_id: str
    birth_date: str
    sex: str
    age: str
    date: str
    time: str
    accession: str
    study_id: str
    description: str
    institution: str
    referring: str
    procedure: Dataset
    size_m: str = "1.72"
    weight_kg: str = "71"
    comments: str = "Simulated by a program. Nobody was imaged."

    @property
    def uid(self) -> str:
        return make_uid(self.name, "study")


@dataclass(frozen=True)
class Series:
    """Number and text of one series of a study."""

    number: int
    description: str
    modality: str
    body_part: str
    protocol: str
    study: Study

    def uid(self) -> str:
        return make_uid(self.study.name, "series", self.number)

    def instance_uid(self, number: int) -> str:
        return make_uid(self.study.name, "series", self.number, "instance", number)


def new_instance(series: Series, sop_class: str, number: int, transfer_syntax: str) -> FileDataset:
    """An instance with the patient, study, series, equipment and SOP Common modules filled."""
    meta = FileMetaDataset()
    meta.FileMetaInformationVersion = b"\x00\x01"
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = series.instance_uid(number)
    meta.TransferSyntaxUID = transfer_syntax
    meta.ImplementationClassUID = make_uid("writer")
    meta.ImplementationVersionName = "AFTERIMAGE_SIM_1"
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    if series.study.charset:
        ds.SpecificCharacterSet = list(series.study.charset)
    ds.SOPClassUID = sop_class
    ds.SOPInstanceUID = series.instance_uid(number)
    ds.InstanceCreationDate, ds.InstanceCreationTime = series.study.date, series.study.time
    ds.InstanceNumber = number
    _add_study(ds, series.study)
    _add_series(ds, series)
    ds.Manufacturer = "Afterimage simulators"
    ds.ManufacturerModelName = "Procedural phantom"
    ds.DeviceSerialNumber = "SIM-0001"
    ds.SoftwareVersions = ["1.0"]
    ds.StationName = STATION
    ds.InstitutionName = series.study.institution
    ds.ImageComments = series.study.comments
    return ds


def _add_study(ds: Dataset, study: Study) -> None:
    ds.PatientName, ds.PatientID = study.patient_name, study.patient_id
    ds.IssuerOfPatientID = "AFTERIMAGE-FIXTURES"
    ds.PatientBirthDate, ds.PatientSex, ds.PatientAge = study.birth_date, study.sex, study.age
    ds.PatientSize, ds.PatientWeight = study.size_m, study.weight_kg
    ds.StudyInstanceUID, ds.StudyID = study.uid, study.study_id
    ds.StudyDate, ds.StudyTime = study.date, study.time
    ds.AccessionNumber = study.accession
    ds.ReferringPhysicianName = study.referring
    ds.StudyDescription = study.description
    ds.ProcedureCodeSequence = Sequence([study.procedure])


def _add_series(ds: Dataset, series: Series) -> None:
    study = series.study
    ds.Modality, ds.SeriesNumber = series.modality, series.number
    ds.SeriesInstanceUID = series.uid()
    ds.SeriesDescription, ds.ProtocolName = series.description, series.protocol
    ds.SeriesDate, ds.SeriesTime = study.date, study.time
    ds.AcquisitionDate, ds.AcquisitionTime = study.date, study.time
    ds.ContentDate, ds.ContentTime = study.date, study.time
    ds.BodyPartExamined = series.body_part
    ds.OperatorsName = "Simulator^Script"
    request = item(
        AccessionNumber=study.accession,
        StudyInstanceUID=study.uid,
        RequestedProcedureID=f"RP{study.accession[-6:]}",
        RequestedProcedureDescription=study.description,
        ScheduledProcedureStepID=f"SPS{study.accession[-6:]}",
        ScheduledProcedureStepDescription=series.protocol,
        RequestedProcedureCodeSequence=Sequence([study.procedure]),
    )
    ds.RequestAttributesSequence = Sequence([request])
    ds.PerformedProcedureStepID = f"PPS{study.accession[-6:]}"
    ds.PerformedProcedureStepStartDate, ds.PerformedProcedureStepStartTime = study.date, study.time
    ds.PerformedProcedureStepDescription = series.protocol


def set_pixels(ds: Dataset, pixels, bits_stored: int) -> None:
    """Image Pixel module (PS3.3 C.7.6.3) of one grey frame. pixels: integers [rows, columns]."""
    signed = pixels.dtype.kind == "i"
    ds.SamplesPerPixel = 1
    ds.Rows, ds.Columns = pixels.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = 16, bits_stored, bits_stored - 1
    ds.PixelRepresentation = int(signed)
    ds.PixelData = pixels.astype("<i2" if signed else "<u2").tobytes()
    ds["PixelData"].VR = "OW"


def write(ds: FileDataset, path: Path) -> None:
    """Write a Part 10 file, compressing first when its transfer syntax is RLE Lossless."""
    path.parent.mkdir(parents=True, exist_ok=True)
    wanted = ds.file_meta.TransferSyntaxUID
    if wanted == uid.RLELossless:
        ds.file_meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
        ds.compress(uid.RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    ds.save_as(path, enforce_file_format=True, implicit_vr=wanted == uid.ImplicitVRLittleEndian, little_endian=True)
