"""What happened in a run: one JSON object a line, the same for TensorBoard, and now and then for people."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from torch.utils.tensorboard import SummaryWriter

TOLD_EVERY = 5.0
"""Seconds between lines about steps on stderr, at least."""


class TrainLog:
    """Appends to `log.jsonl`. A resumed run drops what came after its checkpoint."""

    def __init__(self, folder: Path, first_step: int, steps: int) -> None:
        self._steps = steps
        self._told = -TOLD_EVERY
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "log.jsonl"
        kept = [row for row in self._rows() if row["step"] <= first_step] if first_step else []
        draft = folder / ".log.draft"
        draft.write_text("".join(f"{json.dumps(row)}\n" for row in kept), encoding="utf-8")
        draft.replace(self._file)
        self._board = SummaryWriter(str(folder / "tensorboard"), purge_step=first_step + 1)

    def write(self, step: int, kind: str, values: dict[str, Any]) -> None:
        row = {"step": step, "kind": kind, **values}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(row)}\n")
        for name, value in values.items():
            if isinstance(value, int | float):
                self._board.add_scalar(f"{kind}/{name}", value, step)
        self._tell(step, kind, values)

    def _tell(self, step: int, kind: str, values: dict[str, Any]) -> None:
        now = time.monotonic()
        if kind == "train" and now - self._told < TOLD_EVERY:
            return
        self._told = now
        numbers = [f"{name} {value:.4g}" for name, value in values.items() if isinstance(value, int | float)]
        print(f"step {step} of {self._steps}, {kind}: {', '.join(numbers)}", file=sys.stderr, flush=True)

    def close(self) -> None:
        self._board.close()

    def _rows(self) -> list[dict[str, Any]]:
        if not self._file.exists():
            return []
        rows = []
        for line in self._file.read_text(encoding="utf-8").splitlines():
            try:
                rows.append(json.loads(line))
            except ValueError:
                break  # A kill may have cut the last line.
        return rows
