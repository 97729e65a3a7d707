"""Which simulated patients belong to which set. The ranges never meet."""

TRAINING = range(100_000, 200_000)
CALIBRATION = range(800_000, 800_048)
HELD_OUT = range(900_000, 900_024)
SHIFTED = range(910_000, 910_008)
