"""Writes the tiny networks that the tests run. Needs the Python packages onnx and numpy; run it in this folder.

add_and_subtract.onnx  inputs left, right; outputs sum, difference; [1, 1, 4, 6]; checks that tensors go by name, not by order
threshold_lung.onnx    input image; outputs bone = 0.25 image, lung = 1 in the middle half of rows and columns, 0 outside; [1, 1, 64, 64]
broken_lung.onnx       the same, but bone is not a number anywhere
any_batch.onnx         as threshold_lung, with a free batch dimension
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def tensor(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def save(file, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, file, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, file + ".onnx")


def bone_and_lung(file, factor, batch):
    size = 64
    rows = np.zeros((1, 1, size, 1), np.float32)
    rows[:, :, size // 4 : 3 * size // 4] = 1
    columns = rows.reshape(1, 1, 1, size)
    nodes = [
        helper.make_node("Mul", ["image", "factor"], ["bone"]),
        helper.make_node("Mul", ["image", "zero"], ["nothing"]),
        helper.make_node("Mul", ["rows", "columns"], ["mask"]),
        helper.make_node("Add", ["nothing", "mask"], ["lung"]),
    ]
    initializers = [
        numpy_helper.from_array(np.float32(factor), "factor"),
        numpy_helper.from_array(np.float32(0), "zero"),
        numpy_helper.from_array(rows, "rows"),
        numpy_helper.from_array(columns, "columns"),
    ]
    outputs = [tensor("bone", batch, 1, size, size), tensor("lung", batch, 1, size, size)]
    save(file, nodes, [tensor("image", batch, 1, size, size)], outputs, initializers)


if __name__ == "__main__":
    nodes = [
        helper.make_node("Sub", ["left", "right"], ["difference"]),
        helper.make_node("Add", ["left", "right"], ["sum"]),
    ]
    inputs = [tensor("left", 1, 1, 4, 6), tensor("right", 1, 1, 4, 6)]
    save("add_and_subtract", nodes, inputs, [tensor("sum", 1, 1, 4, 6), tensor("difference", 1, 1, 4, 6)])
    bone_and_lung("threshold_lung", 0.25, 1)
    bone_and_lung("broken_lung", float("nan"), 1)
    bone_and_lung("any_batch", 0.25, "batch")
