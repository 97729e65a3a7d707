"""Writes the trained weights as ONNX opset 18, checks it against PyTorch and pins its digest in afterimage.yaml.

python -m chest_style.export
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from bundle import onnx_file

from .make_data import SIZE, WORK
from .network import Styler

PACKAGE = Path(__file__).resolve().parents[2] / "chest-style" / "0.1.0"
_OUTPUTS = ["styled", "detail"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WORK / "weights.pt")
    parser.add_argument("--target", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    network = Styler()
    network.load_state_dict(torch.load(arguments.weights, map_location="cpu"))
    network.eval()
    free = {"image": {0: torch.export.Dim("n", min=1, max=64)}}
    model = onnx_file.from_torch(network, torch.rand(2, 1, SIZE, SIZE), ["image"], _OUTPUTS, free)
    onnx_file.write(model, arguments.target)

    @torch.no_grad()
    def reference(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {k: v.numpy() for k, v in zip(_OUTPUTS, network(torch.from_numpy(inputs["image"])))}

    rng = np.random.default_rng(0)
    smooth = np.kron(rng.random((3, 1, 32, 32), dtype=np.float32), np.ones((16, 16), np.float32))
    onnx_file.compare(arguments.target, [{"image": smooth}], reference, tolerance=2e-3)


if __name__ == "__main__":
    main()
