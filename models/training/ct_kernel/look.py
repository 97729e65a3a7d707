"""Writes a contact sheet of one simulated chest: each kernel, what the filter makes of the other, their difference.

    python -m ct_kernel.look 650003 sheet.png

Upper row to smooth, lower row to sharp; from left to right source, answer, truth, answer minus truth (grey is none, 8
HU to full white or black). A part of the slice, window 1200 HU wide.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from simulators.ct import acquire
from simulators.ct_kernel import KERNELS

from . import node
from .evaluate import other
from .export import OUTPUTS, PACKAGE

_PART = (slice(110, 366), slice(40, 296))
_LOWEST_HU, _WIDTH_HU, _DIFFERENCE_HU = -1000.0, 1300.0, 16.0


def sheet(seed: int, model: Path) -> np.ndarray:
    """Grey levels [512, 1024] as bytes."""
    raw, graph = acquire(seed, slices=1), node.session(model)
    slices = {name: raw.reconstruct(kernel)[0] for name, kernel in KERNELS.items()}
    rows = []
    for to in OUTPUTS:
        source, truth = slices[other(to)], slices[to]
        answer = node.convert(graph, source, (raw.pixel_mm,) * 2, to)
        planes = [(image[_PART] - _LOWEST_HU) / _WIDTH_HU for image in (source, answer, truth)]
        rows.append(np.concatenate([*planes, 0.5 + (answer - truth)[_PART] / _DIFFERENCE_HU], 1))
    return (np.clip(np.concatenate(rows), 0, 1) * 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    Image.fromarray(sheet(arguments.seed, arguments.model)).save(arguments.target)


if __name__ == "__main__":
    main()
