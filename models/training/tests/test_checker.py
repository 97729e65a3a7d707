"""What checking networks are shown and told."""

import unittest

import numpy as np

try:
    import torch

    from checker.network import HEAD_PLANES, HeadChecker, texture
    from checker.train_head import Judging, packed
except ImportError:
    torch = None

from checker import head_lies
from checker.make_head import BRAIN, LESION

_SIDE = 96


def _answer() -> tuple[np.ndarray, np.ndarray]:
    """A noisy answer with one lesion of 8 pixels, and its masks."""
    rng = np.random.default_rng(0)
    answer = (1 + 0.05 * rng.standard_normal((_SIDE, _SIDE))).astype(np.float32)
    masks = np.full((_SIDE, _SIDE), BRAIN, np.uint8)
    rows, columns = np.ogrid[:_SIDE, :_SIDE]
    lesion = (rows - 30) ** 2 + (columns - 40) ** 2 < 16
    answer[lesion] += 0.5
    masks[lesion] |= LESION
    return answer, masks


class HeadLies(unittest.TestCase):
    def test_what_is_painted_over_is_no_brighter_than_its_surroundings(self):
        answer, masks = _answer()
        lesion = (masks & LESION) > 0
        for seed in range(8):
            painted, where = head_lies.erased(answer, masks, np.zeros_like(answer), np.random.default_rng(seed))
            if where.any():
                self.assertTrue((where[lesion] > 0).all())
                self.assertLess(painted[lesion].mean(), 1.1)
                np.testing.assert_array_equal(painted[where == 0], answer[where == 0])
                return
        self.fail("the lesion was never painted over")

    def test_small_lies_count_as_much_as_large_ones(self):
        answer, masks = _answer()
        counted = set()
        for seed in range(20):
            rng = np.random.default_rng(seed)
            lied, where = head_lies.added(answer, masks, np.zeros_like(answer), 1.0, rng)
            changed = lied > answer + 0.2  # some have a soft edge
            self.assertTrue((where[changed] > 0).all())
            counted.add(round(float(where.sum()), 2))
        self.assertEqual(len(counted), 1)


@unittest.skipIf(torch is None, "PyTorch is not installed")
class Texture(unittest.TestCase):
    def setUp(self):
        answer, _ = _answer()
        self.expected = torch.from_numpy(answer)[None, None]
        self.mean = torch.nn.functional.avg_pool2d(self.expected, 3, 1, 1)

    def middle(self, answer) -> list[float]:
        return texture(answer, self.expected)[0, :, 12:-12, 12:-12].mean((1, 2)).tolist()

    def test_what_is_expected_has_its_own_power_and_leaves_nothing(self):
        power, gain, left = self.middle(self.expected)
        self.assertAlmostEqual(power, 0, places=3)
        self.assertAlmostEqual(gain, 1, delta=0.05)
        self.assertLess(left, -2)

    def test_twice_the_fine_structure_is_told_as_twice(self):
        power, gain, _ = self.middle(self.mean + 2 * (self.expected - self.mean))
        self.assertGreater(power, 1)
        self.assertGreater(gain, 1.7)

    def test_none_of_it_is_told_as_none(self):
        power, gain, _ = self.middle(self.mean)
        self.assertLess(power, -1)
        self.assertLess(gain, 0.4)

    def test_a_grid_is_what_is_left(self):
        rows, columns = torch.arange(_SIDE)[:, None], torch.arange(_SIDE)
        grid = 0.06 * ((rows + columns) % 2 - 0.5)
        self.assertGreater(self.middle(self.expected + grid)[2], self.middle(self.expected)[2] + 1)


@unittest.skipIf(torch is None, "PyTorch is not installed")
class Opinions(unittest.TestCase):
    def test_a_judge_that_is_given_an_opinion_says_what_the_whole_network_says(self):
        torch.manual_seed(0)
        checker = HeadChecker().eval()
        image = torch.rand(2, HEAD_PLANES, 64, 96)
        judging = Judging().eval()
        judging.load_state_dict(checker.state_dict())
        with torch.no_grad():
            kept = packed(*checker.opinion(image))
            torch.testing.assert_close(judging(image, kept), checker(image))


if __name__ == "__main__":
    unittest.main()
