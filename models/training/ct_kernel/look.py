"""Writes a contact sheet of one simulated chest: a kernel, what the filter makes of it, the other kernel, the error.

    python -m ct_kernel.look 650003 example.png --to smooth
    python -m ct_kernel.look 650003 failure.png --to smooth --sharper 1.15      kernels that the filter does not fit

From left to right source, answer, truth, answer minus truth (grey is none, 8 HU to full white or black; with --sharper
32 HU). A part of the slice, window 1300 HU wide.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from bundle.runtime import session
from simulators.ct import acquire
from simulators.ct_kernel import KERNELS

from . import node
from .export import OF, package

_PART = (slice(110, 366), slice(40, 296))
_LOWEST_HU, _WIDTH_HU, _DIFFERENCE_HU = -1000.0, 1300.0, 16.0


def sheet(seed: int, to: str, model: Path, sharper: float = 1.0) -> np.ndarray:
    """Grey levels [256, 1024] as bytes."""
    raw = acquire(seed, slices=1)
    source, truth = (raw.reconstruct(KERNELS[kernel].scaled(sharper))[0] for kernel in (OF[to], to))
    answer = node.convert(session(model), source, (raw.pixel_mm,) * 2)
    planes = [(image[_PART] - _LOWEST_HU) / _WIDTH_HU for image in (source, answer, truth)]
    error = (answer - truth)[_PART] / (_DIFFERENCE_HU * (1 if sharper == 1 else 4))
    return (np.clip(np.concatenate([*planes, 0.5 + error], 1), 0, 1) * 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--to", choices=OF, default="smooth")
    parser.add_argument("--sharper", type=float, default=1.0, help="factor on every frequency of both kernels")
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args()
    model = arguments.model or package(arguments.to) / "models" / "model.onnx"
    Image.fromarray(sheet(arguments.seed, arguments.to, model, arguments.sharper)).save(arguments.target, optimize=True)


if __name__ == "__main__":
    main()
