"""Held-out pairs on disk: what the node's own evaluation reads."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import pydicom
from pydicom import uid

from held_out import chest, ct_kernel, mr_flair
from held_out.dicom import Grid, Series, study, write_slices
from simulators.chest import simulate


class Cases(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_slices_lie_one_step_apart_and_keep_their_values(self):
        grid = Grid((5.0, 0.7, 0.8), 4.0, (-10.0, -20.0, 30.0))
        series = Series(1, "T1", "MR", "BRAIN", "Head", study("head MR", "7", ("24590-2", "LN", "MR Brain")))
        stored = np.arange(2 * 6 * 4, dtype=np.uint16).reshape(2, 6, 4)
        write_slices(self.folder, series, uid.MRImageStorage, grid, stored, 12, lambda ds: None)
        read = [pydicom.dcmread(f) for f in sorted(self.folder.iterdir())]
        self.assertEqual([d.ImagePositionPatient[2] for d in read], [30.0, 35.0])
        self.assertEqual(len({d.FrameOfReferenceUID for d in read}), 1)
        np.testing.assert_array_equal(np.stack([d.pixel_array for d in read]), stored)

    def test_a_chest_case_is_the_pair_of_its_seed(self):
        chest.write_case(chest.SUPPRESSION, "900003", self.folder / "case")
        planes = {f.name: pydicom.dcmread(f / "001.dcm") for f in (self.folder / "case").iterdir()}
        self.assertEqual(set(planes), {"source", "truth", "mask", "around", "region", "keep"})
        pair, full = simulate(900_003, chest.SIZE), 2**chest.BITS - 1
        self.assertEqual(planes["source"].ViewPosition, pair.view)
        shown = {name: plane.pixel_array / full for name, plane in planes.items()}
        np.testing.assert_allclose(shown["source"], pair.with_bone, atol=1 / full)
        inside = planes["region"].pixel_array > 0
        np.testing.assert_array_equal(shown["truth"][~inside], shown["source"][~inside])
        self.assertLess(shown["truth"][inside].mean(), shown["source"][inside].mean())

    def test_every_model_has_cases_and_a_healthy_head_has_no_lesion_to_measure(self):
        sets = {package: task.SETS[package] for task in (chest, ct_kernel, mr_flair) for package in task.PACKAGES}
        self.assertEqual(len(sets), 5)
        self.assertTrue(all(len(set(cases)) == len(cases) > 0 for s in sets.values() for cases in s.values()))
        mr_flair.write_case("mr-flair-synthesis", sets["mr-flair-synthesis"]["healthy"][0], self.folder / "head")
        self.assertEqual(
            {f.name for f in (self.folder / "head").iterdir()}, {"t1", "t2", "truth", "region", "tissue"}
        )


if __name__ == "__main__":
    unittest.main()
