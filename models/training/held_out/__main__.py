"""Writes held-out pairs of a model as DICOM, for ./afterimage evaluate.

    python -m held_out ct-kernel-sharp-to-smooth FOLDER
    python -m held_out chest-bone-suppression FOLDER --count 8

Each case is a folder named after its seed; cases that lie there are written again.
"""

import argparse
from pathlib import Path

from . import chest, ct_kernel, mr_flair

_TASKS = {package: module for module in (chest, ct_kernel, mr_flair) for package in module.PACKAGES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=_TASKS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, help="only the first cases of the set")
    arguments = parser.parse_args()
    task = _TASKS[arguments.package]
    for seed in task.SEEDS[arguments.package][: arguments.count]:
        task.write_case(arguments.package, seed, arguments.folder / str(seed))
        print(seed, flush=True)


if __name__ == "__main__":
    main()
