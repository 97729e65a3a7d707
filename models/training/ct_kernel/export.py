"""Writes the calibrated gains as ONNX opset 18, one package a direction, and checks each against NumPy.

    python -m ct_kernel.export

Inputs: `image` [n, 1, h, w] in HU, `spacing` [m, 1, 1, 2] in mm (row spacing, column spacing, as in Pixel Spacing;
the first item of the batch counts). Output: `converted` [n, 1, h, w], the image in the other kernel.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bundle import onnx_file

from . import node
from .calibrate import WORK

OF = {"smooth": "sharp", "sharp": "smooth"}
VERSION = "0.1.0"


def package(to: str) -> Path:
    """The folder of the package that answers in this kernel."""
    return Path(__file__).resolve().parents[2] / f"ct-kernel-{OF[to]}-to-{to}" / VERSION


def build(gain: np.ndarray) -> onnx.ModelProto:
    """The graph: gain table to convolution weights for the given spacing, then one convolution."""
    half, cycles = node.TAPS // 2, node.sample_cycles()
    last = gain.size - 1
    constants = {
        "rows_per_pixel": (10 * cycles[:, None]).astype(np.float32),
        "columns_per_pixel": (10 * cycles[None]).astype(np.float32),
        "first_of_batch": np.array(0, np.int64),
        "flat": np.array([-1], np.int64),
        "step": np.float32(node.STEP_PER_CM),
        "last": np.float32(last),
        "one": np.array(1, np.int64),
        "last_index": np.array(last, np.int64),
        "gain": gain.astype(np.float32),
        "cosines": node.cosine_matrix().astype(np.float32),
        "cosines_turned": node.cosine_matrix().T.astype(np.float32),
        "taper": node.taper().astype(np.float32),
        "sides": np.array([2, 3], np.int64),
        "channels": np.array([0, 1], np.int64),
        "pads": np.array([0, 0, half, half, 0, 0, half, half], np.int64),
    }
    nodes = [
        ("Gather", ["spacing", "first_of_batch"], ["first_spacing"], {"axis": 0}),
        ("Reshape", ["first_spacing", "flat"], ["both_mm"], {}),
        ("Split", ["both_mm"], ["row_mm", "column_mm"], {"num_outputs": 2, "axis": 0}),
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
        ("Gather", ["gain", "below"], ["gain_below"], {"axis": 0}),
        ("Gather", ["gain", "above"], ["gain_above"], {"axis": 0}),
        ("Sub", ["gain_above", "gain_below"], ["rise"], {}),
        ("Mul", ["rise", "share"], ["risen"], {}),
        ("Add", ["gain_below", "risen"], ["response"], {}),
        ("MatMul", ["cosines", "response"], ["half_weights"], {}),
        ("MatMul", ["half_weights", "cosines_turned"], ["full_weights"], {}),
        ("Mul", ["full_weights", "taper"], ["tapered"], {}),
        ("ReduceSum", ["tapered"], ["total"], {"keepdims": 0}),
        ("Div", ["tapered", "total"], ["unit_weights"], {}),
        ("Unsqueeze", ["unit_weights", "channels"], ["weights"], {}),
        ("ReduceMean", ["image", "sides"], ["mean"], {"keepdims": 1}),
        ("Sub", ["image", "mean"], ["centred"], {}),
        ("Pad", ["centred", "pads"], ["padded"], {"mode": "edge"}),
        ("Conv", ["padded", "weights"], ["filtered"], {"kernel_shape": [node.TAPS, node.TAPS]}),
        ("Add", ["filtered", "mean"], ["converted"], {}),
    ]
    image = ["n", 1, "h", "w"]
    graph = helper.make_graph(
        [helper.make_node(kind, inputs, outputs, **more) for kind, inputs, outputs, more in nodes],
        "ct_kernel_harmonization",
        [
            helper.make_tensor_value_info("image", TensorProto.FLOAT, image),
            helper.make_tensor_value_info("spacing", TensorProto.FLOAT, ["m", 1, 1, 2]),
        ],
        [helper.make_tensor_value_info("converted", TensorProto.FLOAT, image)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", onnx_file.OPSET)], ir_version=9)


def cases() -> list[dict[str, np.ndarray]]:
    """Inputs on which graph and NumPy are compared: three pixel spacings, one not square."""
    image = np.clip(np.random.default_rng(0).normal(0, 300, (96, 80)), -1024, 3071).astype(np.float32)
    return [
        {"image": image[None, None], "spacing": np.array(mm, np.float32).reshape(1, 1, 1, 2)}
        for mm in ((0.5, 0.5), (0.742, 0.742), (0.9, 0.7))
    ]


def reference(gain: np.ndarray, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What NumPy makes of the same inputs."""
    filtered = node.convolve(inputs["image"][0, 0], gain, tuple(inputs["spacing"].ravel()))
    return {"converted": filtered[None, None]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gains", type=Path, default=WORK / "gains.npz")
    parser.add_argument("--to", choices=OF, help="one direction only")
    parser.add_argument("--target", type=Path, help="with --to: another file than that of the package")
    arguments = parser.parse_args()
    if arguments.target and not arguments.to:
        parser.error("--target needs --to")
    with np.load(arguments.gains) as stored:
        gains = {name: stored[name] for name in OF}
    for to in [arguments.to] if arguments.to else OF:
        target = arguments.target or package(to) / "models" / "model.onnx"
        onnx_file.write(build(gains[to]), target)
        onnx_file.compare(target, cases(), lambda inputs: reference(gains[to], inputs), tolerance=0.05)


if __name__ == "__main__":
    main()
