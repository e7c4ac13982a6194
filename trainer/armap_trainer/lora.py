"""Low-rank adapters (Hu et al., arXiv 2106.09685) on the language model, by peft."""

from dataclasses import dataclass

from peft import LoraConfig, inject_adapter_in_model
from peft.tuners.lora import LoraLayer
from torch import nn

from .base_model import BaseModel
from .reward_model import RewardModel


@dataclass(frozen=True)
class Lora:
    rank: int = 32
    alpha: int = 64
    dropout: float = 0.05


def add_lora(model: RewardModel, base: BaseModel, lora: Lora) -> None:
    """Adapts all linear layers of the language model; beside adapters, only the head trains."""
    inside = {id(module) for module in base.language.modules()}
    names = [
        name
        for name, module in base.backbone.named_modules()
        if isinstance(module, nn.Linear) and id(module) in inside
    ]
    model.requires_grad_(False)
    config = LoraConfig(r=lora.rank, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules=names)
    inject_adapter_in_model(config, base.backbone)
    for name, parameter in base.backbone.named_parameters():
        parameter.requires_grad_("lora_" in name)
    model.score.requires_grad_(True)


def merge_lora(module: nn.Module) -> None:
    """Adds adapters to the weights and removes them; without any, nothing happens."""
    for name, child in module.named_children():
        if isinstance(child, LoraLayer):
            child.merge(safe_merge=True)
            setattr(module, name, child.get_base_layer())
        else:
            merge_lora(child)
