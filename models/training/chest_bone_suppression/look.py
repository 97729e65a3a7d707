"""Runs the ONNX model on one picture file or one simulated patient and writes a contact sheet to look at.

    python -m chest_bone_suppression.look film.png sheet.png      any grey picture in which bone is bright
    python -m chest_bone_suppression.look 900003 sheet.png        a simulated patient, with the truth beside it

From left to right: input, answer, what was removed (four times brighter), lung probability, and the bone-free truth
if there is one.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from bundle.runtime import session
from simulators.chest import simulate

from . import node
from .export import PACKAGE


def sheet(radiograph: np.ndarray, truth: np.ndarray | None, model: Path) -> np.ndarray:
    """Grey levels [512, 512 * n] as bytes."""
    frame = node.prepare(radiograph)
    bone, lung = node.infer(session(model), frame)
    removed = node.removed_bone(bone, lung)
    panels = [frame.square, frame.square - removed, 4 * removed, lung]
    if truth is not None:
        panels.append((truth - frame.low) / (frame.high - frame.low))
    print({name: round(value, 4) for name, value in vars(node.measure(frame, bone, lung)).items()})
    return (np.clip(np.concatenate(panels, 1), 0, 1) * 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="picture file or seed")
    parser.add_argument("target", type=Path)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--width", type=int, default=0, help="width of the sheet in pixels, 0 for full size")
    arguments = parser.parse_args()
    if arguments.source.isdigit():
        pair = simulate(int(arguments.source), 512)
        radiograph, truth = pair.with_bone, pair.without_bone
    else:
        radiograph, truth = np.asarray(Image.open(arguments.source).convert("F")), None
    picture = Image.fromarray(sheet(radiograph, truth, arguments.model))
    if arguments.width:
        picture = picture.resize((arguments.width, picture.height * arguments.width // picture.width))
    picture.save(arguments.target)


if __name__ == "__main__":
    main()
