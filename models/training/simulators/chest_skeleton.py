"""Ribs, clavicles, scapulae, humeri, spine and sternum, projected to a map of cortical bone thickness."""

import numpy as np
from scipy.interpolate import CubicSpline

from .chest_anatomy import Anatomy
from .projection import Beam, ThicknessMap, resample

_SIDES = (-1, 1)


def project_skeleton(anatomy: Anatomy, beam: Beam, shape: np.random.Generator, grain: np.random.Generator):
    """Cortical-equivalent bone thickness and cartilage thickness in cm a pixel, each [size, size].

    `shape` draws what belongs to the patient; `grain` places sampling points, whose number depends on the image size.
    """
    bone, cartilage = ThicknessMap(beam, grain), ThicknessMap(beam, grain)
    for side in _SIDES:
        jitter = np.cumsum(shape.normal(0, 0.06, 12))
        for level in range(1, 13):
            _rib(bone, cartilage, anatomy, side, level, jitter[level - 1], shape)
        _clavicle(bone, anatomy, side, shape)
        _shoulder(bone, anatomy, side, shape)
    for level in range(-2, 16):
        _vertebra(bone, anatomy, level)
    _sternum(bone, anatomy)
    return bone.result(), cartilage.result()


def rib_line(anatomy: Anatomy, side: int, level: int, jitter: float, shape: np.random.Generator) -> np.ndarray:
    """Centre line [m, 3] of one rib, from its neck at the spine round the chest wall to its cartilage."""
    cage, spine = anatomy.cage, anatomy.spine
    t = np.linspace(0, 1, 260)
    end_angle = anatomy.rib_end_angle[level - 1] * shape.uniform(0.97, 1.02)
    drop = anatomy.rib_drop[level - 1] * shape.uniform(0.96, 1.04)
    neck = anatomy.rib_neck_rise * 0.35 * np.exp(-(((t - 0.06) / 0.07) ** 2))
    y = spine.level_y(level) + jitter - neck + drop * (t**anatomy.rib_slope * (1 - 0.25 * t) + 0.25 * t)
    narrowest = 2.6 + 0.35 * level if level < 4 else 2.0
    widest = {1: 6.4, 2: 9.4}.get(level, 99.0) * cage.scale
    a = np.clip(cage.width_at(y + 0.25), narrowest, widest) + 0.35
    b = np.maximum(cage.depth_at(y + 0.25), 2.5 + 0.8 * min(level, 4)) + 0.35
    start = np.arcsin(np.clip(1.7 / a[0], 0, 0.9))
    angle = start + (end_angle - start) * t
    x = side * a * np.sin(angle) ** 0.92 + spine.x_at(spine.level_y(level)) * np.exp(-((t / 0.15) ** 2))
    return resample(np.stack([x, y, -b * np.cos(angle)], 1), 240)[0]


def _rib(bone, cartilage, anatomy: Anatomy, side: int, level: int, jitter: float, shape) -> None:
    line = rib_line(anatomy, side, level, jitter, shape)
    t = np.linspace(0, 1, len(line))
    height = anatomy.rib_half_height * anatomy.cage.scale * (1 + 0.08 * np.sin(7 * t + level))
    height = height * (0.78 + 0.3 * np.clip(t / 0.25, 0, 1)) * (1 + 0.22 * np.exp(-(((1 - t) / 0.06) ** 2)))
    if level >= 11:
        height = height * np.clip((1 - t) / 0.3, 0.35, 1)
    if level == 1:
        height = height * 1.15
        facing = np.array([0.0, 1.0, 0.3])
    else:
        facing = line * [1.0, 0.0, 1.0]
    thickness = (0.42 - 0.14 * t) * anatomy.cage.scale * shape.uniform(0.9, 1.1)
    density = anatomy.bone.tube_density()
    bone.add_tube(line, thickness, height, density, facing)

    x0, y0 = anatomy.spine.x_at(anatomy.spine.level_y(level)), anatomy.spine.level_y(level)
    depth = anatomy.cage.half_depth
    neck = np.array([[side * 1.2 + x0, y0 - 0.25, -depth * 0.55], [side * 2.6 + x0, y0 - 0.15, -depth * 0.72]])
    bone.add_tube(neck, 0.35, 0.42, density)
    if level <= 9:
        end = line[-1]
        y_sternum = min(end[1] - 1 + level * 0.25, anatomy.spine.level_y(7) + 4.5)
        target = np.array([side * 1.6, y_sternum, depth * 0.9])
        path = np.array([end, (end + target) / 2 + [0, 0.8, 0.3], target])
        cartilage.add_tube(path, 0.35, 0.55, lambda rho, radius: np.full(np.broadcast(rho, radius).shape, 0.08))


def _clavicle(bone, anatomy: Anatomy, side: int, shape) -> None:
    y = anatomy.clavicle_y + shape.uniform(-0.3, 0.3)
    rise = shape.uniform(0.5, 2.2)
    knots = np.array(
        [
            [1.5, y + 1.6, 4.2],
            [4.0, y + 1.2, 5.3],
            [7.5, y + 0.3 - rise * 0.5, 4.5],
            [11.0, y - 0.5 - rise, 1.5],
            [13.5, y - 0.5 - rise * 1.1, -0.5],
            [16.0, y + 0.1 - rise, -1.0],
        ]
    )
    knots = knots * [side * anatomy.cage.half_width / 13.6, 1, 1]
    t = np.linspace(0, 1, 200)
    line = CubicSpline(np.linspace(0, 1, 6), knots)(t)
    radius = 0.58 * anatomy.cage.scale * shape.uniform(0.85, 1.2)
    radius = radius * (1 + 0.75 * np.exp(-((t / 0.1) ** 2)) + 0.3 * np.exp(-(((1 - t) / 0.12) ** 2)))
    cortex_factor, trabecular_factor = shape.uniform(1.8, 2.8), shape.uniform(1.2, 2.4)
    density = anatomy.bone.tube_density(cortex_factor, trabecular_factor)
    bone.add_tube(line, radius, radius * shape.uniform(0.85, 1.0), density)


