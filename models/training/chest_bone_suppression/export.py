"""Writes the trained weights as ONNX opset 18, checks it against PyTorch and pins its digest in afterimage.yaml.

python -m chest_bone_suppression.export
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from bundle import onnx_file

from .make_data import WORK
from .network import BoneNet, Exported

PACKAGE = Path(__file__).resolve().parents[2] / "chest-bone-suppression" / "0.3.0"
_OUTPUTS = ["bone", "lung"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WORK / "weights.pt")
    parser.add_argument("--target", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    network = BoneNet()
    network.load_state_dict(torch.load(arguments.weights, map_location="cpu"))
    graph = Exported(network).eval()
    free = {"image": {0: torch.export.Dim("n", min=1, max=64)}}
    model = onnx_file.from_torch(graph, torch.zeros(2, 1, 512, 512), ["image"], _OUTPUTS, free)
    onnx_file.write(model, arguments.target)

    @torch.no_grad()
    def reference(inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {k: v.numpy() for k, v in zip(_OUTPUTS, graph(torch.from_numpy(inputs["image"])))}

    batch = np.random.default_rng(0).random((3, 1, 512, 512), dtype=np.float32)
    onnx_file.compare(arguments.target, [{"image": batch}], reference, tolerance=1e-3)


if __name__ == "__main__":
    main()
