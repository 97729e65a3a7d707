"""Writes the tiny networks that the tests run. Needs the Python packages onnx and numpy; run it in this folder.

add_and_subtract.onnx  inputs left, right; outputs sum, difference; [1, 1, 4, 6]; checks that tensors go by name, not by order
threshold_lung.onnx    input image; outputs bone = 0.25 image, lung = 1 in the middle half of rows and columns, 0 outside; [1, 1, 64, 64]
broken_lung.onnx       the same, but bone is not a number anywhere
any_batch.onnx         as threshold_lung, with a free batch dimension
slice_gain.onnx        inputs image [n, 1, h, w], spacing [n, 1, 1, 2]; output converted = image x 1.5 + row spacing x 10 + column spacing
mix_planes.onnx        input image [n, 6, h, w]; output flair = the sum of plane k x (k + 1) / 10
broken_planes.onnx     the same, but every value is not a number
mean_change.onnx       input image [1, 3, 64, 64]; output suspicion [1, 1, 16, 16] = 20 x mean (plane 0 - plane 1) of 4 x 4 pixels - 1
style_half.onnx        input image [1, 1, 64, 64]; outputs styled = 0.5 image + 0.25, detail = 0.8 everywhere
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


def slice_gain():
    nodes = [
        helper.make_node("Mul", ["image", "gain"], ["louder"]),
        helper.make_node("Mul", ["spacing", "factors"], ["parts"]),
        helper.make_node("ReduceSum", ["parts"], ["offset"], keepdims=1),
        helper.make_node("Add", ["louder", "offset"], ["converted"]),
    ]
    initializers = [
        numpy_helper.from_array(np.float32(1.5), "gain"),
        numpy_helper.from_array(np.array([[[[10, 1]]]], np.float32), "factors"),
    ]
    inputs = [tensor("image", "n", 1, "h", "w"), tensor("spacing", "n", 1, 1, 2)]
    save("slice_gain", nodes, inputs, [tensor("converted", "n", 1, "h", "w")], initializers)


def planes(file, factor):
    weights = (np.arange(1, 7, dtype=np.float32) / 10 * np.float32(factor)).reshape(1, 6, 1, 1)
    nodes = [helper.make_node("Conv", ["image", "weights"], ["flair"])]
    outputs = [tensor("flair", "n", 1, "h", "w")]
    save(file, nodes, [tensor("image", "n", 6, "h", "w")], outputs, [numpy_helper.from_array(weights, "weights")])


def style_half():
    nodes = [
        helper.make_node("Mul", ["image", "half"], ["darker"]),
        helper.make_node("Add", ["darker", "quarter"], ["styled"]),
        helper.make_node("Mul", ["image", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "gain"], ["detail"]),
    ]
    values = {"half": 0.5, "quarter": 0.25, "zero": 0, "gain": 0.8}
    initializers = [numpy_helper.from_array(np.float32(value), name) for name, value in values.items()]
    outputs = [tensor("styled", 1, 1, 64, 64), tensor("detail", 1, 1, 64, 64)]
    save("style_half", nodes, [tensor("image", 1, 1, 64, 64)], outputs, initializers)


def mean_change():
    weights = np.full((1, 3, 4, 4), 20 / 16, np.float32)
    weights[:, 1] *= -1
    weights[:, 2] = 0
    nodes = [helper.make_node("Conv", ["image", "weights", "bias"], ["suspicion"], strides=[4, 4])]
    initializers = [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(np.array([-1], np.float32), "bias"),
    ]
    save("mean_change", nodes, [tensor("image", 1, 3, 64, 64)], [tensor("suspicion", 1, 1, 16, 16)], initializers)


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
    slice_gain()
    planes("mix_planes", 1)
    planes("broken_planes", float("nan"))
    style_half()
    mean_change()
