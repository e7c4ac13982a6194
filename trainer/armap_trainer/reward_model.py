"""A scalar head over a vision-language model."""

import torch
from torch import Tensor, nn


class RewardModel(nn.Module):
    """One raw reward, in float32, for each conversation of a batch.

    The head `score` is linear without bias, as vLLM's classification adapter loads it, and starts
    at zero: an untrained model says 0 to everything.
    """

    def __init__(self, backbone: nn.Module) -> None:
        super().__init__()
        self.backbone = backbone
        self.score = nn.Linear(backbone.hidden_size, 1, bias=False, dtype=torch.float32)
        nn.init.zeros_(self.score.weight)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, **inputs: Tensor) -> Tensor:
        """`[batch]`. Pools at the last attended position, wherever the padding is."""
        hidden = self.backbone(input_ids=input_ids, attention_mask=attention_mask, **inputs)
        places = torch.arange(hidden.shape[1], device=hidden.device)
        last = (attention_mask * places).argmax(dim=1)
        pooled = hidden[torch.arange(hidden.shape[0], device=hidden.device), last]
        # Autocast would compute the head in 16 bits, which are too few for calibrated scores.
        with torch.autocast(device_type=hidden.device.type, enabled=False):
            return self.score(pooled.float()).squeeze(-1)
