"""A saved reward model with random adapters and head: nothing learned, but every weight matters."""

from pathlib import Path

import torch

from ..calibration import Calibration
from ..lora import Lora
from ..open_base import open_base
from ..reward_model import RewardModel
from ..saved_model import prepare_weights, save_reward, trained_weights


def save_random_reward(base_folder: Path, folder: Path, seed: int = 0) -> Path:
    """A model with adapters over a checkpoint, whose scores are of the order of 1."""
    torch.manual_seed(seed)
    base = open_base(base_folder, torch.float32)
    model = RewardModel(base.backbone)
    lora = Lora(rank=4, alpha=8, dropout=0.0)
    prepare_weights(model, base, lora, train_vision=False)
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            torch.nn.init.normal_(parameter, std=1.0 if name.startswith("score") else 0.2)
    save_reward(folder, base, trained_weights(model), lora, Calibration(1.5, -0.25), {}, train_vision=False)
    return folder
