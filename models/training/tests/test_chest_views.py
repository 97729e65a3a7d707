"""The random views of training: what is added is in both images, and only bone is made stronger."""

import unittest

import numpy as np
import torch

from chest_bone_suppression import augment, node
from chest_bone_suppression.network import smooth
from chest_bone_suppression.train import error_of_answer, loss_of, removed_bone


class Views(unittest.TestCase):
    def setUp(self):
        self.without_bone = np.full((512, 512), 0.3, np.float32)
        self.with_bone = self.without_bone.copy()
        self.with_bone[::16] += 0.2
        self.lung = np.zeros((512, 512), bool)
        self.lung[100:400, 100:400] = True
        self.keep = np.zeros((512, 512), bool)

    def added(self, seed: int):
        rng = np.random.default_rng(seed)
        return augment._add_nodules(self.with_bone, self.without_bone, self.lung, self.keep, rng)

    def test_a_nodule_is_in_both_images_and_marked(self):
        for seed in range(8):
            x, y, keep = self.added(seed)
            np.testing.assert_allclose(x, np.minimum(self.with_bone + y - self.without_bone, 1), atol=1e-6)
            self.assertGreater((y - self.without_bone).max(), 0.005)
            self.assertTrue(keep[y > self.without_bone].mean() > 0.9)
            self.assertFalse(self.keep.any())

    def test_no_nodule_without_a_lung(self):
        x, y, keep = augment._add_nodules(
            self.with_bone, self.without_bone, 0 * self.lung, self.keep, np.random.default_rng(0)
        )
        np.testing.assert_array_equal(x, self.with_bone)
        self.assertFalse(keep.any())

    def test_strength_changes_bone_alone(self):
        gains = set()
        for seed in range(12):
            x = augment._strengthen(self.with_bone, self.without_bone, np.random.default_rng(seed))
            np.testing.assert_allclose(x[1::16], self.with_bone[1::16], atol=1e-6)
            gains.add(round(float((x - self.without_bone)[0, 0] / 0.2), 3))
        self.assertIn(1.0, gains)
        self.assertTrue(min(gains) < 1 < max(gains))

    def test_a_view_repeats(self):
        first, second = (
            augment.random_view(self.with_bone, self.without_bone, self.lung, self.keep, np.random.default_rng(9))
            for _ in range(2)
        )
        np.testing.assert_array_equal(first, second)
        self.assertEqual((first.shape, first.dtype), ((4, 512, 512), np.float32))


class Loss(unittest.TestCase):
    """What a network answers to two films of 64 x 64 of which the truth is known."""

    def setUp(self):
        lung = torch.zeros(2, 1, 64, 64)
        lung[:, :, 8:56, 8:56] = 1
        bone = torch.zeros(2, 1, 64, 64)
        bone[:, :, ::8] = 0.2
        self.batch = torch.cat([torch.full_like(bone, 0.5), bone, lung, torch.zeros_like(bone)], 1)
        self.bone, self.certain = bone, 40 * (lung - 0.5)

    def loss(self, bone, lung) -> float:
        return float(loss_of(lambda image: (bone, lung), self.batch)[0])

    def test_the_truth_costs_least(self):
        best = self.loss(self.bone, self.certain)
        self.assertLess(best, 0.05)
        self.assertGreater(self.loss(0 * self.bone, self.certain), best + 0.02)
        self.assertGreater(self.loss(self.bone, -self.certain), best + 0.02)

    def test_an_error_of_one_sign_costs_more_than_one_that_evens_out(self):
        truth = torch.full_like(self.bone, 0.2)
        signs = torch.ones_like(truth)
        signs[..., ::2] = -1
        one_sign, mixed = (
            error_of_answer(truth + 0.05 * sign, self.certain, truth, self.batch[:, 2:3], 0 * truth)
            for sign in (torch.ones_like(truth), signs)
        )
        self.assertGreater(float(one_sign), 2 * float(mixed))

    def test_the_loss_takes_away_what_the_node_does(self):
        bone, lung = torch.randn(2, 1, 64, 64, generator=torch.Generator().manual_seed(2)).split(1)
        expected = node.removed_bone(bone.numpy(), smooth(lung).numpy())
        np.testing.assert_allclose(removed_bone(bone, lung).numpy(), expected, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
