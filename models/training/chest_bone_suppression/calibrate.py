"""How much bone the calibration patients keep, by the gain of the exported graph (`network.GAIN`).

    python -m chest_bone_suppression.calibrate

The gain is chosen here, before the held-out patients are looked at: so that as much is left of some as is taken too much
of others, and not more, since each per cent takes contrast of nodules that lie on ribs.
"""

import argparse
from pathlib import Path

import numpy as np

from bundle.runtime import session
from simulators.chest import simulate

from . import node
from .evaluate import nodule_contrasts, projection
from .export import PACKAGE
from .network import GAIN
from .seeds import CALIBRATION

_GAINS = (1.0, 1.02, 1.03, 1.04, 1.05, 1.06, 1.08)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGE / "models" / "model.onnx")
    network = session(parser.parse_args().model)
    left: dict[float, list[float]] = {gain: [] for gain in _GAINS}
    kept: dict[float, list[float]] = {gain: [] for gain in _GAINS}
    for seed in CALIBRATION:
        pair = simulate(seed, node.SIDE)
        frame = node.prepare(pair.with_bone)
        bone, lung = node.infer(network, frame)
        source, truth = frame.normalised(pair.with_bone), frame.normalised(pair.without_bone)
        for gain in _GAINS:
            answer = frame.normalised(node.compose(pair.with_bone, frame, bone * (gain / GAIN), lung))
            left[gain].append(projection(answer - truth, source - truth, pair.lung))
            kept[gain] += nodule_contrasts(pair, answer, truth)
    for gain in _GAINS:
        print(
            f"gain {gain:.2f}: bone left {np.mean(left[gain]):.3f} ({min(left[gain]):.3f} to {max(left[gain]):.3f}),"
            f" nodule contrast kept {np.mean(kept[gain]):.3f} ({min(kept[gain]):.3f})"
        )


if __name__ == "__main__":
    main()
