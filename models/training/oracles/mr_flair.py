"""FLAIR from T1 and T2: three coarse slices whose sides are no multiples of 32.

t1.f32, t2.f32: stored values, feet to head. flair.f32: the answer in units of grey matter. stored.f32: as it is stored.
Among the gates is the strongest suspicion of the checking network.
"""

import numpy as np

from bundle.runtime import session
from checker.measure_head import inside, strongest_of, suspicions
from mr_flair_synthesis import node
from mr_flair_synthesis.export import PACKAGE
from simulators.head import Stack, simulate

from . import files

SEED, COLUMNS = 948_000, slice(6, 50)


def main() -> None:
    head = simulate(SEED, stack=Stack(56, 3, 4.0, 6.0, 5.0, 10.0))
    t1, t2 = (np.rint(image[:, :, COLUMNS] * (3900 / image.max())).astype(np.float32) for image in (head.t1, head.t2))
    flair = node.infer(session(PACKAGE / "models" / "model.onnx"), t1, t2)
    checker = session(PACKAGE / "models" / "checker.onnx")
    suspicion = strongest_of(suspicions(checker, t1, t2, node.stored(flair)), inside(t1, t2))
    figures = {"gates": files.camel(node.measure(t1, t2, flair)) | {"suspicion": suspicion}}
    files.write(PACKAGE.parent.name, {"t1": t1, "t2": t2, "flair": flair, "stored": node.stored(flair)}, figures)


if __name__ == "__main__":
    main()
