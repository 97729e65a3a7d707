"""Which simulated patients belong to which set. The ranges never meet, nor those of bone suppression."""

TRAINING = range(400_000, 500_000)
LIMITS = range(840_000, 840_012)
HELD_OUT = range(850_000, 850_024)
SHIFTED = range(860_000, 860_008)
