"""Which simulated heads belong to which set. The ranges never meet; the test fixtures' seed is in none of them."""

TRAINING = range(300_000, 400_000)
CALIBRATION = range(940_000, 940_004)
LIMITS = range(945_000, 945_020)
BOUNDS = range(945_020, 945_060)  # with LIMITS, HELD_OUT and LOOKED_AT: what bounds of comparison are set on
HELD_OUT = range(950_000, 950_012)
LOOKED_AT = range(950_012, 950_048)
PLANTED = range(950_048, 950_072)  # what untruths are planted in
HEALTHY = range(960_000, 960_004)
SHIFTED = range(970_000, 970_003)
