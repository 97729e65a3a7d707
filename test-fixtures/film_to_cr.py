"""Wraps a frontal chest film that is at hand as a PNG into a CR instance without a name, so that `afterimage synthesize` can be looked at on it.

    python3 film_to_cr.py FILM.png OUT.dcm [--view PA|AP] [--age 058Y]

What this writes is for a look on the spot and never for the repository: it holds a patient's pixels.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
from PIL import Image
from pydicom import uid
from pydicom.dataset import FileDataset, FileMetaDataset

from writer.identity import make_uid


def film_to_cr(film: Path, view: str, age: str) -> FileDataset:
    """An anonymous Computed Radiography Image (PS3.3 A.2) of a grey PNG with 8 or 16 bits, bone bright."""
    with Image.open(film) as picture:
        pixels = np.asarray(picture if picture.mode.startswith("I") else picture.convert("L"), dtype=np.uint16)
    digest = hashlib.sha256(film.read_bytes()).hexdigest()
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = uid.ComputedRadiographyImageStorage
    meta.MediaStorageSOPInstanceUID = make_uid("film", digest, "instance")
    meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    ds = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID = make_uid("film", digest, "study"), make_uid("film", digest, "series")
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Anonymous", digest[:16], "", ""
    ds.PatientAge = age
    ds.StudyDate = ds.StudyTime = ds.AccessionNumber = ds.ReferringPhysicianName = ds.StudyID = ""
    ds.Modality, ds.SeriesNumber, ds.InstanceNumber = "CR", 1, 1
    ds.Manufacturer = ds.PatientOrientation = ""
    ds.BodyPartExamined, ds.ViewPosition = "CHEST", view
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = pixels.shape
    bits = max(int(pixels.max()).bit_length(), 8)
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, bits, bits - 1, 0
    ds.PixelData = pixels.astype("<u2").tobytes()
    return ds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("film", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--view", choices=("PA", "AP"), default="PA")
    arguments.add_argument("--age", default="050Y", help="as VR AS; the model asks for adults")
    given = arguments.parse_args()
    film_to_cr(given.film, given.view, given.age).save_as(given.out, enforce_file_format=True)


if __name__ == "__main__":
    main()
