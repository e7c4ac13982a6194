"""One trained model on one device: conversations in, raw rewards out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from ..base_model import BaseModel
from ..calibration import Calibration
from ..encoding import Encoded
from ..lora import merge_lora
from ..reward_model import RewardModel
from ..saved_model import open_reward


@dataclass(frozen=True)
class Scorer:
    """`score` is called by one thread at a time."""

    name: str
    version: str
    calibration: Calibration
    base: BaseModel
    model: RewardModel
    device: torch.device

    @torch.inference_mode()
    def score(self, batch: Sequence[Encoded]) -> list[float]:
        inputs = self.base.encoder.collate(batch)
        return self.model(**{name: tensor.to(self.device) for name, tensor in inputs.items()}).tolist()


def open_scorer(folder: Path, base: Path | None = None) -> Scorer:
    """Opens a trained model on the GPU (bf16) where there is one, or on the CPU (fp32)."""
    on_gpu = torch.cuda.is_available()
    opened = open_reward(folder, torch.bfloat16 if on_gpu else torch.float32, base)
    merge_lora(opened.base.backbone)
    device = torch.device("cuda" if on_gpu else "cpu")
    model = opened.model.to(device).eval()
    return Scorer(opened.name, opened.version, opened.calibration, opened.base, model, device)
