"""Trains a reward model on triplets, on one device or several."""

import json
import math
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import DistributedType, gather_object
from safetensors.torch import load_file, save_file
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_state_dict,
    set_state_dict,
)

from .calibration import Calibration, fit_calibration
from .checkpoints import Checkpoints, random_state, read_state, restore_random_state, write_state
from .errors import InputError
from .images import image_folder
from .losses import pair_loss, targets_of
from .metrics import JudgedPair, measure
from .open_base import open_base
from .options import TrainingOptions
from .plan import Pair, by_tokens, plan_epoch, split_by_group
from .reward_model import RewardModel
from .saved_model import prepare_weights, save_reward, trained_weights
from .train_log import TrainLog
from .triplet_file import TripletFile
from .triplets import Triplet

FLOOR = 0.1
"""The share of the learning rate at which the cosine ends."""

STATE = StateDictOptions(full_state_dict=True, cpu_offload=True, ignore_frozen_params=True)


class Training:
    """One run. `run` trains, or goes on from the last checkpoint, and saves the best epoch."""

    def __init__(self, options: TrainingOptions) -> None:
        self.options = options
        on_gpu = torch.cuda.is_available()
        self.accelerator = Accelerator(mixed_precision="bf16" if on_gpu else "no", cpu=not on_gpu)
        torch.manual_seed(options.seed)
        # All that trains is kept in 32 bits, or small steps would be rounded away.
        sharded = self.accelerator.distributed_type == DistributedType.FSDP
        frozen = torch.bfloat16 if on_gpu and not options.full and not sharded else torch.float32
        self.base = open_base(options.base, frozen, options.reading)
        model = RewardModel(self.base.backbone)
        self.lora = None if options.full else options.lora
        prepare_weights(model, self.base, self.lora, train_vision=options.train_vision)
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
        if options.gradient_checkpointing:
            self._checkpoint_activations()
        self.images = image_folder(options.images)
        self.file = TripletFile(options.data)
        self.train_pairs, self.held_out = self._measure()
        self.steps_per_epoch = math.ceil(len(self.train_pairs) / options.batch_pairs)
        self.steps = options.epochs * self.steps_per_epoch
        self.model, self.optimizer = self.accelerator.prepare(model, self._optimizer(model))
        self.checkpoints = Checkpoints(options.output / "checkpoints")
        self.best_file = options.output / "checkpoints" / "best.safetensors"
        self.best_loss, self.best_epoch = math.inf, 0

    def run(self) -> dict[str, Any]:
        """Gives the metrics of the best epoch. Raises `InputError` when training diverges."""
        first = self._resume() if self.options.resume else self._begin()
        log = TrainLog(self.options.output, first, self.steps) if self.accelerator.is_main_process else None
        plan: list[list[Pair]] = []
        for step in range(first, self.steps):
            epoch, place = divmod(step, self.steps_per_epoch)
            if self._is_over(epoch):
                break
            if place == 0 or not plan:
                plan = plan_epoch(self.train_pairs, self.options.seed, epoch, self.options.batch_pairs)
            values = self._step(step, plan[place])
            if log:
                log.write(step + 1, "train", values)
            ends = place + 1 == self.steps_per_epoch
            if ends:
                overall = self._finish_epoch(epoch + 1)
                if log:
                    log.write(step + 1, "held-out", {"epoch": epoch + 1, **overall})
            if ends or (step + 1) % self.options.checkpoint_steps == 0:
                self._save(step + 1)
        if log:
            log.close()
        return self._finish()

    def _measure(self) -> tuple[list[Pair], list[Pair]]:
        def pair(index: int) -> Pair:
            triplet = self.file[index]
            encoder = self.base.encoder
            try:
                return Pair(index, encoder.measure(triplet.positive), encoder.measure(triplet.negative))
            except InputError as cause:
                place = self.file.place_of(index)
                raise InputError(cause.problem, cause.remedy, place) from cause

        train, held_out = split_by_group(self.file.groups)
        return [pair(index) for index in train], [pair(index) for index in held_out]

    def _checkpoint_activations(self) -> None:
        enable = getattr(self.base.language, "gradient_checkpointing_enable", None)
        if enable is not None:
            enable({"use_reentrant": False})

    def _optimizer(self, model: RewardModel) -> torch.optim.Optimizer:
        head = {id(parameter) for parameter in model.score.parameters()}
        trained = [one for one in model.parameters() if one.requires_grad]
        groups = [
            {"params": [one for one in trained if id(one) not in head], "peak": self.options.learning_rate},
            {"params": list(model.score.parameters()), "peak": self.options.head_learning_rate},
        ]
        return torch.optim.AdamW(
            groups, lr=self.options.learning_rate, weight_decay=self.options.weight_decay
        )

    def _share(self, step: int) -> float:
        """The learning rate as a share of its peak: up in a line, down in half a cosine."""
        rising = max(1, round(self.options.warm_up * self.steps))
        if step < rising:
            return (step + 1) / rising
        progress = (step - rising) / max(1, self.steps - rising)
        return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * progress))

    def _step(self, step: int, pairs: Sequence[Pair]) -> dict[str, float]:
        """One step of the optimizer. Every process runs as many batches as the others."""
        self.model.train()
        started = time.perf_counter()
        share = self._share(step)
        for group in self.optimizer.param_groups:
            group["lr"] = share * group["peak"]
        batches = by_tokens(pairs, self.options.token_budget)
        processes = self.accelerator.num_processes
        mine = batches[self.accelerator.process_index :: processes]
        rounds = math.ceil(len(batches) / processes)
        total = torch.zeros((), device=self.accelerator.device)
        for number in range(rounds):
            is_spare = number >= len(mine)
            batch = batches[0][:1] if is_spare else mine[number]
            last = number + 1 == rounds
            with nullcontext() if last else self.accelerator.no_sync(self.model):
                loss = self._loss(batch) * (0.0 if is_spare else 1.0)
                # Gradients are averaged over processes, and a step is a mean over its pairs.
                self.accelerator.backward(loss * processes / len(pairs))
            total += loss.detach()
        norm = self.accelerator.clip_grad_norm_(self.model.parameters(), self.options.gradient_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        mean = self.accelerator.reduce(total, "sum").item() / len(pairs)
        if not math.isfinite(mean):
            problem = f"training diverged at step {step + 1}"
            raise InputError(problem, "Give a smaller learning rate", "--learning-rate")
        tokens = sum(pair.positive + pair.negative for pair in pairs)
        seconds = time.perf_counter() - started
        return {
            "loss": mean,
            "gradientNorm": float(norm),
            "learningRate": share * self.options.learning_rate,
            "tokens": tokens,
            "tokensPerSecond": tokens / seconds,
        }

    def _loss(self, batch: Sequence[Pair]) -> torch.Tensor:
        triplets = [self.file[pair.index] for pair in batch]
        positive, negative = self._score(triplets).chunk(2)
        targets = targets_of(triplets).to(positive.device)
        return pair_loss(positive, negative, targets, self.options.centring, self.options.anchor)

    def _score(self, triplets: Sequence[Triplet]) -> torch.Tensor:
        """One forward: the positives, then the negatives, `[2 n]`."""
        sides = [*(one.positive for one in triplets), *(one.negative for one in triplets)]
        encoded = [self.base.encoder.encode(side, self.images) for side in sides]
        batch = self.base.encoder.collate(encoded)
        return self.model(**{name: tensor.to(self.accelerator.device) for name, tensor in batch.items()})

    @torch.no_grad()
    def _judge(self) -> list[JudgedPair]:
        self.model.eval()
        batches = by_tokens(self.held_out, self.options.token_budget)
        rounds = math.ceil(len(batches) / self.accelerator.num_processes)
        mine = batches[self.accelerator.process_index :: self.accelerator.num_processes]
        judged = []
        for number in range(rounds):
            is_spare = number >= len(mine)
            triplets = [self.file[pair.index] for pair in (batches[0][:1] if is_spare else mine[number])]
            raws = self._score(triplets).tolist()
            if is_spare:
                continue
            judged += [
                JudgedPair(
                    raws[place],
                    raws[place + len(triplets)],
                    0.5 + 0.5 * triplet.confidence,
                    triplet.confidence,
                    triplet.stage,
                    triplet.negative_kind,
                )
                for place, triplet in enumerate(triplets)
            ]
        return gather_object(judged)

    def _finish_epoch(self, epoch: int) -> dict[str, Any]:
        judged = self._judge()
        overall = measure(judged, calibration_of(judged))["overall"]
        assert isinstance(overall, dict)
        if overall["pairLogLoss"] < self.best_loss:
            self.best_loss, self.best_epoch = overall["pairLogLoss"], epoch
            weights = self._weights()
            if self.accelerator.is_main_process:
                self.best_file.parent.mkdir(parents=True, exist_ok=True)
                draft = self.best_file.with_name(".best.draft")
                save_file(weights, draft)
                draft.replace(self.best_file)
        return overall

    def _is_over(self, epoch: int) -> bool:
        return epoch - self.best_epoch >= self.options.patience if self.best_epoch else False

    def _weights(self) -> dict[str, torch.Tensor]:
        if self.accelerator.distributed_type == DistributedType.FSDP:
            model_state, _ = get_state_dict(self.model, [], options=STATE)
            return {name: tensor.contiguous().clone() for name, tensor in model_state.items()}
        return trained_weights(self.accelerator.unwrap_model(self.model))

    def _begin(self) -> int:
        if self.checkpoints.latest() is not None:
            remedy = "Give --resume to go on with it, or another --output"
            raise InputError("a run was begun there", remedy, f"{self.options.output}")
        return 0

    def _save(self, step: int) -> None:
        model_state, optimizer_state = get_state_dict(self.model, self.optimizer.optimizer, options=STATE)
        draft = self.checkpoints.draft(step)
        write_state(draft / f"random-{self.accelerator.process_index}.pt", random_state())
        if self.accelerator.is_main_process:
            state = {
                "model": model_state,
                "optimizer": optimizer_state,
                "step": step,
                "best": (self.best_loss, self.best_epoch),
                "options": json.dumps(self._facts(), sort_keys=True),
            }
            write_state(draft / "state.pt", state)
        self.accelerator.wait_for_everyone()
        if self.accelerator.is_main_process:
            self.checkpoints.publish(step)
        self.accelerator.wait_for_everyone()

    def _resume(self) -> int:
        latest = self.checkpoints.latest()
        if latest is None:
            return 0
        state = read_state(latest / "state.pt")
        if state["options"] != json.dumps(self._facts(), sort_keys=True):
            remedy = "Give the options and the data with which it was begun"
            raise InputError("the run was begun with other options", remedy, f"{latest}")
        set_state_dict(
            self.model,
            self.optimizer.optimizer,
            model_state_dict=state["model"],
            optim_state_dict=state["optimizer"],
            options=StateDictOptions(full_state_dict=True, strict=False),
        )
        self.best_loss, self.best_epoch = state["best"]
        own = latest / f"random-{self.accelerator.process_index}.pt"
        if own.is_file():
            restore_random_state(read_state(own))
        return state["step"]

    def _facts(self) -> dict[str, Any]:
        return {**self.options.facts(), "datasetHash": self.file.sha256}

    def _finish(self) -> dict[str, Any]:
        """Goes back to the best epoch, calibrates and measures it, and saves it."""
        best = load_file(self.best_file)
        set_state_dict(
            self.model,
            [],
            # A copy: the call adds what is frozen.
            model_state_dict=dict(best),
            optim_state_dict={},
            options=StateDictOptions(full_state_dict=True, strict=False),
        )
        judged = self._judge()
        calibration = calibration_of(judged)
        metrics = measure(judged, calibration)
        facts = {
            "metrics": metrics,
            "training": {
                "options": self._facts(),
                "trainPairs": len(self.train_pairs),
                "heldOutPairs": len(self.held_out),
                "bestEpoch": self.best_epoch,
            },
        }
        if self.accelerator.is_main_process:
            save_reward(
                self.options.output / "model",
                self.base,
                best,
                self.lora,
                calibration,
                facts,
                train_vision=self.options.train_vision,
            )
        self.accelerator.wait_for_everyone()
        return metrics


def calibration_of(judged: Sequence[JudgedPair]) -> Calibration:
    """Fitted to the raw rewards of both sides; positives succeed, negatives fail by confidence."""
    count = len(judged)
    raw = np.array([*(pair.positive for pair in judged), *(pair.negative for pair in judged)])
    weight = np.array([*[1.0] * count, *(pair.negative_weight for pair in judged)])
    target = np.array([1.0] * count + [0.0] * count)
    return fit_calibration(raw, target, weight)
