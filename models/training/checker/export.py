"""Writes a trained checking network as ONNX opset 18, checks it against PyTorch and pins its digest in afterimage.yaml.

    python -m checker.export chest
    python -m checker.export head

The file is `models/checker.onnx` of the package that it checks.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from bundle import onnx_file
from chest_bone_suppression.export import PACKAGE as CHEST
from mr_flair_synthesis.export import PACKAGE as HEAD
from mr_flair_synthesis.node import MULTIPLE

from . import make_chest, make_head
from .network import HEAD_PLANES, ChestChecker, ExportedChest, ExportedHead, HeadChecker

_SIDE = 512


def mean(files: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of weights, value by value (Wortsman et al. 2022, model soups)."""
    states = [torch.load(file, map_location="cpu") for file in files]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def chest(weights: dict[str, torch.Tensor]) -> tuple[torch.nn.Module, torch.Tensor, dict]:
    """The graph, an example and the free dimensions."""
    network = ChestChecker()
    network.load_state_dict(weights)
    return ExportedChest(network).eval(), torch.zeros(2, 3, _SIDE, _SIDE), {}


def head(weights: dict[str, torch.Tensor]) -> tuple[torch.nn.Module, torch.Tensor, dict]:
    """The graph, an example and the free dimensions."""
    network = HeadChecker()
    network.load_state_dict(weights)
    rows, columns = (MULTIPLE * torch.export.Dim(name, min=4, max=32) for name in ("rows32", "columns32"))
    return ExportedHead(network).eval(), torch.zeros(2, HEAD_PLANES, 256, 224), {2: rows, 3: columns}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=("chest", "head"))
    parser.add_argument("--weights", type=Path, nargs="+", help="several trained from the same start: their mean is taken")
    arguments = parser.parse_args()
    load, work, package = {"chest": (chest, make_chest.WORK, CHEST), "head": (head, make_head.WORK, HEAD)}[
        arguments.which
    ]
    graph, example, free = load(mean(arguments.weights or [work / "weights.pt"]))
    target = package / "models" / "checker.onnx"
    batch = {"image": {0: torch.export.Dim("n", min=1, max=64)} | free}
    onnx_file.write(onnx_file.from_torch(graph, example, ["image"], ["suspicion"], batch), target)

    @torch.no_grad()
    def reference(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {"suspicion": graph(torch.from_numpy(inputs["image"])).numpy()}

    random = np.random.default_rng(0).random((3, *example.shape[1:]), dtype=np.float32)
    onnx_file.compare(target, [{"image": random}], reference, tolerance=1e-3)


if __name__ == "__main__":
    main()
