"""The models of trainer/golden as they were before export: random, and the same every time.

    python -m armap_trainer.testing.golden vila FOLDER

writes FOLDER/model for `armap-trainer serve`, and the checkpoint that it needs beside it.
"""

import sys
from pathlib import Path

from .scored import save_random_reward
from .tiny import make_smolvlm, make_vila

FAMILIES = {"vila": make_vila, "smolvlm": make_smolvlm}
HIDDEN = 24


def save_golden_reward(family: str, folder: Path) -> Path:
    base = FAMILIES[family](folder / "base", hidden=HIDDEN)
    return save_random_reward(base, folder / "model")


if __name__ == "__main__":
    print(save_golden_reward(sys.argv[1], Path(sys.argv[2])))
