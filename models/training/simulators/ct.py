"""A procedural chest for computed tomography: shapes in Hounsfield units, then a reconstruction kernel and its noise.

Every shape is a formula; no scan of a person went into it. The trunk is built in patient coordinates (DICOM LPS: x to
the patient's left, y to the back, z to the top; millimetres, origin in the mediastinum) and sampled in contiguous axial
slices. A kernel is a modulation transfer function (MTF); the noise has the power spectrum that filtered back-projection
gives it, a ramp times the squared MTF. The same seed with both kernels gives the same body and the same raw noise, as
when a scanner reconstructs one acquisition twice.

    volume = simulate(seed=3, kernel="sharp")
    volume.hu             # float32 [slices, rows, columns], Hounsfield units

    raw = acquire(seed=3)                                         # one acquisition
    smooth, sharp = (raw.reconstruct(KERNELS[k]) for k in KERNELS)    # reconstructed twice

Arrays run feet to head, row 0 at the front of the chest, column 0 at the patient's right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .ct_kernel import KERNELS, Kernel, apply_kernel
from .ct_lung import Segment, grow_vessels, sample_nodules
from .ct_trunk import TrunkModel

FIELD_OF_VIEW_MM = 380.0
SLICE_MM = 5.0
SUBSLICES = 3
LOWEST_EDGE_MM = -30.0


@dataclass(frozen=True)
class CtVolume:
    """One simulated chest.

    hu: float32 [slices, rows, columns], Hounsfield units.
    spacing_mm: (between slice centres, row, column); slices touch, so the first is the thickness too.
    first_position_mm: patient coordinates (x, y, z) of the centre of voxel [0, 0, 0].
    nodule_mask: bool, voxels that are at least half nodule.
    """

    hu: np.ndarray
    nodule_mask: np.ndarray
    spacing_mm: tuple[float, float, float]
    first_position_mm: tuple[float, float, float]
    kernel: str


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int], pixel_mm: float, wavelength_mm: float) -> np.ndarray:
    """A smooth random image of unit variance whose structures are about half a wavelength wide."""
    f = np.hypot(np.fft.fftfreq(shape[0], pixel_mm)[:, None], np.fft.rfftfreq(shape[1], pixel_mm)[None])
    band = np.exp(-0.5 * ((f * wavelength_mm - 1) / 0.5) ** 2)
    band[0, 0] = 0
    image = np.fft.irfft2(np.fft.rfft2(rng.standard_normal(shape)) * band, s=shape)
    return (image / image.std()).astype(np.float32)


@dataclass(frozen=True)
class CtAcquisition:
    """One chest before any kernel: ideal slices in HU and white raw noise of unit variance, [slices, rows, columns]."""

    ideal: np.ndarray
    raw_noise: np.ndarray
    nodule_mask: np.ndarray
    pixel_mm: float
    first_position_mm: tuple[float, float, float]

    def reconstruct(self, kernel: Kernel, noise_hu: float = 11.0) -> np.ndarray:
        """HU [slices, rows, columns] as a scanner stores them: whole numbers from -1024 to 3071, as float32."""
        slices = [apply_kernel(i, n, self.pixel_mm, kernel, noise_hu) for i, n in zip(self.ideal, self.raw_noise)]
        return np.clip(np.rint(slices), -1024, 3071).astype(np.float32)


def simulate(seed: int, size: int = 512, slices: int = 12, kernel: str = "smooth") -> CtVolume:
    """Make one chest, reconstructed with one kernel.

    seed: the same seed gives the same body and raw noise, whatever the kernel.
    size: rows and columns of the square matrix over a field of view of 380 mm.
    slices: contiguous slices of 5 mm, upwards from 30 mm below the middle of the heart's roots.
    kernel: "smooth" (soft tissue) or "sharp" (lung).
    Raises ValueError for an unknown kernel, or a matrix too small to draw in.
    """
    if kernel not in KERNELS:
        raise ValueError(f"unknown kernel {kernel!r}; known: {', '.join(KERNELS)}")
    raw = acquire(seed, size, slices)
    pixel = raw.pixel_mm
    hu = [apply_kernel(ideal, noise, pixel, KERNELS[kernel]) for ideal, noise in zip(raw.ideal, raw.raw_noise)]
    return CtVolume(
        hu=np.clip(hu, -1024, 3071),
        nodule_mask=raw.nodule_mask,
        spacing_mm=(SLICE_MM, pixel, pixel),
        first_position_mm=raw.first_position_mm,
        kernel=kernel,
    )


def acquire(
    seed: int,
    size: int = 512,
    slices: int = 12,
    field_of_view_mm: float = FIELD_OF_VIEW_MM,
    lowest_edge_mm: float = LOWEST_EDGE_MM,
) -> CtAcquisition:
    """Draw one chest without reconstructing it; parameters as in `simulate`.

    Raises ValueError for a matrix too small to draw in.
    """
    if size < 64 or slices < 1:
        raise ValueError(f"a chest needs at least 64 x 64 pixels and one slice, not {size} x {size} x {slices}")
    rng = np.random.default_rng(seed)
    model = TrunkModel(rng)
    pixel = field_of_view_mm / size
    top = lowest_edge_mm + slices * SLICE_MM
    vessels: list[Segment] = []
    for side in (-1, 1):
        for kind in range(2):  # arteries and veins
            hilum = np.array([side * (26 + 4 * kind), -6 + 8 * kind, 4 - 14 * kind], float)
            vessels += grow_vessels(
                rng, model.lung, side, hilum, int(rng.integers(420, 520)), float(rng.uniform(5.5, 7.0))
            )
    nodules = sample_nodules(rng, model.lung, lowest_edge_mm, top)
    start = -field_of_view_mm / 2 + pixel / 2
    axis = np.arange(size, dtype=np.float32) * pixel + np.float32(start)
    x, y = np.meshgrid(axis, axis + np.float32(8.0))
    textures = [smooth_noise(rng, (size, size), pixel, w) for w in (3.0, 9.0, 40.0)]
    hu = np.zeros((slices, size, size), np.float32)
    nodule = np.zeros((slices, size, size), np.float32)
    noise = np.empty((slices, size, size), np.float32)
    for k in range(slices):
        # Texture differs from slice to slice without a seam: neighbouring slices share most of it.
        moved = [np.roll(t, (3 * k, 2 * k), (0, 1)) for t in textures]
        noise[k] = rng.standard_normal((size, size))
        for j in range(SUBSLICES):
            z = lowest_edge_mm + (k + (j + 0.5) / SUBSLICES) * SLICE_MM
            thin, cover = model.slice(x, y, z, pixel, moved, vessels, nodules)
            hu[k] += thin / SUBSLICES
            nodule[k] += cover / SUBSLICES
    return CtAcquisition(hu, noise, nodule >= 0.5, pixel, (start, start + 8.0, lowest_edge_mm + SLICE_MM / 2))
