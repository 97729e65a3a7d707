"""Radiograph style: curves and bands, what the node does around them, and the package as a node will find it."""

import hashlib
import unittest

import numpy as np
import onnx
import torch
import yaml

from chest_bone_suppression.node import prepare
from chest_style import gates, node
from chest_style.export import PACKAGE
from chest_style.network import Styler, pyramid
from chest_style.vendors import STRANGERS, VENDORS, sample, target


def _film(seed: int, shape: tuple[int, int]) -> np.ndarray:
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(0, 4000, (shape[0] // 32, shape[1] // 32))
    return np.kron(coarse, np.ones((32, 32))) + rng.normal(0, 30, shape)


class Network(unittest.TestCase):
    def test_before_training_it_changes_nothing(self):
        image = torch.from_numpy(prepare(_film(0, (512, 512))).square)[None, None]
        with torch.no_grad():
            styled, detail = Styler()(image)
        np.testing.assert_allclose(styled, image, atol=1e-5)
        np.testing.assert_allclose(detail, 1, atol=1e-5)

    def test_whatever_is_chosen_the_curve_rises(self):
        network = Styler()
        torch.nn.init.normal_(network.choose_curve.bias, std=0.5)
        ramp = torch.linspace(-0.1, 1.1, 512).repeat(512, 1)[None, None]
        with torch.no_grad():
            curved, slope = network.curve(ramp, network.choose_curve.bias[None])
        self.assertGreater(float(curved.diff(dim=3).min()), 0)
        self.assertGreater(float(slope.min()), 0)

    def test_the_bands_add_up_to_the_image(self):
        image = torch.rand(1, 1, 512, 512)
        bands, rest = pyramid(image)
        for band in reversed(bands):
            size = band.shape[2:]
            rest = torch.nn.functional.interpolate(rest, size=size, mode="bilinear", align_corners=False) + band
        np.testing.assert_allclose(rest, image, atol=1e-5)


class Vendors(unittest.TestCase):
    def test_settings_lie_in_the_ranges_of_their_vendor(self):
        rng = np.random.default_rng(0)
        for vendor, ranges in (VENDORS | STRANGERS).items():
            found = sample(vendor, rng, 1024)
            self.assertTrue(ranges[3][0] * 2 <= found.fine_reach <= ranges[3][1] * 2)
            self.assertTrue(ranges[8][0] <= found.gamma <= ranges[8][1])

    def test_reaches_follow_the_matrix(self):
        self.assertEqual(target(1024).coarse_reach, 2 * target(512).coarse_reach)


class Composition(unittest.TestCase):
    def test_at_the_size_of_the_grid_the_answer_is_the_styled_image(self):
        film = _film(1, (512, 512))
        styled = np.random.default_rng(2).uniform(-0.1, 1.1, (512, 512)).astype(np.float32)
        answer = node.compose(film, prepare(film), styled, np.ones_like(styled))
        np.testing.assert_allclose(answer, np.clip(styled, 0, 1), atol=1e-6)

    def test_what_is_finer_than_the_grid_is_scaled_by_the_detail(self):
        film = _film(3, (1024, 1024))
        frame = prepare(film)
        grey, answers = np.full((512, 512), 0.5, np.float32), []
        for gain in (0.1, 0.2):
            answers.append(node.compose(film, frame, grey, np.full((512, 512), gain, np.float32)) - 0.5)
        np.testing.assert_allclose(answers[1], 2 * answers[0], atol=1e-6)
        self.assertGreater(answers[0].std(), 0)

    def test_stored_values_fill_the_bits(self):
        np.testing.assert_array_equal(node.stored(np.array([0, 0.5, 1]), 12), [0, 2048, 4095])
        np.testing.assert_array_equal(node.stored(np.array([0, 1]), 12, inverted=True), [4095, 0])


class GateMeasures(unittest.TestCase):
    def test_an_answer_like_its_source_keeps_its_structure(self):
        frame = prepare(_film(4, (512, 512)))
        good = node.measure(frame, 0.2 + 0.6 * frame.square)
        self.assertAlmostEqual(good.local_correlation, 1, places=3)
        self.assertAlmostEqual(good.detail_ratio, 0.6, places=2)
        limit = gates.limits([good])
        self.assertEqual(gates.failed(good, limit), [])
        upside_down = node.measure(frame, 0.2 + 0.6 * frame.square[::-1])
        self.assertIn("minimumLocalCorrelation", gates.failed(upside_down, limit))


@unittest.skipUnless(PACKAGE.exists(), "the package has not been made")
class Package(unittest.TestCase):
    def test_digest_and_tensors_are_those_of_the_manifest(self):
        manifest = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())
        raw = (PACKAGE / manifest["model"]["file"]).read_bytes()
        self.assertEqual(manifest["model"]["sha256"], hashlib.sha256(raw).hexdigest())
        graph = onnx.load_from_string(raw).graph
        for values, declared in (
            (graph.input, manifest["model"]["inputs"]),
            (graph.output, manifest["model"]["outputs"]),
        ):
            found = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim[1:]] for v in values}
            self.assertEqual(found, declared)


if __name__ == "__main__":
    unittest.main()
