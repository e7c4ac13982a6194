"""Trains a reward model on triplets, on one device or several."""

import math
import time
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import DistributedType

from .checkpoints import Checkpoints
from .errors import InputError
from .images import image_folder
from .losses import pair_loss, targets_of
from .metrics import calibration_of, measure
from .open_base import open_base
from .options import TrainingOptions
from .pair_scorer import PairScorer
from .plan import Pair, plan_epoch, split_by_group
from .reward_model import RewardModel
from .run_state import Progress, RunState
from .saved_model import prepare_weights, save_reward
from .schedule import make_optimizer, set_learning_rate, share_of_peak
from .train_log import TrainLog
from .triplet_file import TripletFile
from .triplets import Triplet


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
        self.lora = None if options.full else options.lora
        self.file = TripletFile(options.data)
        self.train_pairs, self.held_out = self._measure_pairs()
        self.steps_per_epoch = math.ceil(len(self.train_pairs) / options.batch_pairs)
        self.steps = options.epochs * self.steps_per_epoch
        model = self._make_model()
        self.model, self.optimizer = self.accelerator.prepare(model, make_optimizer(model, options))
        self.scorer = PairScorer(
            self.model,
            self.base.encoder,
            self.file,
            image_folder(options.images),
            self.accelerator,
            options.token_budget,
        )
        self.facts = {**options.facts(), "datasetHash": self.file.sha256}
        self.checkpoints = Checkpoints(options.output / "checkpoints")
        self.state = RunState(
            self.checkpoints, self.model, self.optimizer.optimizer, self.accelerator, self.facts
        )
        self.best_loss, self.best_epoch = math.inf, 0

    def run(self) -> dict[str, Any]:
        """Gives the metrics of the best epoch. Raises `InputError` when training diverges."""
        first = self._first_step()
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
                self.state.save(Progress(step + 1, self.best_loss, self.best_epoch))
        if log:
            log.close()
        return self._finish()

    def _measure_pairs(self) -> tuple[list[Pair], list[Pair]]:
        """To train on, and held out. Raises `InputError` for what does not fit, with its line."""

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

    def _make_model(self) -> RewardModel:
        model = RewardModel(self.base.backbone)
        prepare_weights(model, self.base, self.lora, train_vision=self.options.train_vision)
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
        enable = getattr(self.base.language, "gradient_checkpointing_enable", None)
        if self.options.gradient_checkpointing and enable is not None:
            enable({"use_reentrant": False})
        return model

    def _first_step(self) -> int:
        if not self.options.resume:
            if self.checkpoints.latest() is not None:
                remedy = "Give --resume to go on with it, or another --output"
                raise InputError("a run was begun there", remedy, f"{self.options.output}")
            return 0
        progress = self.state.resume()
        if progress is None:
            return 0
        self.best_loss, self.best_epoch = progress.best_loss, progress.best_epoch
        return progress.step

    def _step(self, step: int, pairs: Sequence[Pair]) -> dict[str, float]:
        """One step of the optimizer."""
        self.model.train()
        started = time.perf_counter()
        share = share_of_peak(step, self.steps, self.options.warm_up)
        set_learning_rate(self.optimizer, share)
        total = torch.zeros((), device=self.accelerator.device)
        for batch in self.scorer.batches(pairs):
            with nullcontext() if batch.is_last else self.accelerator.no_sync(self.model):
                loss = self._loss(batch.triplets) * (0.0 if batch.is_spare else 1.0)
                # Gradients are averaged over processes, and a step is a mean over its pairs.
                self.accelerator.backward(loss * self.accelerator.num_processes / len(pairs))
            total += loss.detach()
        norm = self.accelerator.clip_grad_norm_(self.model.parameters(), self.options.gradient_norm)
        self.optimizer.step()
        self.optimizer.zero_grad()
        mean = self.accelerator.reduce(total, "sum").item() / len(pairs)
        if not math.isfinite(mean):
            problem = f"training diverged at step {step + 1}"
            raise InputError(problem, "Give a smaller learning rate", "--learning-rate")
        tokens = sum(pair.positive + pair.negative for pair in pairs)
        return {
            "loss": mean,
            "gradientNorm": float(norm),
            "learningRate": share * self.options.learning_rate,
            "tokens": tokens,
            "tokensPerSecond": tokens / (time.perf_counter() - started),
        }

    def _loss(self, triplets: Sequence[Triplet]) -> torch.Tensor:
        positive, negative = self.scorer.score(triplets)
        targets = targets_of(triplets).to(positive.device)
        return pair_loss(positive, negative, targets, self.options.centring, self.options.anchor)

    def _finish_epoch(self, epoch: int) -> dict[str, Any]:
        judged = self.scorer.judge(self.held_out)
        overall = measure(judged, calibration_of(judged))["overall"]
        assert isinstance(overall, dict)
        if overall["pairLogLoss"] < self.best_loss:
            self.best_loss, self.best_epoch = overall["pairLogLoss"], epoch
            self.state.keep_best()
        return overall

    def _is_over(self, epoch: int) -> bool:
        return epoch - self.best_epoch >= self.options.patience if self.best_epoch else False

    def _finish(self) -> dict[str, Any]:
        """Goes back to the best epoch, calibrates and measures it, and saves it."""
        best = self.state.restore_best()
        judged = self.scorer.judge(self.held_out)
        calibration = calibration_of(judged)
        metrics = measure(judged, calibration)
        facts = {
            "metrics": metrics,
            "training": {
                "options": self.facts,
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
