"""Writes the trained weights as ONNX opset 18, checks it against PyTorch and pins its digest in afterimage.yaml.

python -m mr_flair_synthesis.export
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from bundle import onnx_file

from . import node
from .make_data import WORK
from .network import PLANES, Exported, FlairNet, Training

PACKAGE = Path(__file__).resolve().parents[2] / "mr-flair-synthesis" / "0.3.0"


def load(weights: Path) -> Exported:
    """The graph of a training, ready to answer."""
    trained = Training(FlairNet())
    trained.load_state_dict(torch.load(weights, map_location="cpu"))
    return Exported(trained.network).eval()


def cases() -> list[dict[str, np.ndarray]]:
    """Inputs on which ONNX Runtime and PyTorch are compared: two sizes, two batches."""
    rng = np.random.default_rng(0)
    return [{"image": rng.random(s, dtype=np.float32)} for s in ((3, PLANES, 256, 256), (1, PLANES, 192, 224))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WORK / "weights.pt")
    parser.add_argument("--target", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    network = load(arguments.weights)
    rows, columns = (node.MULTIPLE * torch.export.Dim(name, min=4, max=32) for name in ("rows32", "columns32"))
    free = {"image": {0: torch.export.Dim("n", min=1, max=64), 2: rows, 3: columns}}
    example = torch.zeros(2, PLANES, 256, 224)
    onnx_file.write(onnx_file.from_torch(network, example, ["image"], ["flair"], free), arguments.target)

    @torch.no_grad()
    def reference(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {"flair": network(torch.from_numpy(inputs["image"])).numpy()}

    onnx_file.compare(arguments.target, cases(), reference, tolerance=1e-3)


if __name__ == "__main__":
    main()
