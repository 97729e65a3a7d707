"""Writes the trained weights as ONNX opset 18, checks it against PyTorch and pins its digest in afterimage.yaml.

python -m mr_flair_synthesis.export
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import onnx
import torch

from . import node
from .make_data import WORK
from .network import PLANES, FlairNet

PACKAGE = Path(__file__).resolve().parents[2] / "mr-flair-synthesis" / "0.1.0"


def export(weights: Path, target: Path) -> None:
    """Writes `target`; raises AssertionError when ONNX Runtime and PyTorch differ by more than 1e-3."""
    network = FlairNet()
    network.load_state_dict(torch.load(weights, map_location="cpu"))
    network.eval()
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = torch.export.Dim("n", min=1, max=64)
    rows, columns = (node.MULTIPLE * torch.export.Dim(name, min=4, max=32) for name in ("rows32", "columns32"))
    program = torch.onnx.export(
        network,
        (torch.zeros(2, PLANES, 256, 224),),
        input_names=["image"],
        output_names=["flair"],
        opset_version=18,
        dynamo=True,
        dynamic_shapes={"image": {0: whole, 2: rows, 3: columns}},
    )
    model = program.model_proto
    _strip(model)
    onnx.save(model, str(target))
    onnx.checker.check_model(str(target), full_check=True)
    _compare(network, target)


def _strip(model: onnx.ModelProto) -> None:
    """Removes the exporter's traces (source lines and folders of this machine), which no engine needs."""
    model.ClearField("metadata_props")
    model.graph.ClearField("metadata_props")
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    for value in (*model.graph.input, *model.graph.output):
        value.ClearField("metadata_props")


def _compare(network: FlairNet, target: Path) -> None:
    session = node.session(target)
    for shape in ((3, PLANES, 256, 256), (1, PLANES, 192, 224)):
        batch = torch.rand(*shape, generator=torch.Generator().manual_seed(0))
        with torch.no_grad():
            expected = network(batch).numpy()
        difference = float(np.abs(session.run(["flair"], {"image": batch.numpy()})[0] - expected).max())
        assert difference < 1e-3, (shape, difference)
        print(f"{target.name} at {list(shape)}: largest difference from PyTorch {difference:.2e}")
    print(f"{target.name}: {target.stat().st_size} bytes")


def pin(model: Path, manifest: Path) -> None:
    """Writes the model's SHA-256 into its manifest."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    text, count = re.subn(r"(?m)^(  sha256: )[0-9a-f]{64}$", rf"\g<1>{digest}", manifest.read_text())
    if count != 1:
        raise SystemExit(f"{manifest}: one line 'sha256: <64 hex digits>' is needed, found {count}")
    manifest.write_text(text)
    print(f"{manifest.name}: {digest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WORK / "weights.pt")
    parser.add_argument("--target", type=Path, default=PACKAGE / "models" / "model.onnx")
    arguments = parser.parse_args()
    export(arguments.weights, arguments.target)
    manifest = arguments.target.parents[1] / "configs" / "afterimage.yaml"
    if manifest.exists():
        pin(arguments.target, manifest)


if __name__ == "__main__":
    main()
