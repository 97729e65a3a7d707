"""Which simulated patients checking networks learn from: training seeds that the networks they check have not seen."""

CHEST = range(110_000, 119_000)
CHEST_BOUNDS = range(119_000, 119_096)
HEAD = range(310_000, 320_000)
