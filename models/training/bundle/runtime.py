"""ONNX Runtime as the reference implementations use it."""

from pathlib import Path

import onnxruntime


def session(model: Path | bytes) -> onnxruntime.InferenceSession:
    """ONNX Runtime on the CPU, one thread, so that a run repeats bit by bit. `model`: a file, or its bytes."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
