"""In which order pairs are trained on: a function of seed and epoch, so that a run can resume."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import InputError

HELD_OUT_SHARE = 0.2


def split_by_group(groups: Sequence[str], share: float = HELD_OUT_SHARE) -> tuple[list[int], list[int]]:
    """Indices to train on and to hold out, as src/learn/split.ts chooses them.

    The groups whose names have the smallest hashes are held out; a group is on one side only.
    """
    distinct = sorted(set(groups), key=lambda group: hashlib.sha256(group.encode()).hexdigest())
    if len(distinct) < 2:
        remedy = "Collect trajectories of at least 2 groups of tasks"
        raise InputError("the pairs come from one group of tasks, and a part must be held out", remedy)
    # Halves are rounded up, as in JavaScript.
    count = min(max(int(share * len(distinct) + 0.5), 1), len(distinct) - 1)
    chosen = set(distinct[:count])
    train = [index for index, group in enumerate(groups) if group not in chosen]
    held_out = [index for index, group in enumerate(groups) if group in chosen]
    return train, held_out


@dataclass(frozen=True)
class Pair:
    """A row of the file and how many tokens its two sides have."""

    index: int
    positive: int
    negative: int

    @property
    def longest(self) -> int:
        return max(self.positive, self.negative)


def plan_epoch(pairs: Sequence[Pair], seed: int, epoch: int, batch_pairs: int) -> list[list[Pair]]:
    """The steps of an epoch: each a random set of `batch_pairs` pairs (the last one has the rest)."""
    order = list(pairs)
    random.Random(f"{seed}/{epoch}").shuffle(order)
    return [order[start : start + batch_pairs] for start in range(0, len(order), batch_pairs)]


def by_tokens(pairs: Sequence[Pair], budget: int) -> list[list[Pair]]:
    """Cuts pairs into batches of at most `budget` tokens, padding included.

    Pairs of like length come together. Both sides of a pair are in one batch; a pair that exceeds
    the budget by itself is a batch of its own.
    """
    batches: list[list[Pair]] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.longest, pair.index)):
        # The first of a batch is its longest.
        if batches and 2 * batches[-1][0].longest * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(pair)
        else:
            batches.append([pair])
    return batches
