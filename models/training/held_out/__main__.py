"""Writes held-out pairs of a model as DICOM, for ./afterimage evaluate.

    python -m held_out ct-kernel-sharp-to-smooth FOLDER
    python -m held_out mr-flair-synthesis FOLDER --set healthy
    python -m held_out chest-bone-suppression FOLDER --count 8
    python -m held_out chest-bone-suppression FOLDER --cases 800000 800001
    python -m held_out --list

Each case is a folder named after its seed; cases that lie there are written again. --cases writes cases of other seeds,
such as those on which bounds are calibrated. --list prints every model with its sets, one pair a line.
"""

import argparse
from pathlib import Path

from . import chest, ct_kernel, mr_flair

_TASKS = {package: module for module in (chest, ct_kernel, mr_flair) for package in module.PACKAGES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=_TASKS, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--set", default="held-out")
    parser.add_argument("--count", type=int, help="only the first cases of the set")
    parser.add_argument("--cases", nargs="+", help="these cases instead of a set")
    parser.add_argument("--list", action="store_true", help="only print models and sets")
    arguments = parser.parse_args()
    if arguments.list:
        for package, task in _TASKS.items():
            for name in task.SETS[package]:
                print(package, name)
        return
    if arguments.folder is None:
        parser.error("a model and a folder are needed")
    task = _TASKS[arguments.package]
    if arguments.set not in task.SETS[arguments.package]:
        parser.error(f"{arguments.package} has these sets: {', '.join(task.SETS[arguments.package])}")
    for case in arguments.cases or task.SETS[arguments.package][arguments.set][: arguments.count]:
        task.write_case(arguments.package, case, arguments.folder / case)
        print(case, flush=True)


if __name__ == "__main__":
    main()
