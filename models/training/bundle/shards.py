"""The command line of what simulates training material into shards, several at a time."""

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def make_all(about: str, make_shard: Callable[[int], Path], shard: int, count: int, unit: str) -> None:
    """Makes as many shards as `--count` needs with `--jobs` processes, and names each as it is done.

    make_shard: makes the shard of a number unless it is there, and returns its path
    shard, count, unit: what a shard holds, how many of them are made unless the command line says, and what they are
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=count, help=f"number of {unit}, rounded up to shards of {shard}")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for path in pool.map(make_shard, range(-(-arguments.count // shard))):
            print(path.name, flush=True)
