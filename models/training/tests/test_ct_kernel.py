"""The kernel filter: calibration, its weights, and the graph as a node will find it."""

import hashlib
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import pydicom
import yaml

from ct_kernel import node
from ct_kernel.calibrate import Spectra
from ct_kernel.export import OUTPUTS, PACKAGE, build
from ct_kernel.pairs import read_pairs
from simulators.ct import CtAcquisition
from simulators.ct_kernel import KERNELS


def _acquisition(seed: int, pixel_mm: float = 0.7) -> CtAcquisition:
    """A disc of soft tissue with noise-like detail, in air."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[-64:64, -64:64]
    ideal = np.where(np.hypot(x, y) < 45, 50 + 60 * rng.standard_normal((128, 128)), -1000)[None]
    return CtAcquisition(ideal, rng.standard_normal((1, 128, 128)), ideal > 1e9, pixel_mm, (0.0, 0.0, 0.0))


def _gains() -> dict[str, np.ndarray]:
    spectra = {"smooth": Spectra(), "sharp": Spectra()}
    for seed in range(20):
        raw = _acquisition(seed)
        smooth, sharp = (raw.reconstruct(KERNELS[name])[0] for name in ("smooth", "sharp"))
        spectra["smooth"].add(sharp, smooth, raw.pixel_mm)
        spectra["sharp"].add(smooth, sharp, raw.pixel_mm)
    return {name: s.gain() for name, s in spectra.items()}


class Calibration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gains = _gains()

    def test_the_gain_is_the_ratio_of_the_transfer_functions(self):
        f = np.arange(1, 7)
        ratio = KERNELS["smooth"].mtf(f.astype(float)) / KERNELS["sharp"].mtf(f.astype(float))
        at = np.rint(f / node.STEP_PER_CM).astype(int)
        np.testing.assert_allclose(self.gains["smooth"][at], ratio, rtol=0.05)
        np.testing.assert_allclose(self.gains["sharp"][at], 1 / ratio, rtol=0.05)

    def test_the_filter_brings_a_slice_to_the_other_kernel(self):
        raw = _acquisition(99)
        slices = {name: raw.reconstruct(kernel)[0] for name, kernel in KERNELS.items()}
        for to, of in (("smooth", "sharp"), ("sharp", "smooth")):
            answer = node.convolve(slices[of], self.gains[to], (raw.pixel_mm,) * 2)
            before = np.sqrt(np.mean((slices[of] - slices[to]) ** 2))
            self.assertLess(np.sqrt(np.mean((answer - slices[to]) ** 2)), 0.25 * before)

    def test_a_mean_stays(self):
        for spacing in ((0.4, 0.4), (1.0, 0.8)):
            for gain in self.gains.values():
                self.assertAlmostEqual(node.weights(gain, spacing).sum(), 1)

    def test_a_larger_pixel_needs_fewer_of_them(self):
        reach = lambda w: (
            (w**2 * node.taper()[20, 20] * np.add.outer(*2 * [np.arange(-20, 21) ** 2])).sum() / (w**2).sum()
        )
        small, large = (node.weights(self.gains["smooth"], (s, s)) for s in (0.4, 0.8))
        self.assertGreater(reach(small), 1.5 * reach(large))

    def test_the_graph_computes_what_the_reference_does(self):
        session = node.onnxruntime.InferenceSession(build(self.gains).SerializeToString())
        image = np.random.default_rng(1).normal(0, 200, (50, 61)).astype(np.float32)
        found = session.run(list(OUTPUTS), {"image": image[None, None], "spacing": np.array([0.6, 0.8], np.float32)})
        for name, answer in zip(OUTPUTS, found):
            np.testing.assert_allclose(answer[0, 0], node.convolve(image, self.gains[name], (0.6, 0.8)), atol=0.05)


class Pairs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.smooth, self.sharp = Path(folder.name) / "smooth", Path(folder.name) / "sharp"

    def write(self, folder: Path, hu: np.ndarray, z: float, uid: str = "1.2.3", padding: bool = False) -> None:
        folder.mkdir(exist_ok=True)
        stored = (hu + 1024).astype(np.int16)
        dataset = pydicom.Dataset()
        dataset.Modality, dataset.SeriesInstanceUID = "CT", uid
        dataset.ImagePositionPatient, dataset.PixelSpacing = [0, 0, z], [0.5, 0.5]
        dataset.RescaleSlope, dataset.RescaleIntercept = 1, -1024
        dataset.Rows, dataset.Columns = stored.shape
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation, dataset.SamplesPerPixel = 15, 1, 1
        dataset.PhotometricInterpretation = "MONOCHROME2"
        if padding:
            stored[0, 0] = -2000
            dataset.add_new("PixelPaddingValue", "SS", -2000)
        dataset.PixelData = stored.tobytes()
        dataset.file_meta = pydicom.dataset.FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
        dataset.file_meta.MediaStorageSOPClassUID = pydicom.uid.CTImageStorage
        dataset.file_meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()
        dataset.save_as(folder / f"{z}.dcm", enforce_file_format=True)

    def test_slices_of_one_place_are_matched_in_hounsfield_units(self):
        for z in (0.0, 5.0):
            self.write(self.smooth, np.full((8, 8), 40 + z), z, padding=True)
        self.write(self.sharp, np.full((8, 8), 60), 5.0, uid="1.2.4")
        [(smooth, sharp, pixel_mm)] = read_pairs(self.smooth, self.sharp)
        self.assertEqual((smooth[4, 4], sharp[4, 4], pixel_mm), (45, 60, 0.5))
        self.assertEqual(smooth[0, 0], node.AIR_HU)

    def test_folders_that_share_no_place_are_refused(self):
        self.write(self.smooth, np.zeros((8, 8)), 0.0)
        self.write(self.sharp, np.zeros((8, 8)), 2.5)
        with self.assertRaisesRegex(ValueError, "same place"):
            list(read_pairs(self.smooth, self.sharp))

    def test_a_folder_of_two_series_is_refused(self):
        self.write(self.smooth, np.zeros((8, 8)), 0.0)
        self.write(self.smooth, np.zeros((8, 8)), 5.0, uid="1.2.5")
        with self.assertRaisesRegex(ValueError, "2 series"):
            list(read_pairs(self.smooth, self.smooth))


@unittest.skipUnless(PACKAGE.exists(), "the package has not been made")
class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())
        cls.path = PACKAGE / cls.manifest["model"]["file"]

    def test_the_digest_is_that_of_the_model(self):
        self.assertEqual(self.manifest["model"]["sha256"], hashlib.sha256(self.path.read_bytes()).hexdigest())

    def test_the_graph_has_the_inputs_and_outputs_of_the_manifest(self):
        graph = onnx.load(self.path).graph
        self.assertEqual([v.name for v in graph.input], list(self.manifest["model"]["inputs"]))
        self.assertEqual([v.name for v in graph.output], list(self.manifest["model"]["outputs"]))
        self.assertEqual([v.name for v in graph.output], [c["output"] for c in self.manifest["conversions"]])

    def test_pixels_outside_the_circle_come_back_as_they_were(self):
        slice_ = np.full((64, 64), 40.0)
        slice_[:10] = np.nan
        answer = node.convert(node.session(self.path), slice_, (0.7, 0.7), "smooth")
        np.testing.assert_array_equal(np.isnan(answer), np.isnan(slice_))
        self.assertAlmostEqual(float(answer[50:, 20:40].mean()), 40, delta=1)

    def test_codes_fit_their_value_representation(self):
        for conversion in self.manifest["conversions"]:
            self.assertLessEqual(len(conversion["derivation"]["code"]), 16)
            self.assertLessEqual(len(conversion["derivation"]["meaning"]), 64)


if __name__ == "__main__":
    unittest.main()
