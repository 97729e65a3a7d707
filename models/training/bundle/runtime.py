"""ONNX Runtime as the reference implementations use it. It is imported nowhere else, so that it stays silent."""

import os
from pathlib import Path

# From 1.29 on the library reports models and command lines to its makers unless this is set before it is loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from onnxruntime import InferenceSession, SessionOptions  # noqa: E402


def session(model: Path | bytes) -> InferenceSession:
    """ONNX Runtime on the CPU, one thread, so that a run repeats bit by bit. `model`: a file, or its bytes."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    source = model if isinstance(model, bytes) else str(model)
    return InferenceSession(source, options, providers=["CPUExecutionProvider"])
