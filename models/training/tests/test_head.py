"""What must hold for every simulated head."""

import unittest

import numpy as np

from simulators.head import Stack, simulate
from simulators.head_tissues import AIR, CORTICAL_BONE, CSF, GREY, LESION, WHITE

_MIDDLE = Stack(128, 3, 1.9, 5.0, 4.0, 15.0)


class Heads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.heads = [simulate(seed, stack=_MIDDLE, noise=0.3) for seed in (21, 22, 23)]

    def test_the_same_seed_gives_the_same_head(self):
        again = simulate(21, stack=_MIDDLE, noise=0.3)
        np.testing.assert_array_equal(again.t2, self.heads[0].t2)
        np.testing.assert_array_equal(again.flair_target, self.heads[0].flair_target)

    def test_heads_differ(self):
        a, b = self.heads[0].tissue_map, self.heads[1].tissue_map
        self.assertGreater((a != b).mean(), 0.05)

    def test_fluid_is_bright_in_t2_and_dark_in_flair(self):
        for head in self.heads:
            fluid, white = head.tissue_map == CSF, head.tissue_map == WHITE
            self.assertGreater(np.median(head.t2[fluid]), 1.5 * np.median(head.t2[white]))
            self.assertLess(np.median(head.flair_target[fluid]), 0.6 * np.median(head.flair_target[white]))

    def test_the_skull_is_dark_in_both_inputs(self):
        for head in self.heads:
            bone, white = head.tissue_map == CORTICAL_BONE, head.tissue_map == WHITE
            self.assertGreater(bone.mean(), 0.02)
            for image in (head.t1, head.t2):
                self.assertLess(np.median(image[bone]), 0.6 * np.median(image[white]))

    def test_the_fluid_below_the_skull_is_a_thin_rim(self):
        for head in self.heads:
            brain = np.isin(head.tissue_map, (GREY, WHITE))
            self.assertLess((head.tissue_map == CSF).sum(), 0.45 * brain.sum())

    def test_a_head_without_lesions_is_the_same_head(self):
        healthy = simulate(21, stack=_MIDDLE, noise=0.3, lesions=False)
        self.assertFalse(healthy.lesion_mask.any())
        changed = healthy.tissue_map != self.heads[0].tissue_map
        self.assertLess(changed.mean(), 0.02)

    def test_lesions_are_bright_in_flair(self):
        found = [h for h in self.heads if (h.tissue_map == LESION).any()]
        self.assertTrue(found)
        for head in found:
            lesion, white = head.tissue_map == LESION, head.tissue_map == WHITE
            self.assertGreater(np.median(head.flair_target[lesion]), 1.1 * np.median(head.flair_target[white]))

    def test_a_stack_without_slices_is_refused(self):
        with self.assertRaisesRegex(ValueError, "one slice"):
            simulate(1, slices=0)

    def test_the_corners_are_air(self):
        for head in self.heads:
            self.assertTrue((head.tissue_map[:, :4, :4] == AIR).all())


if __name__ == "__main__":
    unittest.main()
