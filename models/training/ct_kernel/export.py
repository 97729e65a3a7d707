"""Writes the calibrated gains as ONNX opset 18, checks it against NumPy and pins its digest in afterimage.yaml.

    python -m ct_kernel.export

Inputs: `image` [n, 1, h, w] in HU, `spacing` [2] in mm (row spacing, column spacing, as in Pixel Spacing). Outputs:
`smooth` [n, 1, h, w], the image taken as one of the sharp kernel, and `sharp`, the image taken as one of the smooth
kernel.
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from . import node
from .calibrate import WORK

PACKAGE = Path(__file__).resolve().parents[2] / "ct-kernel-harmonization" / "0.1.0"
OUTPUTS = ("smooth", "sharp")


def build(gains: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The graph: gain tables to convolution weights for the given spacing, then one convolution."""
    half, cycles = node.TAPS // 2, node.sample_cycles()
    last = gains[OUTPUTS[0]].size - 1
    constants = {
        "rows_per_pixel": (10 * cycles[:, None]).astype(np.float32),
        "columns_per_pixel": (10 * cycles[None]).astype(np.float32),
        "step": np.float32(node.STEP_PER_CM),
        "last": np.float32(last),
        "one": np.array(1, np.int64),
        "last_index": np.array(last, np.int64),
        "gains": np.stack([gains[name] for name in OUTPUTS]).astype(np.float32),
        "cosines": node.cosine_matrix().astype(np.float32),
        "cosines_turned": node.cosine_matrix().T.astype(np.float32),
        "taper": node.taper().astype(np.float32),
        "sides": np.array([2, 3], np.int64),
        "channel": np.array([1], np.int64),
        "sides_of_weights": np.array([1, 2], np.int64),
        "pads": np.array([0, 0, half, half, 0, 0, half, half], np.int64),
    }
    nodes = [
        ("Split", ["spacing"], ["row_mm", "column_mm"], {"num_outputs": 2, "axis": 0}),
        ("Div", ["rows_per_pixel", "row_mm"], ["f_rows"], {}),
        ("Div", ["columns_per_pixel", "column_mm"], ["f_columns"], {}),
        ("Mul", ["f_rows", "f_rows"], ["f_rows_squared"], {}),
        ("Mul", ["f_columns", "f_columns"], ["f_columns_squared"], {}),
        ("Add", ["f_rows_squared", "f_columns_squared"], ["f_squared"], {}),
        ("Sqrt", ["f_squared"], ["f"], {}),
        ("Div", ["f", "step"], ["place_far"], {}),
        ("Min", ["place_far", "last"], ["place"], {}),
        ("Floor", ["place"], ["below_place"], {}),
        ("Sub", ["place", "below_place"], ["share"], {}),
        ("Cast", ["below_place"], ["below"], {"to": TensorProto.INT64}),
        ("Add", ["below", "one"], ["above_far"], {}),
        ("Min", ["above_far", "last_index"], ["above"], {}),
        ("Gather", ["gains", "below"], ["gain_below"], {"axis": 1}),
        ("Gather", ["gains", "above"], ["gain_above"], {"axis": 1}),
        ("Sub", ["gain_above", "gain_below"], ["rise"], {}),
        ("Mul", ["rise", "share"], ["risen"], {}),
        ("Add", ["gain_below", "risen"], ["response"], {}),
        ("MatMul", ["cosines", "response"], ["half_weights"], {}),
        ("MatMul", ["half_weights", "cosines_turned"], ["full_weights"], {}),
        ("Mul", ["full_weights", "taper"], ["tapered"], {}),
        ("ReduceSum", ["tapered", "sides_of_weights"], ["total"], {"keepdims": 1}),
        ("Div", ["tapered", "total"], ["unit_weights"], {}),
        ("Unsqueeze", ["unit_weights", "channel"], ["weights"], {}),
        ("ReduceMean", ["image", "sides"], ["mean"], {"keepdims": 1}),
        ("Sub", ["image", "mean"], ["centred"], {}),
        ("Pad", ["centred", "pads"], ["padded"], {"mode": "edge"}),
        ("Conv", ["padded", "weights"], ["both_centred"], {"kernel_shape": [node.TAPS, node.TAPS]}),
        ("Add", ["both_centred", "mean"], ["both"], {}),
        ("Split", ["both"], list(OUTPUTS), {"num_outputs": 2, "axis": 1}),
    ]
    image = ["n", 1, "h", "w"]
    graph = helper.make_graph(
        [helper.make_node(kind, inputs, outputs, **more) for kind, inputs, outputs, more in nodes],
        "ct_kernel_harmonization",
        [
            helper.make_tensor_value_info("image", TensorProto.FLOAT, image),
            helper.make_tensor_value_info("spacing", TensorProto.FLOAT, [2]),
        ],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, image) for name in OUTPUTS],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def compare(model: Path, gains: dict[str, np.ndarray]) -> None:
    """Raises AssertionError when ONNX Runtime and the NumPy reference differ by more than 0.05 HU."""
    rng = np.random.default_rng(0)
    image = np.clip(rng.normal(0, 300, (96, 80)), -1024, 3071).astype(np.float32)
    session = node.session(model)
    for spacing in ((0.5, 0.5), (0.742, 0.742), (0.9, 0.7)):
        found = session.run(list(OUTPUTS), {"image": image[None, None], "spacing": np.array(spacing, np.float32)})
        for name, answer in zip(OUTPUTS, found):
            expected = node.convolve(image, gains[name], spacing)
            difference = float(np.abs(answer[0, 0] - expected).max())
            assert difference < 0.05, (spacing, name, difference)
            print(f"{name} at {spacing} mm: largest difference from NumPy {difference:.1e} HU")


def pin(model: Path, manifest: Path) -> None:
    """Writes the model's SHA-256 into its manifest."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    text, count = re.subn(r"(?m)^(  sha256: )[0-9a-f]{64}$", rf"\g<1>{digest}", manifest.read_text())
    if count != 1:
        raise SystemExit(f"{manifest}: one line 'sha256: <64 hex digits>' is needed, found {count}")
    manifest.write_text(text)
    print(f"{manifest.name}: {digest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gains", type=Path, default=WORK / "gains.npz")
    parser.add_argument("--target", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    with np.load(arguments.gains) as stored:
        gains = {name: stored[name] for name in OUTPUTS}
    arguments.target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(gains), str(arguments.target))
    onnx.checker.check_model(str(arguments.target), full_check=True)
    compare(arguments.target, gains)
    print(f"{arguments.target.name}: {arguments.target.stat().st_size} bytes")
    manifest = arguments.target.parents[1] / "configs" / "afterimage.yaml"
    if manifest.exists():
        pin(arguments.target, manifest)


if __name__ == "__main__":
    main()
