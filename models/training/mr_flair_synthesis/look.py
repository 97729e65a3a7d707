"""Runs the ONNX model on one simulated head and writes a contact sheet to look at.

    python -m mr_flair_synthesis.look 950003 sheet.png

From left to right: T1, T2, synthetic FLAIR, true FLAIR, their difference (grey is none, four times stronger). One row a
slice, the three with the most lesion first, then the middle one.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from bundle.runtime import session
from simulators.head import HeadVolumes, simulate

from . import node
from .export import PACKAGE
from .make_data import masks


def sheet(head: HeadVolumes, model: Path) -> np.ndarray:
    """Grey levels [rows, columns] as bytes."""
    answer = node.infer(session(model), head.t1, head.t2)
    brain = masks(head) & 1 > 0
    answer *= np.median(head.flair_target[brain]) / np.median(answer[brain])
    most = np.argsort(head.lesion_mask.sum((1, 2)))[::-1][:3]
    rows = []
    for k in [*most, len(answer) // 2]:
        planes = node.normalised(head.t1)[k] / 2, node.normalised(head.t2)[k] / 3
        flair = answer[k] / 1.6, head.flair_target[k] / 1.6
        rows.append(np.concatenate([*planes, *flair, 0.5 + 4 * (flair[0] - flair[1])], 1)[16:-16])
    return (np.clip(np.concatenate(rows), 0, 1) * 255).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    parser.add_argument("--healthy", action="store_true", help="the same head without lesions")
    arguments = parser.parse_args()
    head = simulate(arguments.seed, lesions=not arguments.healthy)
    Image.fromarray(sheet(head, arguments.model)).save(arguments.target)


if __name__ == "__main__":
    main()
