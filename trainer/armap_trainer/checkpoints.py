"""The state of a run on disk, so that a killed run goes on as if nothing had been."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

KEPT = 2
BEST = "best.safetensors"


class Checkpoints:
    """Folders `step-00000123`; one that is there is whole, because it got its name last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def latest(self) -> Path | None:
        return max(self.folder.glob("step-*"), default=None)

    def draft(self, step: int) -> Path:
        """Where the files of a step are written before `publish`."""
        draft = self.folder / f".draft-{step:08d}"
        draft.mkdir(parents=True, exist_ok=True)
        return draft

    def publish(self, step: int) -> None:
        target = self.folder / f"step-{step:08d}"
        shutil.rmtree(target, ignore_errors=True)
        self.draft(step).replace(target)
        for old in sorted(self.folder.glob("step-*"))[:-KEPT]:
            shutil.rmtree(old)

    def write_best(self, weights: Mapping[str, Tensor]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / ".best.draft"
        save_file(dict(weights), draft)
        draft.replace(self.folder / BEST)

    def read_best(self) -> dict[str, Tensor]:
        return load_file(self.folder / BEST)


def write_state(file: Path, state: Mapping[str, Any]) -> None:
    with file.open("wb") as opened:
        torch.save(dict(state), opened)
        opened.flush()
        os.fsync(opened.fileno())


def read_state(file: Path) -> dict[str, Any]:
    return torch.load(file, map_location="cpu", weights_only=True)


def random_state() -> dict[str, Tensor]:
    """Of dropout, on this process's devices."""
    state = {"cpu": torch.get_rng_state()}
    if torch.cuda.is_available():
        state["cuda"] = torch.cuda.get_rng_state()
    return state


def restore_random_state(state: Mapping[str, Tensor]) -> None:
    torch.set_rng_state(state["cpu"])
    if "cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["cuda"])