def _shoulder(bone, anatomy: Anatomy, side: int, shape) -> None:
    u, scale = shape.uniform, anatomy.cage.scale
    density = anatomy.bone.tube_density()
    x, y = side * anatomy.scapula_x * anatomy.cage.half_width / 13.6, u(2.4, 3.6)
    top = np.array([x - side * u(0, 1.2), y - 0.5, -6.0])
    tip = np.array([x + side * 0.3, y + 11.2 * scale, -7.2])
    glenoid = np.array([x + side * u(3.2, 4.2), y + 0.8, -3.0])
    bone.add_triangle(np.stack([top, tip, glenoid]), 0.16, 0.7)
    borders = (
        (top, tip, 0.22, 0.3),
        (tip, glenoid, 0.42, 0.5),
        (top + [side * 0.2, 2.2, 0], glenoid + [side * 1.6, -2.2, -0.5], 0.3, 0.55),
        (top, glenoid + [0, -1.2, 0], 0.2, 0.28),
    )
    for start, end, first, last in borders:
        bend = (start + end) / 2 + shape.normal(0, 0.25, 3) * [1, 0.5, 0]
        radius = np.array([first, (first + last) / 2, last])
        bone.add_tube(np.array([start, bend, end]), radius, radius, density)
    bone.add_tube(np.array([glenoid + [0, -1.2, 0], glenoid + [0, 1.8, 0]]), 0.75, 0.8, density)
    coracoid = [glenoid + [-side * 0.6, -1.2, 1], glenoid + [-side * 0.4, -2.2, 2.5], glenoid + [side, -1.4, 3.2]]
    bone.add_tube(np.array(coracoid), 0.45, 0.5, density)

    head = glenoid + np.array([side * 2.6, 0.2, 0.5])
    shaft = [head + [-side * 0.4, -1.4, 0], head, head + [side * 1.2, 3, 0], head + [side * u(1, 4), 16, 0]]
    line = CubicSpline([0, 0.08, 0.25, 1], np.array(shaft))(np.linspace(0, 1, 160))
    radius = np.interp(np.linspace(0, 1, 160), [0, 0.06, 0.12, 0.2, 0.3, 1], [1.2, 2.2, 2.35, 1.7, 1.25, 1.15])
    bone.add_tube(line, radius, radius, anatomy.bone.tube_density(cortex_factor=2))


def _vertebra(bone, anatomy: Anatomy, level: int) -> None:
    spine, scale, quality = anatomy.spine, anatomy.cage.scale, anatomy.bone
    y = spine.level_y(level) + 0.2
    x, z, gap = float(spine.x_at(y)), spine.depth, spine.spacing
    half_width = (1.35 + 0.045 * max(level, 0) + (0.1 if level < 0 else 0)) * scale
    half_depth = (1.1 + 0.06 * max(level, 0)) * scale
    height = 0.74 * gap
    t = np.linspace(-1, 1, 26)
    body = np.stack([np.full(26, x), y + t * height / 2, np.full(26, z)], 1)
    bone.add_tube(body, half_depth, half_width * (0.92 + 0.1 * t**2), quality.tube_density(0.4, 0.55))
    for end in (-1, 1):
        plate = np.array([[x, y + end * height * 0.46, z], [x, y + end * height * 0.5, z]])
        bone.add_tube(plate, half_depth, half_width, lambda rho, r: np.full(np.broadcast(rho, r).shape, 0.25))
    density = quality.tube_density()
    for side in _SIDES:
        root = x + side * 0.85 * half_width
        pedicle = np.array([[root, y - 0.12 * height, z - 1.2], [root, y - 0.12 * height, z - 2.6]])
        bone.add_tube(pedicle, 0.33 * scale, 0.45 * scale, density, facing=(1.0, 0.0, 0.0))
        tip = [x + side * (half_width + 1.5 * scale), y - 0.3 * height, z - 3.3]
        bone.add_tube(np.array([[x + side * 0.9 * half_width, y - 0.1 * height, z - 2.4], tip]), 0.35, 0.38, density)
        lamina = np.array([[x + side * 0.3, y + 0.1 * height, z - 3], [x + side * 0.8, y + 0.45 * height, z - 2.8]])
        bone.add_tube(lamina, 0.3, 0.4, density)
    process = np.array([[x, y + 0.1 * height, z - 3], [x, y + 0.75 * height, z - 4.6]])
    bone.add_tube(process, 0.28, 0.35, density)


def _sternum(bone, anatomy: Anatomy) -> None:
    y, depth = anatomy.clavicle_y, anatomy.cage.half_depth
    density = anatomy.bone.tube_density()
    manubrium = np.array([[0, y + 1.2, 5.2], [0, y + 5.2, 6.5]])
    bone.add_tube(manubrium, 0.45, np.array([2.6, 1.5]), density)
    body = resample(np.array([[0, y + 5.4, 6.6], [0, y + 15, depth * 0.92]]), 100)[0]
    bone.add_tube(body, 0.4, np.interp(np.linspace(0, 1, 100), [0, 0.7, 1], [1.3, 1.9, 0.9]), density)
