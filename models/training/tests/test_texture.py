"""Texture features against the reference values that IBSI publishes for its digital phantom (merged in 3D)."""

import unittest

import numpy as np

from measures import texture

_PHANTOM = np.array(
    [
        [[1, 4, 4, 1, 1], [1, 4, 6, 1, 1], [4, 1, 6, 4, 1], [4, 4, 6, 4, 1]],
        [[1, 4, 4, 1, 1], [1, 1, 6, 1, 1], [0, 1, 3, 1, 1], [4, 4, 6, 1, 1]],
        [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 0, 1, 1], [1, 1, 6, 1, 1]],
        [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 6, 1, 1]],
    ]
)


class DigitalPhantom(unittest.TestCase):
    def check(self, found: dict, **expected: float):
        for name, value in expected.items():
            with self.subTest(name):
                self.assertLess(abs(found[name] - value), 0.006 * abs(value))

    def test_statistics(self):
        self.check(
            texture.first_order(_PHANTOM[_PHANTOM > 0]),
            mean=2.15, variance=3.05, skewness=1.08, kurtosis=-0.355, p90=4, interquartile_range=3, energy=567,
            mean_absolute_deviation=1.55, robust_mean_absolute_deviation=1.11, root_mean_square=2.77,
        )  # fmt: skip

    def test_co_occurrence(self):
        self.check(
            texture.co_occurrence(_PHANTOM),
            joint_maximum=0.509, joint_average=2.15, joint_variance=3.13, joint_entropy=2.57, sum_average=4.30,
            sum_variance=7.41, contrast=5.12, angular_second_moment=0.291, cluster_shade=17.4, cluster_prominence=147,
        )  # fmt: skip

    def test_run_lengths(self):
        self.check(
            texture.run_lengths(_PHANTOM),
            short_emphasis=0.729, long_emphasis=2.76, low_grey_emphasis=0.607, high_grey_emphasis=9.64, percentage=0.68,
        )  # fmt: skip

    def test_size_zones(self):
        self.check(
            texture.size_zones(_PHANTOM),
            short_emphasis=0.255, long_emphasis=550, grey_non_uniformity=1.4, percentage=0.0676, size_variance=331,
        )  # fmt: skip

    def test_dependences(self):
        self.check(texture.dependences(_PHANTOM), short_emphasis=0.045, long_emphasis=109, entropy=4.40, energy=0.0533)

    def test_tone_differences(self):
        self.check(
            texture.tone_differences(_PHANTOM),
            coarseness=0.0296, contrast=0.584, busyness=6.54, complexity=13.5, strength=0.763,
        )  # fmt: skip


class Concordance(unittest.TestCase):
    def test_an_offset_lowers_it_although_the_correlation_is_one(self):
        a = np.arange(10.0)
        self.assertAlmostEqual(texture.concordance(a, a), 1)
        self.assertAlmostEqual(texture.concordance(a, a + 3), 2 * a.var() / (2 * a.var() + 9))

    def test_independent_samples_do_not_agree(self):
        rng = np.random.default_rng(0)
        self.assertLess(abs(texture.concordance(rng.normal(size=2000), rng.normal(size=2000))), 0.1)


if __name__ == "__main__":
    unittest.main()
