"""Writes every oracle again: python3 -m oracles [TASK ...]"""

import importlib
import sys

TASKS = ("ct_kernel", "mr_flair", "chest_style")

for task in sys.argv[1:] or TASKS:
    importlib.import_module(f"oracles.{task}").main()
