"""What Qwen's processors do with text and pictures, without their video part.

That part needs torchvision, whose builds must match PyTorch's to the letter; pages have no videos.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from transformers import AutoTokenizer
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

IMAGE_TOKEN = "<|image_pad|>"


class QwenProcessor:
    """For Qwen2-VL, Qwen2.5-VL, Qwen3-VL and those of their kind."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.image_processor = Qwen2VLImageProcessorPil.from_pretrained(folder)
        self.image_token_id = self.tokenizer.convert_tokens_to_ids(IMAGE_TOKEN)

    def apply_chat_template(self, messages: Sequence[dict[str, Any]], **options: Any) -> str:
        return self.tokenizer.apply_chat_template(messages, **options)

    def __call__(
        self,
        text: Sequence[str],
        images: Sequence[Image.Image] | None = None,
        return_tensors: str = "pt",
    ) -> dict[str, torch.Tensor]:
        """Encodes one conversation: each image token is repeated for the patches of its picture."""
        (one,) = text
        pixels = dict(self.image_processor(images=list(images), return_tensors="pt")) if images else {}
        pieces = one.split(IMAGE_TOKEN)
        counts = [int(grid.prod()) // self.image_processor.merge_size**2 for grid in self._grids(pixels)]
        if len(pieces) != len(counts) + 1:
            raise ValueError(f"{len(pieces) - 1} places for {len(counts)} pictures")
        whole = pieces[0]
        for count, piece in zip(counts, pieces[1:], strict=True):
            whole += IMAGE_TOKEN * count + piece
        ids = self.tokenizer(whole, add_special_tokens=False, return_tensors=return_tensors)["input_ids"]
        return {"input_ids": ids, "mm_token_type_ids": (ids == self.image_token_id).long(), **pixels}

    def _get_num_multimodal_tokens(self, image_sizes: Sequence[Sequence[int]]) -> dict[str, list[int]]:
        merge = self.image_processor.merge_size**2
        count = self.image_processor.get_number_of_image_patches
        return {"num_image_tokens": [count(*size, {}) // merge for size in image_sizes]}

    @staticmethod
    def _grids(pixels: dict[str, torch.Tensor]) -> Sequence[torch.Tensor]:
        return list(pixels.get("image_grid_thw", ()))
