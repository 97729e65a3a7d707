"""What lies in the image and is not bone: nodules, consolidations, clips, wires, catheters and lead letters.

All of it stays in both images of a pair, so that a network learns to leave it alone.
"""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from .projection import Beam, ThicknessMap, smooth_noise

# Strokes in a box of height 1, y down: polylines of (x, y).
_GLYPHS = {
    "L": [[(0.0, 0.0), (0.0, 1.0), (0.55, 1.0)]],
    "R": [
        [(0.0, 1.0), (0.0, 0.0), (0.4, 0.0), (0.55, 0.12), (0.55, 0.38), (0.4, 0.5), (0.0, 0.5)],
        [(0.25, 0.5), (0.58, 1.0)],
    ],
    "A": [[(0.0, 1.0), (0.3, 0.0), (0.6, 1.0)], [(0.12, 0.62), (0.48, 0.62)]],
    "P": [[(0.0, 1.0), (0.0, 0.0), (0.4, 0.0), (0.55, 0.12), (0.55, 0.4), (0.4, 0.52), (0.0, 0.52)]],
}


@dataclass(frozen=True)
class Nodule:
    """A rounded opacity: centre and mean radius in pixels, peak thickness in cm of soft tissue."""

    row: float
    column: float
    radius: float
    thickness_cm: float


def add_nodules(lung_cm: np.ndarray, beam: Beam, rng: np.random.Generator) -> tuple[np.ndarray, tuple[Nodule, ...]]:
    """Up to three nodules of 6 to 30 mm where the lung is thick; returns soft tissue in cm and their places."""
    u, soft, nodules = rng.uniform, np.zeros_like(lung_cm), []
    wanted = rng.integers(0, 4)
    lung = np.argwhere(lung_cm > 4)
    if len(lung) == 0:
        return soft, ()
    rows, columns = np.ogrid[: beam.size, : beam.size]
    for _ in range(wanted):
        row, column = lung[int(rng.random() * len(lung))]
        radius_cm, stretch = u(0.3, 1.5), u(0.8, 1.25)
        radius = beam.pixels(radius_cm)
        away = ((columns - column) / radius) ** 2 + ((rows - row) / (radius * stretch)) ** 2
        thickness = 2 * radius_cm * 0.75 * u(0.5, 1)
        soft += (thickness * np.sqrt(np.clip(1 - away, 0, None))).astype(np.float32)
        nodules.append(Nodule(float(row), float(column), radius * (1 + stretch) / 2, thickness))
    return soft, tuple(nodules)


def add_consolidation(lung_cm: np.ndarray, beam: Beam, rng: np.random.Generator) -> np.ndarray:
    """Patchy filling of the lung over some centimetres, as soft tissue in cm."""
    u, lung = rng.uniform, np.argwhere(lung_cm > 4)
    if len(lung) == 0:
        return np.zeros_like(lung_cm)
    row, column = lung[int(rng.random() * len(lung))]
    radius = beam.pixels(u(2, 5))
    rows, columns = np.ogrid[: beam.size, : beam.size]
    patch = np.exp(-(((columns - column) / radius) ** 2 + ((rows - row) / (radius * u(0.6, 1.2))) ** 2))
    grain = np.clip(1 + 0.7 * smooth_noise(rng, beam.size, beam.pixels(0.45)), 0, 2)
    return (lung_cm * 0.35 * u(0.3, 1) * patch * grain).astype(np.float32)


def project_devices(beam: Beam, shape: np.random.Generator, grain: np.random.Generator) -> np.ndarray:
    """Attenuation [size, size] of surgical clips, sternal wires, electrodes with their leads, and catheters."""
    u, devices = shape.uniform, ThicknessMap(beam, grain)
    if shape.random() < 0.25:
        _clips(devices, shape)
    if shape.random() < 0.12:
        for y in np.arange(u(4, 6), u(15, 19), u(2.2, 3)):
            loop = np.array([[-u(0.8, 1.5), y, 7], [0, y + u(-0.4, 0.4), 7.4], [u(0.8, 1.5), y, 7], [0, y + 0.3, 6.5]])
            devices.add_tube(loop, 0.05, 0.05, _constant(6.0))
    if shape.random() < 0.18:
        for _ in range(shape.integers(1, 4)):
            _electrode(devices, shape)
    if shape.random() < 0.2:
        _catheter(devices, shape)
    if shape.random() < 0.06:
        x, y = u(-10, 10), u(2, 7)
        case = np.array([[x, y, 8.0], [x, y, 8.8]])
        devices.add_tube(case, u(1.8, 2.4), u(2.0, 2.6), _constant(3.0), facing=(0.0, 1.0, 0.0))
        lead = np.array([[x, y + 1, 8], [x * 0.6, y - 2, 6], [-2, y + 2, 3], [-2, y + 10, 3], [u(-1, 5), y + 15, 5]])
        devices.add_tube(_curve(lead), 0.09, 0.09, _constant(4.0))
    return devices.result()


