"""One trained model on one device: conversations in, raw rewards out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from ..base_model import BaseModel
from ..calibration import Calibration
from ..composed import ComposedBackbone
from ..encoding import Encoded
from ..lora import merge_lora
from ..reward_model import RewardModel
from ..saved_model import open_reward
from .looks import Looks


@dataclass(frozen=True)
class Scorer:
    """`score` is called by one thread at a time."""

    name: str
    version: str
    calibration: Calibration
    base: BaseModel
    model: RewardModel
    device: torch.device
    looks: Looks | None
    """Of models that are composed of a vision tower and a language model."""

    @torch.inference_mode()
    def score(self, batch: Sequence[Encoded]) -> list[float]:
        collated = self.base.encoder.collate(batch)
        inputs = {name: tensor.to(self.device) for name, tensor in collated.items()}
        pictures = list(dict.fromkeys(digest for one in batch for digest in one.pictures))
        if self.looks and pictures:
            inputs["features"] = self.looks.at(pictures, inputs.pop("pixel_values"))
        return self.model(**inputs).tolist()


def open_scorer(folder: Path, base: Path | None = None) -> Scorer:
    """Opens a trained model on the GPU (bf16) where there is one, or on the CPU (fp32)."""
    on_gpu = torch.cuda.is_available()
    opened = open_reward(folder, torch.bfloat16 if on_gpu else torch.float32, base)
    merge_lora(opened.base.backbone)
    device = torch.device("cuda" if on_gpu else "cpu")
    model = opened.model.to(device).eval()
    backbone = opened.base.backbone
    looks = Looks(backbone) if isinstance(backbone, ComposedBackbone) else None
    return Scorer(opened.name, opened.version, opened.calibration, opened.base, model, device, looks)
