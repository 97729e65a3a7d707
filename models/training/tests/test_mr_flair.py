"""FLAIR from T1 and T2: the node reference, the measures, and the package as a node will find it."""

import hashlib
import unittest

import numpy as np
import onnx
import yaml

from mr_flair_synthesis import gates, node
from mr_flair_synthesis.augment import Slab, random_view
from mr_flair_synthesis.evaluate import false_places, lesion_contrasts
from mr_flair_synthesis.export import PACKAGE
from mr_flair_synthesis.make_data import TEXTURE_SCALE, stored_fractions
from simulators.head import Stack, draw, simulate

_LARGEST_BYTES = 25 * 1024 * 1024


class Preparation(unittest.TestCase):
    def test_a_series_has_the_same_network_values_on_any_scale(self):
        series = np.random.default_rng(0).uniform(0, 1000, (4, 32, 32))
        np.testing.assert_allclose(node.normalised(series), node.normalised(7 * series), rtol=1e-6)
        bright = series > series.mean()
        self.assertAlmostEqual(float(node.normalised(series)[bright].mean()), 1, places=5)

    def test_an_empty_series_is_refused(self):
        with self.assertRaisesRegex(ValueError, "scale"):
            node.normalised(np.zeros((2, 32, 32)))

    def test_a_slice_stands_in_for_its_missing_neighbour(self):
        series = np.arange(3.0).reshape(3, 1, 1)
        np.testing.assert_array_equal(node.neighbours(series)[..., 0, 0], [[0, 0, 1], [0, 1, 2], [1, 2, 2]])

    def test_rows_and_columns_are_padded_to_multiples_of_32(self):
        t1, t2 = np.random.default_rng(1).uniform(0, 9, (2, 3, 200, 190))
        planes = node.inputs(t1, t2)
        self.assertEqual(planes.shape, (3, 6, 224, 192))
        self.assertTrue((planes[:, :, 200:] == 0).all() and (planes[..., 190:] == 0).all())
        np.testing.assert_array_equal(planes[1, 4, :200, :190], node.normalised(t2)[1])

    def test_series_of_two_geometries_are_refused(self):
        with self.assertRaisesRegex(ValueError, "grid"):
            node.infer(None, np.ones((3, 32, 32)), np.ones((4, 32, 32)))


