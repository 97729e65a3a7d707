"""Radiograph style: an image that a formula makes, and every sixteenth pixel of its answer.

source[row, column] = (3 row + 2 column + 500 ((row / 40 + column / 56) mod 2)) mod 4096, whole numbers, [560, 640].
answer.f32: rows 0, 16, ... and columns 0, 16, ... of the answer, 0 black and 1 white. stored.f32: the same with 12 bits.
"""

import numpy as np

from bundle.runtime import session
from chest_bone_suppression.node import prepare
from chest_style import node
from chest_style.export import PACKAGE

from . import files

SHAPE, STEP, BITS = (560, 640), 16, 12


def source() -> np.ndarray:
    """Stored values, as float64."""
    row, column = np.indices(SHAPE)
    return ((3 * row + 2 * column + 500 * ((row // 40 + column // 56) % 2)) % 4096).astype(np.float64)


def main() -> None:
    frame = prepare(source())
    styled, detail = node.infer(session(PACKAGE / "models" / "model.onnx"), frame)
    answer = node.compose(source(), frame, styled, detail)[::STEP, ::STEP]
    figures = {"rows": SHAPE[0], "columns": SHAPE[1], "step": STEP, "bitsStored": BITS}
    figures["gates"] = files.camel(node.measure(frame, styled))
    files.write(PACKAGE.parent.name, {"answer": answer, "stored": node.stored(answer, BITS)}, figures)


if __name__ == "__main__":
    main()
