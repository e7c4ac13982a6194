"""How fast weights change, and when."""

import math

import torch

from .options import TrainingOptions
from .reward_model import RewardModel

FLOOR = 0.1
"""The share of the learning rate at which the cosine ends."""


def make_optimizer(model: RewardModel, options: TrainingOptions) -> torch.optim.Optimizer:
    """AdamW, with a learning rate of its own for the head, which starts from nothing."""
    head = {id(parameter) for parameter in model.score.parameters()}
    trained = [one for one in model.parameters() if one.requires_grad]
    groups = [
        {"params": [one for one in trained if id(one) not in head], "peak": options.learning_rate},
        {"params": list(model.score.parameters()), "peak": options.head_learning_rate},
    ]
    return torch.optim.AdamW(groups, lr=options.learning_rate, weight_decay=options.weight_decay)


def set_learning_rate(optimizer: torch.optim.Optimizer, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = share * group["peak"]


def share_of_peak(step: int, steps: int, warm_up: float) -> float:
    """Up in a line for the share `warm_up` of the steps, then down in half a cosine."""
    rising = max(1, round(warm_up * steps))
    if step < rising:
        return (step + 1) / rising
    progress = (step - rising) / max(1, steps - rising)
    return FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * progress))
