"""What must hold for every simulated chest pair."""

import unittest

import numpy as np

from simulators.chest import simulate


class ChestPairs(unittest.TestCase):
    def test_the_same_seed_gives_the_same_pair(self):
        first, second = simulate(11, 128), simulate(11, 128)
        np.testing.assert_array_equal(first.with_bone, second.with_bone)
        np.testing.assert_array_equal(first.lung, second.lung)

    def test_another_seed_gives_another_patient(self):
        self.assertGreater(np.abs(simulate(11, 128).with_bone - simulate(12, 128).with_bone).mean(), 0.01)

    def test_a_larger_matrix_shows_the_same_patient(self):
        small, large = simulate(11, 256), simulate(11, 512)
        halved = large.with_bone.reshape(256, 2, 256, 2).mean((1, 3))
        self.assertGreater(np.corrcoef(small.with_bone.ravel(), halved.ravel())[0, 1], 0.97)
        self.assertAlmostEqual(small.pixel_spacing_mm, 2 * large.pixel_spacing_mm)

    def test_bone_brightens_the_lung(self):
        pair = simulate(13, 256)
        difference = (pair.with_bone - pair.without_bone)[pair.lung]
        self.assertGreater(difference.mean(), 0.005)
        covered = pair.bone[pair.lung] > np.percentile(pair.bone[pair.lung], 80)
        self.assertGreater(difference[covered].mean(), 2 * difference[~covered].mean())

    def test_lead_letters_are_the_same_in_both_images(self):
        pairs = (simulate(seed, 256, pathology=False, devices=False) for seed in range(20, 30))
        lettered = [p for p in pairs if p.foreign.any()]
        self.assertTrue(lettered)
        for pair in lettered:
            difference = np.abs(pair.with_bone - pair.without_bone)
            self.assertLess(np.median(difference[pair.foreign]), 0.05)

    def test_images_are_in_range(self):
        pair = simulate(14, 128)
        for image in (pair.with_bone, pair.without_bone):
            self.assertEqual(image.dtype, np.float32)
            self.assertGreaterEqual(image.min(), 0)
            self.assertLessEqual(image.max(), 1)

    def test_an_odd_size_is_refused(self):
        with self.assertRaisesRegex(ValueError, "multiple of 128"):
            simulate(1, 500)

    def test_an_unknown_view_is_refused(self):
        with self.assertRaisesRegex(ValueError, "PA"):
            simulate(1, 128, view="LATERAL")


if __name__ == "__main__":
    unittest.main()
