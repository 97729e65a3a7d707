"""Which simulated chests belong to which set. The ranges never meet; the test fixtures' seed is in none of them."""

CALIBRATION = range(600_000, 600_008)
LIMITS = range(640_000, 640_006)
HELD_OUT = range(650_000, 650_012)
SHIFTED = range(660_000, 660_004)
