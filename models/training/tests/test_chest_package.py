"""The package as a node will find it: digest, contract of the graph, size, and nothing of the machine that made it."""

import hashlib
import json
import unittest

import onnx
import yaml

from chest_bone_suppression.export import PACKAGE

_LARGEST_BYTES = 25 * 1024 * 1024


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = yaml.safe_load((PACKAGE / "configs" / "afterimage.yaml").read_text())
        cls.bytes = (PACKAGE / cls.manifest["model"]["file"]).read_bytes()
        cls.model = onnx.load_from_string(cls.bytes)

    def test_the_digest_is_that_of_the_model(self):
        self.assertEqual(self.manifest["model"]["sha256"], hashlib.sha256(self.bytes).hexdigest())

    def test_the_graph_keeps_the_contract(self):
        shapes = {v.name: _shape(v) for v in (*self.model.graph.input, *self.model.graph.output)}
        expected = dict.fromkeys(("image", "bone", "lung"), [1, 512, 512])
        self.assertEqual({name: shape[1:] for name, shape in shapes.items()}, expected)
        self.assertTrue(all(isinstance(s[0], str) for s in shapes.values()), "the batch size must be free")
        self.assertIn(self.model.opset_import[0].version, (17, 18))

    def test_the_weights_are_small(self):
        self.assertLess(len(self.bytes), _LARGEST_BYTES)

    def test_the_graph_tells_nothing_of_the_machine_that_made_it(self):
        for trace in (b'File "', b"/home/", b"/root/", b"site-packages", b"stack_trace"):
            self.assertNotIn(trace, self.bytes)

    def test_the_code_value_fits_its_value_representation(self):
        self.assertLessEqual(len(self.manifest["derivation"]["code"]), 16)

    def test_the_metadata_has_the_fields_of_a_bundle(self):
        metadata = json.loads((PACKAGE / "configs" / "metadata.json").read_text())
        required = "schema version monai_version pytorch_version numpy_version required_packages_version task"
        required = [*required.split(), "description", "authors", "copyright", "network_data_format"]
        self.assertEqual([name for name in required if name not in metadata], [])
        self.assertEqual(metadata["version"], self.manifest["version"])


def _shape(value: onnx.ValueInfoProto) -> list:
    return [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]


if __name__ == "__main__":
    unittest.main()
