"""Pairs of chest radiographs with and without bone, made from nothing but geometry and physics.

    from simulators.chest import simulate
    pair = simulate(seed=7, size=512)

A seed is one patient and one exposure: the same seed at another size is the same patient on a finer matrix.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from . import chest_findings, radiograph
from .attenuation import bone_excess_per_cm, soft_tissue_per_cm
from .chest_anatomy import Anatomy, sample_anatomy
from .chest_findings import Nodule
from .chest_skeleton import project_skeleton
from .chest_soft_tissue import SoftTissue, build_soft_tissue
from .chest_vessels import project_vessels
from .projection import ANTEROPOSTERIOR, POSTEROANTERIOR, Beam
from .radiograph import Presentation


@dataclass(frozen=True)
class ChestPair:
    """One radiograph twice. All images are [size, size] and aligned pixel by pixel.

    with_bone, without_bone: float32 in [0, 1], lung dark and bone bright (as MONOCHROME2 is shown)
    lung: bool, the lung fields as seen on the film
    bone: float32, attenuation of bone beyond the soft tissue it displaces (natural log units)
    foreign: bool, lead letters and metal, present in both images
    nodules: rounded opacities, present in both images
    pixel_spacing_mm: at the detector
    view: 'PA' or 'AP'
    """

    with_bone: np.ndarray
    without_bone: np.ndarray
    lung: np.ndarray
    bone: np.ndarray
    foreign: np.ndarray
    nodules: tuple[Nodule, ...]
    pixel_spacing_mm: float
    view: str


@dataclass(frozen=True)
class Detected:
    """One exposure before any vendor's processing, from which radiographs of any style are made.

    logs: detected log attenuation [size, size] of the patient with and without bone
    lung, body: where the window is set; open lung fields, open body
    ink, shutter, ink_value: burned-in letters, what is blackened (0) and what is not (1), brightness of the letters
    own: the presentation that belongs to the seed
    """

    logs: list[np.ndarray]
    lung: np.ndarray
    body: np.ndarray
    ink: np.ndarray
    shutter: np.ndarray | np.float32
    ink_value: np.float32
    metal: np.ndarray
    bone: np.ndarray
    nodules: tuple[Nodule, ...]
    beam: Beam
    own: Presentation

    def presented(self, presentation: Presentation) -> list[np.ndarray]:
        """The displayed images, float32 in [0, 1], with and without bone, with the same letters burned in."""
        images = radiograph.present(self.logs, presentation, self.lung, self.body)
        ink, value = self.ink, self.ink_value
        return [((i * self.shutter) * (1 - ink) + ink * value).astype(np.float32) for i in images]


def simulate(
    seed: int, size: int = 512, pathology: bool = True, devices: bool = True, markers: bool = True, view: str = ""
) -> ChestPair:
    """One chest radiograph and the same exposure without bone.

    size: rows and columns, from 128 to 3072, a multiple of 128
    pathology: nodules and consolidations may occur
    devices: clips, wires, electrodes, catheters and pacemakers may occur
    markers: a lead letter, collimated borders and a black shutter may occur
    view: 'PA' or 'AP'; drawn from the seed (one in five AP) when empty
    Raises ValueError for another size or view.
    """
    detected = expose(seed, size, pathology, devices, markers, view)
    images = detected.presented(detected.own)
    return ChestPair(
        with_bone=images[0],
        without_bone=images[1],
        lung=detected.lung,
        bone=detected.bone,
        foreign=(detected.ink > 0.05) | (detected.metal > 0.05),
        nodules=detected.nodules,
        pixel_spacing_mm=detected.beam.pixel_cm * 10,
        view=detected.beam.view,
    )


def expose(
    seed: int, size: int = 512, pathology: bool = True, devices: bool = True, markers: bool = True, view: str = ""
) -> Detected:
    """The exposure of which `simulate` with the same arguments makes its pair."""
    if not 128 <= size <= 3072 or size % 128:
        raise ValueError(f"size {size}: a multiple of 128 from 128 to 3072 is needed")
    if view not in ("", POSTEROANTERIOR, ANTEROPOSTERIOR):
        raise ValueError(f"view {view!r}: 'PA' or 'AP' is needed")
    streams = np.random.SeedSequence(seed).spawn(8)
    patient, skeleton, soft, tree, findings, technique, grain, noise = map(np.random.default_rng, streams)

    supine = patient.random() < 0.2
    supine = view == ANTEROPOSTERIOR if view else supine
    anatomy = sample_anatomy(patient, supine)
    beam = _sample_beam(technique, size, supine)
    exposure = radiograph.sample_exposure(technique, beam.pixels(1.0))
    presentation = radiograph.sample_presentation(technique, size)
    energy_kev = technique.uniform(50, 74)

    bone_cm, cartilage_cm = project_skeleton(anatomy, beam, skeleton, grain)
    tissue = build_soft_tissue(anatomy, beam, soft)
    vessel_cm = project_vessels(anatomy, tissue, beam, tree, grain)
    opacity_cm, nodules = _pathology(tissue, beam, findings) if pathology else (0.0, ())
    metal = chest_findings.project_devices(beam, findings, grain) if devices else np.zeros((size, size), np.float32)

    soft_cm = _soft_tissue_cm(anatomy, tissue, vessel_cm, cartilage_cm, opacity_cm)
    soft_cm = np.maximum(soft_cm + radiograph.tissue_texture(noise, size, tissue.lung, tissue.body), 0)
    attenuation = soft_tissue_per_cm(energy_kev) * soft_cm + metal
    bone = bone_excess_per_cm(energy_kev) * bone_cm * np.clip(tissue.body / 1.5, 0, 1)

    shut = radiograph.collimator(size, technique) if markers and technique.random() < 0.4 else np.ones_like(bone)
    logs = radiograph.expose((attenuation + bone, attenuation), exposure, shut, noise)
    ink, shutter, value = _marks(shut, beam, technique) if markers else (np.zeros_like(bone), np.float32(1), 0)
    return Detected(
        logs=logs,
        lung=_visible_lung(tissue) & (shut > 0.9),
        body=(tissue.body > 2) & (shut > 0.9),
        ink=ink,
        shutter=shutter,
        ink_value=np.float32(value),
        metal=metal,
        bone=bone.astype(np.float32),
        nodules=nodules,
        beam=beam,
        own=presentation,
    )


def _sample_beam(rng: np.random.Generator, size: int, supine: bool) -> Beam:
    return Beam(
        size=size,
        field_cm=rng.uniform(37, 44) if supine else rng.uniform(35, 43),
        top_cm=-rng.uniform(3.5, 7.5),
        source_cm=rng.uniform(100, 130) if supine else 180.0,
        detector_cm=13.0,
        view=ANTEROPOSTERIOR if supine else POSTEROANTERIOR,
        tilt=rng.uniform(-0.035, 0.035),
    )


def _pathology(tissue: SoftTissue, beam: Beam, rng: np.random.Generator):
    opacity, nodules = chest_findings.add_nodules(tissue.lung, beam, rng)
    if rng.random() < 0.3:
        opacity = opacity + chest_findings.add_consolidation(tissue.lung, beam, rng)
    return opacity, nodules


def _soft_tissue_cm(anatomy: Anatomy, tissue: SoftTissue, vessel_cm, cartilage_cm, opacity_cm) -> np.ndarray:
    """Water-equivalent path in cm: the body less its air, plus what fills the air."""
    aerated = 1 - anatomy.lung_density
    vessels = np.minimum(vessel_cm, tissue.lung * 0.9 + 0.2) * aerated
    air = tissue.lung * aerated + tissue.airway * 0.97 + tissue.bowel_gas
    return tissue.body - air + vessels + tissue.chest_wall + cartilage_cm + opacity_cm


def _visible_lung(tissue: SoftTissue) -> np.ndarray:
    """Where a reader would outline lung: enough air along the ray, and not mostly heart or liver."""
    aerated = (tissue.lung > 2) & (tissue.lung > 0.3 * tissue.body)
    parts, count = ndimage.label(aerated)
    if count == 0:
        return aerated
    areas = ndimage.sum_labels(aerated, parts, np.arange(count + 1))
    return np.isin(parts, np.flatnonzero(areas > 0.05 * areas.sum()))


def _marks(open_field, beam: Beam, rng: np.random.Generator):
    """A side letter, what of a collimated border is blackened, and the brightness of the letter."""
    ink = chest_findings.side_marker(beam, rng) if rng.random() < 0.8 else np.zeros_like(open_field)
    shutter = (open_field > 0.5) if rng.random() < 0.5 else np.float32(1)
    return ink, shutter, rng.uniform(0.85, 1.0)
