"""Pairs through a model, both sides in one forward, and spread over processes."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from accelerate import Accelerator
from accelerate.utils import gather_object
from torch import Tensor, nn

from .encoding import Encoder
from .images import ImageLoader
from .metrics import JudgedPair
from .plan import Pair, by_tokens
from .triplet_file import TripletFile
from .triplets import Triplet


@dataclass(frozen=True)
class Batch:
    """What this process computes in one round. A spare one only keeps others company."""

    triplets: Sequence[Triplet]
    is_spare: bool
    is_last: bool


@dataclass(frozen=True)
class PairScorer:
    """`model` is as `accelerator` prepared it. A batch has at most `token_budget` tokens."""

    model: nn.Module
    encoder: Encoder
    file: TripletFile
    images: ImageLoader
    accelerator: Accelerator
    token_budget: int

    def batches(self, pairs: Sequence[Pair]) -> Iterator[Batch]:
        """This process's share of the pairs, in as many rounds as every other process has."""
        batches = by_tokens(pairs, self.token_budget)
        processes = self.accelerator.num_processes
        mine = batches[self.accelerator.process_index :: processes]
        rounds = math.ceil(len(batches) / processes)
        for number in range(rounds):
            is_spare = number >= len(mine)
            chosen = batches[0][:1] if is_spare else mine[number]
            triplets = [self.file[pair.index] for pair in chosen]
            yield Batch(triplets, is_spare, is_last=number + 1 == rounds)

    def score(self, triplets: Sequence[Triplet]) -> tuple[Tensor, Tensor]:
        """Raw rewards `[n]` of the positives and of the negatives."""
        sides = [*(one.positive for one in triplets), *(one.negative for one in triplets)]
        batch = self.encoder.collate([self.encoder.encode(side, self.images) for side in sides])
        inputs = {name: tensor.to(self.accelerator.device) for name, tensor in batch.items()}
        positive, negative = self.model(**inputs).chunk(2)
        return positive, negative

    @torch.no_grad()
    def judge(self, pairs: Sequence[Pair]) -> list[JudgedPair]:
        """What the model says of pairs, gathered from all processes."""
        self.model.eval()
        judged = []
        for batch in self.batches(pairs):
            scores = [side.tolist() for side in self.score(batch.triplets)]
            if not batch.is_spare:
                judged += [judged_pair(*one) for one in zip(batch.triplets, *scores, strict=True)]
        return gather_object(judged)


def judged_pair(triplet: Triplet, positive: float, negative: float) -> JudgedPair:
    confidence = triplet.confidence
    preference = 0.5 + 0.5 * confidence
    return JudgedPair(positive, negative, preference, confidence, triplet.stage, triplet.negative_kind)
