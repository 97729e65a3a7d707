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

    def test_checking_networks_learn_from_patients_of_their_own(self):
        checker = importlib.import_module("checker.seeds")
        self.assertFalse(set(checker.CHEST) & set(checker.CHEST_BOUNDS))
        for model, seeds in (
            ("chest_bone_suppression", checker.CHEST),
            ("chest_bone_suppression", checker.CHEST_BOUNDS),
            ("mr_flair_synthesis", checker.HEAD),
        ):
            module = importlib.import_module(f"{model}.seeds")
            for name, others in vars(module).items():
                # The first ten thousand of TRAINING are more than any network was trained on.
                if isinstance(others, range):
                    used = others[:10_000] if name == "TRAINING" else others
                    self.assertFalse(set(seeds) & set(used), f"{model}: {name}")


if __name__ == "__main__":
    unittest.main()
