"""CT kernel harmonisation: one slice of a disc with noise, padding outside the circle, pixels that are not square.

source.f32: HU, NaN where the pixel is padding. converted.f32: the answer, rounded and clipped, NaN kept.
"""

import numpy as np

from bundle.runtime import session
from ct_kernel import node
from ct_kernel.export import OF, package

from . import files

SPACING_MM = (0.7, 0.8)


def source(sharp: bool) -> np.ndarray:
    """HU [96, 80]."""
    rng = np.random.default_rng(11)
    y, x = np.mgrid[-48:48, -40:40]
    away = np.hypot(y, x)
    noise = rng.normal(0, 25, away.shape) if sharp else node.ndimage.gaussian_filter(rng.normal(0, 60, away.shape), 1.2)
    hu = np.rint(np.where(away < 30, 40 + 200 * (away < 6), -960) + noise)
    hu[20:24, 30:34] = 3071  # clipped by the scanner
    return np.where(away < 46, hu, np.nan).astype(np.float32)


def main() -> None:
    for to, of in OF.items():
        folder = package(to)
        slice_ = source(of == "sharp")
        answer = node.convert(session(folder / "models" / "model.onnx"), slice_, SPACING_MM)
        figures = {"pixelSpacingMm": SPACING_MM, "gates": files.camel(node.measure(slice_, answer))}
        files.write(folder.parent.name, {"source": slice_, "converted": answer}, figures)


if __name__ == "__main__":
    main()
