"""Which simulated heads belong to which set. The ranges never meet; the test fixtures' seed is in none of them."""

TRAINING = range(300_000, 400_000)
CALIBRATION = range(940_000, 940_004)
LIMITS = range(945_000, 945_020)
HELD_OUT = range(950_000, 950_012)
HEALTHY = range(960_000, 960_004)
SHIFTED = range(970_000, 970_003)
