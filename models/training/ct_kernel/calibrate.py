"""Measures the gain that turns one kernel into the other, from slices that were reconstructed with both.

    python -m ct_kernel.calibrate
    python -m ct_kernel.calibrate --pairs SMOOTH_FOLDER SHARP_FOLDER    on the two series of a scanner instead

For each frequency the gain is the one with the least squared error over the calibration slices (the Wiener solution):
cross power of both slices over the power of the source. Where the source has no signal left above its rounding, the
gain falls to 0 by itself. Writes work/ct/gains.npz with the tables `smooth` (from sharp) and `sharp` (from smooth).
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from simulators.ct import acquire
from simulators.ct_kernel import KERNELS, radial_frequency

from .node import LONGEST_PER_CM, STEP_PER_CM
from .pairs import read_pairs
from .seeds import CALIBRATION

WORK = Path(__file__).resolve().parents[1] / "work" / "ct"
FIELDS_OF_VIEW_MM = (260.0, 320.0, 380.0, 440.0)


class Spectra:
    """Radial sums of source power and cross power over slices, from which gains are read."""

    def __init__(self):
        size = round(LONGEST_PER_CM / STEP_PER_CM) + 1
        self.source, self.cross, self.cells = np.zeros(size), np.zeros(size), np.zeros(size)

    def add(self, source: np.ndarray, target: np.ndarray, pixel_mm: float) -> None:
        """Adds one pair of slices [rows, columns]; a window keeps their borders out of the spectrum."""
        window = np.outer(*(np.hanning(n) for n in source.shape))
        mean = (source * window).sum() / window.sum()
        s, t = (np.fft.rfft2((image - mean) * window) / source.size for image in (source, target))
        place = np.rint(radial_frequency(source.shape, pixel_mm) / STEP_PER_CM).astype(int)
        inside = place < self.cells.size
        for total, power in (
            (self.source, np.abs(s) ** 2),
            (self.cross, (t * s.conj()).real),
            (self.cells, 0 * s.real + 1),
        ):
            total += np.bincount(place[inside], power[inside], total.size)

    def gain(self) -> np.ndarray:
        """The gain at multiples of STEP_PER_CM; 1 at 0, 0 beyond the last measured frequency."""
        measured = self.cells > 0
        found = np.where(measured, self.cross / np.maximum(self.source, 1e-30), 0.0)
        last = np.flatnonzero(measured).max()
        found[: last + 1] = np.convolve(np.pad(found[: last + 1], 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
        found[:2] = 1.0
        return found


def measure(pairs: Iterable[tuple[np.ndarray, np.ndarray, float]]) -> dict[str, np.ndarray]:
    """Gain tables of both directions from slices of both kernels, smooth and sharp, with their pixel spacing in mm."""
    to_smooth, to_sharp = Spectra(), Spectra()
    for smooth, sharp, pixel_mm in pairs:
        to_smooth.add(sharp, smooth, pixel_mm)
        to_sharp.add(smooth, sharp, pixel_mm)
    return {"smooth": to_smooth.gain(), "sharp": to_sharp.gain()}


def simulated(seeds: range, slices: int) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """Pairs of simulated chests, each with another field of view."""
    for k, seed in enumerate(seeds):
        raw = acquire(seed, slices=slices, field_of_view_mm=FIELDS_OF_VIEW_MM[k % len(FIELDS_OF_VIEW_MM)])
        print(f"{seed}: pixels of {raw.pixel_mm:.3f} mm", flush=True)
        for smooth, sharp in zip(raw.reconstruct(KERNELS["smooth"]), raw.reconstruct(KERNELS["sharp"])):
            yield smooth, sharp, raw.pixel_mm


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slices", type=int, default=2, help="slices a chest")
    parser.add_argument("--pairs", type=Path, nargs=2, metavar=("SMOOTH", "SHARP"), help="folders of two CT series")
    parser.add_argument("--output", type=Path, default=WORK / "gains.npz")
    arguments = parser.parse_args()
    gains = measure(read_pairs(*arguments.pairs) if arguments.pairs else simulated(CALIBRATION, arguments.slices))
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez(arguments.output, **gains)
    print(" lp/cm  to smooth  to sharp  (ratio of the simulated kernels' MTFs)")
    for f in range(0, 13):
        at = round(f / STEP_PER_CM)
        ratio = KERNELS["sharp"].mtf(np.array(float(f))) / KERNELS["smooth"].mtf(np.array(float(f)))
        print(f"{f:6d} {gains['smooth'][at]:10.4f} {gains['sharp'][at]:9.4f}  ({1 / ratio:.4f}, {ratio:.4f})")


if __name__ == "__main__":
    main()
