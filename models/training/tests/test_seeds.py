"""No patient is in two sets."""

import importlib
import unittest
from itertools import combinations

MODELS = ("chest_bone_suppression", "chest_style", "ct_kernel", "mr_flair_synthesis")


class Seeds(unittest.TestCase):
    def test_no_two_sets_of_a_model_meet(self):
        for model in MODELS:
            module = importlib.import_module(f"{model}.seeds")
            sets = {name: set(seeds) for name, seeds in vars(module).items() if isinstance(seeds, range)}
            self.assertGreater(len(sets), 1, model)
            for (one, first), (other, second) in combinations(sets.items(), 2):
                self.assertFalse(first & second, f"{model}: {one} and {other}")


if __name__ == "__main__":
    unittest.main()
