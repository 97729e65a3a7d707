#!/usr/bin/env python3
"""Make every DICOM fixture of this folder from the project's own simulators.

    python make_fixtures.py            all studies, into this folder
    python make_fixtures.py head-mr    only some of them
    python make_fixtures.py --out DIR  somewhere else

The same versions of the packages in requirements.txt give the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "models" / "training")]
sys.dont_write_bytecode = True

from writer import chest, head_mr, refused, thorax_ct  # noqa: E402

STUDIES = {
    "chest-dx": chest.write_dx_study,
    "chest-cr": chest.write_cr_study,
    "head-mr": head_mr.write_study,
    "thorax-ct": thorax_ct.write_study,
    "refused": refused.write_studies,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("studies", nargs="*", help=f"which to make, of {', '.join(STUDIES)}; all when none is named")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the studies (default: this folder)")
    arguments = parser.parse_args()
    for name in set(arguments.studies) - set(STUDIES):
        parser.error(f"no study is called {name!r}; there are {', '.join(STUDIES)}")
    for name in arguments.studies or STUDIES:
        folder = arguments.out / name
        shutil.rmtree(folder, ignore_errors=True)
        STUDIES[name](folder)
        files = list(folder.rglob("*.dcm"))
        print(f"{name}: {len(files)} instances, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