def _clips(devices: ThicknessMap, rng) -> None:
    u = rng.uniform
    x, y = u(-11, 11), u(2, 24)
    for _ in range(rng.integers(1, 7)):
        centre = np.array([x, y, u(-6, 6)]) + rng.normal(0, 1.2, 3) * [1, 1, 0.3]
        angle, half = u(0, np.pi), u(0.2, 0.5)
        arm = half * np.array([np.cos(angle), np.sin(angle), 0])
        devices.add_tube(np.array([centre - arm, centre + arm]), 0.06, 0.06, _constant(u(6, 14)))


def _electrode(devices: ThicknessMap, rng) -> None:
    u = rng.uniform
    centre, radius = np.array([u(-12, 12), u(1, 24), 9.0]), u(0.35, 0.8)
    disc = np.array([centre, centre + [0, 0, 0.3]])
    devices.add_tube(disc, radius, radius, _constant(u(0.8, 4)), facing=(0.0, 1.0, 0.0))
    edge = np.array([rng.choice([-20.0, 20.0]), u(-5, 34), 9.0])
    bend = (centre + edge) / 2 + rng.normal(0, 4, 3) * [1, 1, 0]
    radius = u(0.06, 0.13)
    devices.add_tube(_curve(np.array([centre, bend, edge])), radius, radius, _constant(u(1.5, 5)))


def _catheter(devices: ThicknessMap, rng) -> None:
    u, side = rng.uniform, rng.choice([-1.0, 1.0])
    start = np.array([side * u(4, 14), u(-6, 0), 5.0])
    path = np.array([start, [side * u(2, 6), u(1, 3), 5.0], [-u(1, 2.6), u(4, 7), 2.0], [-u(1.6, 2.8), u(8, 13), 2.0]])
    radius = u(0.09, 0.16)
    devices.add_tube(_curve(path), radius, radius, _constant(u(0.8, 2.5)))


def _curve(points: np.ndarray) -> np.ndarray:
    return CubicSpline(np.linspace(0, 1, len(points)), points)(np.linspace(0, 1, 120))


def _constant(value: float):
    return lambda rho, radius: np.full(np.broadcast(rho, radius).shape, value)


def side_marker(beam: Beam, rng: np.random.Generator) -> np.ndarray:
    """Opacity [size, size] in [0, 1] of a side letter (the patient's left is at the right), at times with 'AP'/'PA'."""
    u, ink = rng.uniform, np.zeros((beam.size, beam.size), np.float32)
    letter = "L" if rng.random() < 0.6 else "R"
    height = beam.pixels(u(1.0, 2.2))
    out, down = beam.size * u(0.04, 0.16), beam.size * u(0.02, 0.2)
    column = beam.size - out - height * 0.6 if letter == "L" else out
    text, mirrored = letter, rng.random() < 0.05
    _write(ink, text, down, column, height, height * u(0.06, 0.12), mirrored, rng.normal(0, 0.06))
    if rng.random() < 0.3:
        small = height * u(0.4, 0.7)
        _write(ink, beam.view, down - small * 1.3, column - small * 0.3, small, small * 0.1, False, 0.0)
    return ink * np.float32(u(0.75, 1.0))


def _write(ink, text, top, left, height, stroke, mirrored, turn) -> None:
    rows, columns = np.mgrid[: ink.shape[0], : ink.shape[1]]
    reach = height * (1 + 0.8 * len(text))
    r0, r1 = max(int(top - height), 0), min(int(top + 2 * height), ink.shape[0])
    c0, c1 = max(int(left - height), 0), min(int(left + reach + height), ink.shape[1])
    rows, columns = rows[r0:r1, c0:c1], columns[r0:r1, c0:c1]
    if rows.size == 0:
        return
    y, x = rows - top, columns - left
    y, x = y * np.cos(turn) - x * np.sin(turn), x * np.cos(turn) + y * np.sin(turn)
    away = np.full(rows.shape, np.inf)
    for place, character in enumerate(text):
        for line in _GLYPHS[character]:
            for (ax, ay), (bx, by) in zip(line, line[1:]):
                if mirrored:
                    ax, bx = 0.58 - ax, 0.58 - bx
                ax, bx = ax + 0.8 * place, bx + 0.8 * place
                away = np.minimum(away, _to_segment(x / height, y / height, ax, ay, bx, by) * height)
    ink[r0:r1, c0:c1] = np.maximum(ink[r0:r1, c0:c1], np.clip(0.5 + stroke - away, 0, 1))


def _to_segment(x, y, ax, ay, bx, by):
    dx, dy = bx - ax, by - ay
    t = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.hypot(x - ax - t * dx, y - ay - t * dy)
