"""What a head is made of, and the constants that decide how bright each tissue is in magnetic resonance."""

from __future__ import annotations

from dataclasses import dataclass

AIR, SCALP, FAT, CORTICAL_BONE, MARROW, CSF, GREY, WHITE, DEEP_GREY, PALLIDUM, LESION, EYE = range(12)
TISSUE_NAMES = (
    "air", "scalp and muscle", "fat", "cortical bone", "marrow", "csf", "grey matter", "white matter",
    "deep grey matter", "pallidum", "lesion", "eye",
)  # fmt: skip


@dataclass(frozen=True)
class Tissue:
    """Relaxation times in milliseconds and relative proton density."""

    t1_ms: float
    t2_ms: float
    density: float


# Means of published measurements, rounded. Turbo spin echo trains keep fat bright: its T2 is the effective one.
TISSUES_1T5 = {
    SCALP: Tissue(900, 45, 0.75), FAT: Tissue(260, 120, 0.92), CORTICAL_BONE: Tissue(300, 1, 0.12),
    MARROW: Tissue(330, 90, 0.62), CSF: Tissue(4100, 1500, 1.0), GREY: Tissue(960, 98, 0.83),
    WHITE: Tissue(610, 80, 0.70), DEEP_GREY: Tissue(850, 85, 0.80), PALLIDUM: Tissue(720, 70, 0.74),
    LESION: Tissue(1250, 190, 0.88), EYE: Tissue(3600, 1100, 0.98),
}  # fmt: skip
TISSUES_3T = {
    SCALP: Tissue(1350, 40, 0.75), FAT: Tissue(370, 130, 0.92), CORTICAL_BONE: Tissue(350, 1, 0.12),
    MARROW: Tissue(420, 80, 0.62), CSF: Tissue(4200, 1450, 1.0), GREY: Tissue(1380, 95, 0.83),
    WHITE: Tissue(840, 73, 0.70), DEEP_GREY: Tissue(1200, 76, 0.80), PALLIDUM: Tissue(1000, 60, 0.74),
    LESION: Tissue(1600, 175, 0.88), EYE: Tissue(3900, 1050, 0.98),
}  # fmt: skip
