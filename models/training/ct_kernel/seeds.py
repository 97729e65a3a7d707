"""Which simulated chests belong to which set. The ranges never meet; the test fixtures' seed is in none of them."""

CALIBRATION = range(600_000, 600_008)
LIMITS = range(640_000, 640_006)
BOUNDS = range(640_006, 640_024)  # with LIMITS and HELD_OUT: what smooth-to-sharp's bounds of comparison are set on
HELD_OUT = range(650_000, 650_012)
PLANTED = range(650_012, 650_036)  # what untruths are planted in
SHIFTED = range(660_000, 660_004)
