"""X-ray attenuation of the two materials a chest radiograph is made of.

Mass attenuation coefficients are those of NIST XCOM (the NIST tables of X-ray mass attenuation coefficients) for the
ICRU-44 compositions, in cm2/g at the stated photon energies. A polychromatic tube spectrum is represented by one
effective energy.
"""

import numpy as np

_ENERGY_KEV = np.array([40.0, 50.0, 60.0, 80.0, 100.0])
_SOFT_TISSUE_CM2_PER_G = np.array([0.2688, 0.2264, 0.2048, 0.1823, 0.1693])
_CORTICAL_BONE_CM2_PER_G = np.array([0.6655, 0.4242, 0.3148, 0.2229, 0.1855])
_SOFT_TISSUE_G_PER_CM3 = 1.06
_CORTICAL_BONE_G_PER_CM3 = 1.92


def soft_tissue_per_cm(energy_kev: float) -> float:
    """Linear attenuation coefficient of soft tissue in 1/cm at an effective energy in keV."""
    return float(np.interp(energy_kev, _ENERGY_KEV, _SOFT_TISSUE_CM2_PER_G)) * _SOFT_TISSUE_G_PER_CM3


def bone_excess_per_cm(energy_kev: float) -> float:
    """What cortical bone attenuates beyond the soft tissue it displaces, in 1/cm at an effective energy in keV."""
    bone = float(np.interp(energy_kev, _ENERGY_KEV, _CORTICAL_BONE_CM2_PER_G)) * _CORTICAL_BONE_G_PER_CM3
    return bone - soft_tissue_per_cm(energy_kev)