class Views(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        healthy = draw(31, Stack(160, 4, 1.4, 5.0, 4.0, 8.0), lesions=False)
        texture = np.clip(np.rint(healthy.texture * TEXTURE_SCALE), -127, 127).astype(np.int8)
        cls.slab = Slab(stored_fractions(healthy), texture, 5.0, 1.4, 4.0)
        cls.views = [random_view(cls.slab, np.random.default_rng(k)) for k in range(12)]

    def test_a_view_is_the_same_for_the_same_draw_and_another_for_another(self):
        np.testing.assert_array_equal(self.views[0], random_view(self.slab, np.random.default_rng(0)))
        self.assertGreater(np.abs(self.views[0] - self.views[1]).mean(), 0.01)

    def test_every_view_is_of_another_scanner_with_the_same_kind_of_answer(self):
        brain = [view[7] > 0 for view in self.views]
        flair = [np.median(view[6][inside]) for view, inside in zip(self.views, brain)]
        t1 = [np.median(view[1][inside]) for view, inside in zip(self.views, brain)]
        self.assertLess(np.ptp(flair), 0.25)
        self.assertGreater(np.ptp(t1), 0.15)

    def test_lesions_are_painted_in_about_half_of_the_views_of_a_healthy_head(self):
        painted = [view for view in self.views if view[8].any()]
        self.assertTrue(2 <= len(painted) <= 10, len(painted))
        for view in painted:
            inside, white = view[8] > 0, (view[7] > 0) & (view[8] == 0)
            self.assertGreater(view[6][inside].mean(), view[6][white].mean())
            self.assertGreater(view[4][inside].mean(), view[4][white].mean())


class Measures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.head = simulate(31, stack=Stack(160, 4, 1.4, 5.0, 4.0, 8.0))

    def test_the_truth_keeps_every_lesion_and_adds_none(self):
        truth = self.head.flair_target
        kept = [x["kept"] for x in lesion_contrasts(self.head, truth, truth)]
        self.assertTrue(kept)
        np.testing.assert_allclose(kept, 1)
        self.assertEqual(len(list(false_places(self.head, truth, truth))), 0)

    def test_a_flat_answer_keeps_none(self):
        flat = np.ones_like(self.head.flair_target)
        for lesion in lesion_contrasts(self.head, flat, self.head.flair_target):
            self.assertAlmostEqual(lesion["kept"], 0)

    def test_an_invented_spot_is_counted(self):
        answer = self.head.flair_target.copy()
        white = np.argwhere(self.head.tissue_map == 7)
        slice_, row, column = white[len(white) // 2]
        answer[slice_, row - 2 : row + 3, column - 2 : column + 3] += 1
        self.assertEqual(len(list(false_places(self.head, answer, self.head.flair_target))), 1)


class GateMeasures(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(3)
        self.t1, self.t2 = rng.uniform(400, 1000, (2, 3, 64, 64))
        self.t1[:, :20], self.t2[:, :20] = 0, 0
        self.flair = 0.4 * node.normalised(self.t1) + 0.5 * node.normalised(self.t2)

    def test_a_mixture_of_both_inputs_is_explained_and_noise_is_not(self):
        measured = node.measure(self.t1, self.t2, self.flair)
        self.assertAlmostEqual(measured.explained, 1)
        noise = np.random.default_rng(4).uniform(0.5, 1, self.flair.shape)
        self.assertLess(node.measure(self.t1, self.t2, noise).explained, 0.1)

    def test_brightness_that_t2_does_not_have_is_counted(self):
        measured = node.measure(self.t1, self.t2, np.where(self.t2 < 600, 2.0, 0.8))
        self.assertGreater(measured.unsupported, 0.2)
        self.assertEqual(node.measure(self.t1, self.t2, np.where(self.t2 > 900, 2.0, 0.8)).unsupported, 0)

    def test_an_answer_in_another_unit_is_held(self):
        good = node.measure(self.t1, self.t2, self.flair)
        limit = gates.limits([good])
        self.assertEqual(gates.failed(good, limit), [])
        self.assertIn("maximumMedian", gates.failed(node.measure(self.t1, self.t2, 4 * self.flair), limit))

    def test_stored_values_are_thousandths_in_twelve_bits(self):
        np.testing.assert_array_equal(node.stored(np.array([0, 0.0006, 1.25, 9])), [0, 1, 1250, 4095])


@unittest.skipUnless(PACKAGE.exists(), "the package has not been made")
class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())
        cls.bytes = (PACKAGE / cls.manifest["model"]["file"]).read_bytes()

    def test_the_digest_is_that_of_the_model(self):
        self.assertEqual(self.manifest["model"]["sha256"], hashlib.sha256(self.bytes).hexdigest())

    def test_rows_columns_and_slices_are_free(self):
        graph = onnx.load_from_string(self.bytes).graph
        self.assertEqual([v.name for v in (*graph.input, *graph.output)], ["image", "flair"])
        shape = [d.dim_param or d.dim_value for d in graph.input[0].type.tensor_type.shape.dim]
        self.assertEqual(shape[1], 6)
        self.assertTrue(all(isinstance(shape[k], str) for k in (0, 2, 3)))

    def test_the_weights_are_small_and_tell_nothing_of_the_machine(self):
        self.assertLess(len(self.bytes), _LARGEST_BYTES)
        for trace in (b'File "', b"/home/", b"/root/", b"site-packages", b"stack_trace"):
            self.assertNotIn(trace, self.bytes)


if __name__ == "__main__":
    unittest.main()
