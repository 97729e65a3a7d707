"""How an oracle lies on disk: raw little-endian float32 arrays beside `oracle.json` with their shapes and figures."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

RESOURCES = Path(__file__).resolve().parents[3] / "src" / "test" / "resources" / "oracles"


def write(name: str, arrays: dict[str, np.ndarray], figures: dict) -> None:
    """Writes src/test/resources/oracles/NAME: each array as ARRAY.f32 in row-major order, shapes and figures as JSON."""
    folder = RESOURCES / name
    folder.mkdir(parents=True, exist_ok=True)
    for key, array in arrays.items():
        (folder / f"{key}.f32").write_bytes(np.ascontiguousarray(array, "<f4").tobytes())
    shapes = {key: list(array.shape) for key, array in arrays.items()}
    (folder / "oracle.json").write_text(json.dumps({"arrays": shapes} | figures, indent=2) + "\n")
    print(f"{name}: {sum(array.size for array in arrays.values()) * 4} bytes")


def camel(measured) -> dict[str, float | None]:
    """The fields of a dataclass of gate measures, named as Java names them."""
    words = lambda name: name.split("_")
    return {words(k)[0] + "".join(w.capitalize() for w in words(k)[1:]): value for k, value in asdict(measured).items()}
