"""The node reference: geometry, blending and gates, on images whose answer is known."""

import unittest

import numpy as np

from chest_bone_suppression import node


class Preparation(unittest.TestCase):
    def test_a_wide_film_is_padded_above_and_below(self):
        film = np.random.default_rng(0).uniform(100, 4000, (1500, 2048))
        frame = node.prepare(film)
        self.assertEqual((frame.rows, frame.columns), (slice(68, 443), slice(0, 512)))
        self.assertTrue((frame.square[:68] == 0).all() and (frame.square[443:] == 0).all())

    def test_reduction_keeps_the_mean(self):
        film = np.random.default_rng(1).uniform(0, 1, (1537, 1537))
        frame = node.prepare(film)
        normalised = (film - frame.low) / (frame.high - frame.low)
        self.assertAlmostEqual(float(frame.square.mean()), float(normalised.mean()), 4)

    def test_values_beyond_the_percentiles_are_not_cut(self):
        film = np.random.default_rng(2).uniform(0, 1, (512, 512))
        frame = node.prepare(film)
        self.assertLess(frame.square.min(), 0)
        self.assertGreater(frame.square.max(), 1)


class Composition(unittest.TestCase):
    def test_nothing_changes_outside_the_lung(self):
        film = np.random.default_rng(3).uniform(0, 4095, (1024, 1024))
        lung = np.zeros((512, 512), np.float32)
        lung[200:300, 100:200] = 0.9
        answer = node.compose(film, node.prepare(film), np.full((512, 512), 0.1, np.float32), lung)
        changed = np.argwhere(answer != film)
        self.assertGreaterEqual(changed.min(), 2 * 100 - 2)
        self.assertLessEqual(changed[:, 0].max(), 2 * 300 + 2)
        full_range = np.subtract(*np.percentile(film, [99.5, 0.5]))
        self.assertAlmostEqual(answer[500, 300], film[500, 300] - 0.1 * full_range, 3)

    def test_the_subtraction_fades_in(self):
        weights = node.fade(np.array([0.1, 0.3, 0.4, 0.5, 0.7, 1]))
        np.testing.assert_allclose(weights, [0, 0, 0.15625, 0.5, 1, 1], atol=1e-6)

    def test_negative_bone_adds_nothing(self):
        film = np.random.default_rng(6).uniform(0, 1, (512, 512))
        whole = np.ones((512, 512), np.float32)
        np.testing.assert_array_equal(node.compose(film, node.prepare(film), -whole, whole), film)


class GateMeasures(unittest.TestCase):
    def setUp(self):
        self.frame = node.prepare(np.random.default_rng(4).uniform(0, 1, (512, 512)))
        self.lung = np.zeros((512, 512), np.float32)
        self.lung[128:384] = 1

    def test_a_network_that_does_nothing_removes_nothing(self):
        gates = node.measure(self.frame, np.zeros((512, 512), np.float32), self.lung)
        self.assertEqual((gates.removed_mean, gates.removed_fraction), (0, 0))
        self.assertAlmostEqual(gates.local_correlation, 1)
        self.assertAlmostEqual(gates.lung_fraction, 0.5)

    def test_noise_instead_of_bone_lowers_the_local_correlation(self):
        noise = np.random.default_rng(5).normal(0, 1, (512, 512)).astype(np.float32)
        self.assertLess(node.measure(self.frame, noise, self.lung).local_correlation, 0.5)

    def test_no_lung_measures_zero(self):
        gates = node.measure(self.frame, np.ones((512, 512), np.float32), np.zeros((512, 512), np.float32))
        self.assertEqual(gates, node.Gates(0.0, 0.0, 0.0, 0.0))


if __name__ == "__main__":
    unittest.main()
