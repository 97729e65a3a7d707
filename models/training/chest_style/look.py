"""Writes a contact sheet of one simulated patient: every vendor above, what the model makes of each below.

    python -m chest_style.look 850003 sheet.png
    python -m chest_style.look 860003 sheet.png --strangers      vendors that training has not seen
    python -m chest_style.look film.png sheet.png                any grey picture in which bone is bright

The last column is the target style; both its rows are the same.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from bundle.runtime import session
from chest_bone_suppression.node import prepare

from . import node
from .export import PACKAGE
from .make_data import SIZE, exposure
from .vendors import STRANGERS, VENDORS, sample, target


def sheet(sources: list[np.ndarray], truth: np.ndarray | None, model: Path) -> np.ndarray:
    """Grey levels as bytes, one column a source."""
    network, columns = session(model), []
    for source in sources:
        frame = prepare(source)
        shown = np.clip((source - frame.low) / (frame.high - frame.low), 0, 1)
        answer = node.compose(source, frame, *node.infer(network, frame))
        print(
            {name: round(value, 4) for name, value in vars(node.measure(frame, node.infer(network, frame)[0])).items()}
        )
        columns.append(np.concatenate([shown, answer]))
    if truth is not None:
        columns.append(np.concatenate([truth, truth]))
    return (np.clip(np.concatenate(columns, 1), 0, 1) * 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="picture file or seed")
    parser.add_argument("target", type=Path)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--strangers", action="store_true")
    parser.add_argument("--width", type=int, default=0, help="width of the sheet in pixels, 0 for full size")
    arguments = parser.parse_args()
    if arguments.source.isdigit():
        seed = int(arguments.source)
        detected, rng = exposure(seed), np.random.default_rng([seed, 9])
        vendors = STRANGERS if arguments.strangers else VENDORS
        sources = [detected.presented(sample(v, rng, SIZE))[0] for v in vendors]
        truth = detected.presented(target(SIZE))[0]
    else:
        sources, truth = [np.asarray(Image.open(arguments.source).convert("F"))], None
    picture = Image.fromarray(sheet(sources, truth, arguments.model))
    if arguments.width:
        picture = picture.resize((arguments.width, picture.height * arguments.width // picture.width))
    picture.save(arguments.target, optimize=True)


if __name__ == "__main__":
    main()
