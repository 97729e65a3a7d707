"""The kernel filter: calibration, its weights, and the graph as a node will find it."""

import hashlib
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import pydicom
import yaml

from bundle.runtime import session
from ct_kernel import gates, node
from ct_kernel.calibrate import Spectra
from ct_kernel.export import OF, build, package
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
        image = np.random.default_rng(1).normal(0, 200, (2, 1, 50, 61)).astype(np.float32)
        spacing = np.array([0.6, 0.8], np.float32).reshape(1, 1, 1, 2)
        for gain in self.gains.values():
            graph = session(build(gain).SerializeToString())
            [answer] = graph.run(["converted"], {"image": image, "spacing": spacing})
            for slice_, found in zip(image[:, 0], answer[:, 0]):
                np.testing.assert_allclose(found, node.convolve(slice_, gain, (0.6, 0.8)), atol=0.05)


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


class GateMeasures(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(4)
        self.source = np.full((80, 80), -1000.0)
        self.source[10:70, 10:70] = rng.normal(40, 20, (60, 60))

    def test_an_answer_that_is_the_source_changes_nothing(self):
        gates_ = node.measure(self.source, self.source)
        self.assertEqual((gates_.mean_shift_hu, gates_.change_hu, gates_.grain_ratio), (0, 0, 1))
        self.assertAlmostEqual(gates_.local_correlation, 1)

    def test_padding_takes_no_part(self):
        padded, answer = self.source.copy(), self.source.copy()
        padded[:5], answer[:5] = np.nan, np.nan
        self.assertEqual(node.measure(padded, answer).change_hu, 0)

    def test_a_slice_of_air_is_measured_by_its_change_alone(self):
        air = np.full((80, 80), -1000.0)
        self.assertEqual(node.measure(air, air + 2), node.Gates(2.0, None, 2.0, None, None))

    def test_a_limit_that_is_broken_is_named(self):
        limit = gates.limits([node.Gates(0.1, 0.3, 100.0, 0.5, 0.8), node.Gates(0.2, 0.4, 200.0, 0.6, 0.9)])
        self.assertEqual(gates.failed(node.Gates(0.3, 0.5, 250.0, 0.55, 0.75), limit), [])
        self.assertEqual(
            gates.failed(node.Gates(5.0, None, 250.0, 0.9, 0.1), limit),
            ["maximumMeanShiftHu", "maximumGrainRatio", "minimumLocalCorrelation"],
        )


class Packages(unittest.TestCase):
    def setUp(self):
        self.folders = {to: package(to) for to in OF}
        self.manifests = {
            to: yaml.safe_load((folder / "configs" / "afterimage.yaml").read_text())
            for to, folder in self.folders.items()
        }

    def test_the_digest_is_that_of_the_model(self):
        for to, folder in self.folders.items():
            model = self.manifests[to]["model"]
            self.assertEqual(model["sha256"], hashlib.sha256((folder / model["file"]).read_bytes()).hexdigest())

    def test_the_graph_has_the_tensors_of_the_manifest(self):
        for to, folder in self.folders.items():
            model = self.manifests[to]["model"]
            graph = onnx.load(folder / model["file"]).graph
            for values, declared in ((graph.input, model["inputs"]), (graph.output, model["outputs"])):
                self.assertEqual({v.name: _plane(v) for v in values}, declared)

    def test_each_package_turns_one_kernel_into_the_other(self):
        for to, manifest in self.manifests.items():
            self.assertEqual((manifest["conversion"]["from"], manifest["conversion"]["to"]), (OF[to], to))
        kernels = [set(m["accepts"]["convolutionKernel"]) for m in self.manifests.values()]
        self.assertFalse(kernels[0] & kernels[1])

    def test_pixels_outside_the_circle_come_back_as_they_were(self):
        slice_ = np.full((64, 64), 40.0)
        slice_[:10] = np.nan
        for to, folder in self.folders.items():
            answer = node.convert(session(folder / "models" / "model.onnx"), slice_, (0.7, 0.7))
            np.testing.assert_array_equal(np.isnan(answer), np.isnan(slice_))
            self.assertAlmostEqual(float(answer[55:, 20:40].mean()), 40, delta=1)

    def test_texts_fit_their_value_representations(self):
        for manifest in self.manifests.values():
            self.assertLessEqual(len(manifest["derivation"]["code"]), 16)
            self.assertLessEqual(len(manifest["derivation"]["meaning"]), 64)
            self.assertLessEqual(len(manifest["conversion"]["target"]), 64)


def _plane(value: onnx.ValueInfoProto) -> list:
    """Channels, rows and columns; None where the size is free. The batch comes before them and must be free."""
    batch, *plane = value.type.tensor_type.shape.dim
    assert batch.dim_param, f"{value.name}: the batch size must be free"
    return [d.dim_value or None for d in plane]


if __name__ == "__main__":
    unittest.main()
