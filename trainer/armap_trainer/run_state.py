"""What a run needs to go on after it was killed, saved and read by all processes together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import DistributedType
from torch import Tensor, nn
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_state_dict,
    set_state_dict,
)

from .checkpoints import Checkpoints, random_state, read_state, restore_random_state, write_state
from .errors import InputError
from .saved_model import trained_weights

GATHERED = StateDictOptions(full_state_dict=True, cpu_offload=True, ignore_frozen_params=True)
SPREAD = StateDictOptions(full_state_dict=True, strict=False)


@dataclass(frozen=True)
class Progress:
    """After so many steps; the best epoch so far (from 1, 0 for none) and its held-out log-loss."""

    step: int
    best_loss: float
    best_epoch: int


@dataclass(frozen=True)
class RunState:
    """`model` and `optimizer` are as `accelerator` prepared them.

    @param facts what decides the result; a run only goes on with the same
    """

    checkpoints: Checkpoints
    model: nn.Module
    optimizer: torch.optim.Optimizer
    accelerator: Accelerator
    facts: Mapping[str, Any]

    def save(self, progress: Progress) -> None:
        model_state, optimizer_state = get_state_dict(self.model, self.optimizer, options=GATHERED)
        draft = self.checkpoints.draft(progress.step)
        write_state(draft / f"random-{self.accelerator.process_index}.pt", random_state())
        if self.accelerator.is_main_process:
            state = {
                "model": model_state,
                "optimizer": optimizer_state,
                "step": progress.step,
                "best": (progress.best_loss, progress.best_epoch),
                "options": self._described(),
            }
            write_state(draft / "state.pt", state)
        self.accelerator.wait_for_everyone()
        if self.accelerator.is_main_process:
            self.checkpoints.publish(progress.step)
        self.accelerator.wait_for_everyone()

    def resume(self) -> Progress | None:
        """From the last checkpoint; None if there is none. Raises `InputError` for another run's."""
        latest = self.checkpoints.latest()
        if latest is None:
            return None
        state = read_state(latest / "state.pt")
        if state["options"] != self._described():
            remedy = "Give the options and the data with which it was begun"
            raise InputError("the run was begun with other options", remedy, f"{latest}")
        set_state_dict(
            self.model,
            self.optimizer,
            model_state_dict=state["model"],
            optim_state_dict=state["optimizer"],
            options=SPREAD,
        )
        own = latest / f"random-{self.accelerator.process_index}.pt"
        if own.is_file():
            restore_random_state(read_state(own))
        return Progress(state["step"], *state["best"])

    def keep_best(self) -> None:
        """Writes the weights that train, as they are now."""
        if self.accelerator.distributed_type == DistributedType.FSDP:
            gathered, _ = get_state_dict(self.model, [], options=GATHERED)
            weights = {name: tensor.contiguous().clone() for name, tensor in gathered.items()}
        else:
            weights = trained_weights(self.accelerator.unwrap_model(self.model))
        if self.accelerator.is_main_process:
            self.checkpoints.write_best(weights)
        self.accelerator.wait_for_everyone()

    def restore_best(self) -> dict[str, Tensor]:
        """Gives the model the weights that were kept last, and returns them."""
        best = self.checkpoints.read_best()
        # A copy: the call adds what is frozen.
        set_state_dict(self.model, [], model_state_dict=dict(best), optim_state_dict={}, options=SPREAD)
        return best

    def _described(self) -> str:
        return json.dumps(self.facts, sort_keys=True)
