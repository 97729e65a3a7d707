"""From a graph or a PyTorch network to a checked ONNX file whose digest stands in the manifest beside it."""

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import onnx

from .runtime import session

OPSET = 18


def from_torch(network, example, inputs: list[str], outputs: list[str], dynamic_shapes: dict) -> onnx.ModelProto:
    """Traces a PyTorch module. dynamic_shapes: free dimensions by input name, as `torch.onnx.export` takes them."""
    import torch

    program = torch.onnx.export(
        network,
        (example,),
        input_names=inputs,
        output_names=outputs,
        opset_version=OPSET,
        dynamo=True,
        dynamic_shapes=dynamic_shapes,
    )
    return program.model_proto


def write(model: onnx.ModelProto, target: Path) -> None:
    """Writes the model without traces of the machine that made it, checks it, and pins its digest in the manifest.

    The manifest is `configs/afterimage.yaml` of the package that `target` (`models/model.onnx`) lies in, if there is
    one. Raises onnx.checker.ValidationError when the graph does not hold together.
    """
    _strip(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(target))
    onnx.checker.check_model(str(target), full_check=True)
    print(f"{target.name}: {target.stat().st_size} bytes")
    manifest = target.parents[1] / "configs" / "afterimage.yaml"
    if manifest.exists():
        pin(target, manifest)


def compare(
    target: Path,
    cases: Iterable[dict[str, np.ndarray]],
    expected: Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]],
    tolerance: float,
) -> None:
    """Runs the file on each case (inputs by name) and holds every output against the reference.

    Raises AssertionError when an element differs by more than `tolerance`.
    """
    network = session(target)
    for inputs in cases:
        for name, reference in expected(inputs).items():
            difference = float(np.abs(network.run([name], inputs)[0] - reference).max())
            assert difference <= tolerance, (name, difference)
            print(f"{name} {list(reference.shape)}: largest difference from the reference {difference:.1e}")


def pin(model: Path, manifest: Path) -> None:
    """Writes a network's SHA-256 into the line below the one that names its file."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    named = rf"(?m)^(  file: models/{re.escape(model.name)}\n  sha256: )[0-9a-f]{{64}}$"
    text, count = re.subn(named, rf"\g<1>{digest}", manifest.read_text())
    if count != 1:
        raise SystemExit(f"{manifest}: 'file: models/{model.name}', and 'sha256: <64 hex digits>' below it, are needed once")
    manifest.write_text(text)
    print(f"{manifest.name}: {digest}")


def _strip(model: onnx.ModelProto) -> None:
    """Removes the exporter's traces (source lines and folders of this machine), which no engine needs."""
    model.ClearField("metadata_props")
    model.graph.ClearField("metadata_props")
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    for value in (*model.graph.input, *model.graph.output):
        value.ClearField("metadata_props")
