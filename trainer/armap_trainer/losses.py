"""The loss of src/learn/losses.ts: Bradley-Terry with margin, centring and success anchor."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import softplus

from .triplets import Triplet

CENTRING_WEIGHT = 1e-2
"""Keeps rewards near 0 (Eisenstein et al., arXiv 2312.09244)."""

ANCHOR_WEIGHT = 0.2
"""Ties rewards to the log-odds of success, so that 0 is a threshold."""

LARGEST_MARGIN = 6.0
"""How much better a positive should score than a negative that misses the whole intent, in log-odds."""


@dataclass(frozen=True)
class PairTargets:
    """What is known of n pairs; all `[n]`. Positives succeed; negatives fail as surely as stated."""

    preferences: Tensor
    margins: Tensor
    negative_weights: Tensor

    def to(self, device: torch.device) -> "PairTargets":
        fields = (self.preferences, self.margins, self.negative_weights)
        return PairTargets(*(field.to(device) for field in fields))


def targets_of(triplets: Sequence[Triplet]) -> PairTargets:
    """A checked negative is surely worse; one of less confidence is so in that measure."""
    confidences = torch.tensor([triplet.confidence for triplet in triplets], dtype=torch.float32)
    distances = torch.tensor([triplet.distance or 0.0 for triplet in triplets], dtype=torch.float32)
    return PairTargets(0.5 + 0.5 * confidences, LARGEST_MARGIN * distances, confidences)


def pair_loss(
    positive: Tensor,
    negative: Tensor,
    targets: PairTargets,
    centring: float = CENTRING_WEIGHT,
    anchor: float = ANCHOR_WEIGHT,
) -> Tensor:
    """The sum over n pairs of raw rewards `[n]`, p and q, with z = p - q - margin:

    softplus(z) - preference z + centring (p + q)^2 + anchor (softplus(-p) + weight softplus(q))
    """
    difference = positive - negative - targets.margins
    ranking = softplus(difference) - targets.preferences * difference
    centred = (positive + negative).square()
    anchored = softplus(-positive) + targets.negative_weights * softplus(negative)
    return (ranking + centring * centred + anchor * anchored).sum()
