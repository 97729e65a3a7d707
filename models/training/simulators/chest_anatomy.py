"""The measurements of one simulated patient. Lengths in cm, angles in radians, y counted down from the lung apex."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class RibCage:
    """Inner outline of the thorax: half width and half depth as functions of the height."""

    half_width: float
    half_depth: float
    height: float
    roundness: float
    scale: float

    def profile(self, y):
        """Relative width at height y: 0 above the apex, 1 at the widest level."""
        q = np.clip(1 - np.maximum(np.asarray(y) + 0.9, 0) / (self.height + 0.9), 0, 1)
        return (1 - q**self.roundness) ** (1 / self.roundness)

    def width_at(self, y):
        return self.half_width * self.profile(y) + 1e-3

    def depth_at(self, y):
        p = self.profile(y)
        return self.half_depth * (0.34 + 0.66 * p**1.7) * np.clip(p * 2.6, 0, 1)


@dataclass(frozen=True)
class Spine:
    """The vertebral column: level spacing and a lateral curve."""

    offset: float
    scoliosis: float
    spacing: float
    depth: float

    def x_at(self, y):
        return self.offset * 0.2 + self.scoliosis * np.sin((np.asarray(y) - 2) / 24 * np.pi) * 0.6

    def level_y(self, level: int) -> float:
        """Height of thoracic level 1 to 12; 0 and below are cervical, 13 and above lumbar."""
        return -0.3 + (level - 1) * self.spacing


@dataclass(frozen=True)
class BoneQuality:
    cortex: float
    trabecular_fraction: float
    mineral: float

    def tube_density(self, cortex_factor: float = 1.0, trabecular_factor: float = 1.0):
        """Volume fraction of cortical bone as a function of (relative radius, section radius in cm)."""

        def density(rho, radius):
            cortical = (1 - rho) * radius < self.cortex * cortex_factor
            return np.where(cortical, 0.95, self.trabecular_fraction * trabecular_factor) * self.mineral

        return density


@dataclass(frozen=True)
class Anatomy:
    """Everything about the patient that both images of a pair share."""

    cage: RibCage
    spine: Spine
    bone: BoneQuality
    female: bool
    wall: float
    clavicle_y: float
    scapula_x: float
    rib_half_height: float
    rib_drop: np.ndarray
    rib_end_angle: np.ndarray
    rib_slope: float
    rib_neck_rise: float
    right_dome_y: float
    left_dome_y: float
    heart_scale: float
    heart_x: float
    heart_y: float
    vessel_scale: float
    lung_density: float


def sample_anatomy(rng: np.random.Generator, supine: bool) -> Anatomy:
    """One adult patient. `supine` (AP at the bedside): shallower breath, larger heart, scapulae over the lungs."""
    u = rng.uniform
    scale = u(0.92, 1.08)
    cage = RibCage(u(12.4, 14.6) * scale, u(8.6, 10.4) * scale, u(20, 25) * scale, u(2.5, 3.6), scale)
    spine = Spine(u(-0.6, 0.6), u(-0.8, 0.8), u(2.18, 2.42) * scale, -cage.half_depth * 0.52)
    drop = np.array([2.6, 4.6, 6.4, 8.0, 9.2, 10.2, 10.6, 10.4, 9.6, 8.4, 6.0, 4.2]) * scale * u(0.78, 1.3)
    end = np.deg2rad(np.array([152, 148, 144, 140, 137, 133, 128, 122, 114, 104, 78, 52]) + u(-5, 5))
    right_dome = u(21.3, 23.8) * scale + u(-1.5, 1.5) - (u(0.5, 2.5) if supine else 0.0)
    heart_scale = u(0.84, 1.15) * scale * (u(1.0, 1.12) if supine else 1.0)
    female = bool(rng.random() < 0.45)
    return Anatomy(
        cage=cage,
        spine=spine,
        bone=BoneQuality(u(0.06, 0.12), u(0.14, 0.28), u(0.6, 1.15)),
        female=female,
        wall=u(2.2, 4.6) * (1.1 if female else 1.0),
        clavicle_y=u(1.4, 4.2),
        scapula_x=u(9.0, 13.0) if supine or rng.random() < 0.2 else u(12.3, 14.6),
        rib_half_height=u(0.5, 0.68),
        rib_drop=drop,
        rib_end_angle=end,
        rib_slope=u(1.15, 1.5),
        rib_neck_rise=u(0.6, 1.3),
        right_dome_y=right_dome,
        left_dome_y=right_dome + u(0.4, 1.6),
        heart_scale=heart_scale,
        heart_x=u(1.6, 2.6),
        heart_y=right_dome - u(2.0, 3.3) * heart_scale,
        vessel_scale=u(0.7, 1.4),
        lung_density=u(0.2, 0.3),
    )
