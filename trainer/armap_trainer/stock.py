"""Any image-text-to-text model of transformers with its own processor: Qwen2.5-VL, Qwen3-VL, others."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModelForImageTextToText, AutoProcessor

from .base_model import BaseModel, account_for
from .encoding import Encoded, defuse, pad
from .errors import InputError, TooLongError
from .images import ImageLoader
from .qwen_processor import QwenProcessor
from .rendering import PAGE_CHARACTERS, RENDERING_VERSION, Reading, Rendering, Segment, fit
from .triplets import ImageReference, Trajectory

CHARACTERS_PER_TOKEN = 3
"""A cautious guess for estimates."""

PER_TOKEN = ("attention_mask", "token_type_ids", "mm_token_type_ids")


class StockBackbone(nn.Module):
    """A stock model without its language head. Sequences are padded on the right."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    @property
    def hidden_size(self) -> int:
        return self.model.config.get_text_config().hidden_size

    def forward(self, **inputs: Tensor) -> Tensor:
        return self.model(**inputs, use_cache=False).last_hidden_state


class ProcessorEncoder:
    """Encodes by the model's own chat template and processor (with Pillow, not torchvision)."""

    def __init__(self, processor: Any, max_tokens: int, page_characters: int = PAGE_CHARACTERS) -> None:
        self.processor = processor
        self.max_tokens = max_tokens
        self.page_characters = page_characters
        added = processor.tokenizer.backend_tokenizer.get_added_tokens_decoder().values()
        self.reserved = tuple(sorted(token.content for token in added))

    def encode(self, trajectory: Trajectory, images: ImageLoader) -> Encoded:
        loaded: dict[str, Any] = {}

        def remember(digest: str) -> Any:
            if digest not in loaded:
                loaded[digest] = images(digest)
            return loaded[digest]

        def attempt(rendering: Rendering) -> Encoded | None:
            encoded = self._process(rendering.segments, remember, rendering.dropped)
            return encoded if encoded.length <= self.max_tokens else None

        return fit(trajectory, attempt, self.page_characters)

    def encode_segments(
        self, segments: Sequence[Segment], images: ImageLoader, *, templated: bool = False
    ) -> Encoded:
        if templated:
            text = "".join(segment for segment in segments if isinstance(segment, str))
            return self._tensors(self.processor(text=[text], return_tensors="pt"))
        encoded = self._process(segments, images, 0)
        if encoded.length > self.max_tokens:
            raise TooLongError(f"the message has {encoded.length} tokens", "Shorten it")
        return encoded

    def measure(self, trajectory: Trajectory) -> int:
        characters = sum(len(part) for part in self._render(trajectory).segments if isinstance(part, str))
        sizes = [[image.height, image.width] for image in trajectory.images]
        count = getattr(self.processor, "_get_num_multimodal_tokens", None)
        pictures = sum(count(image_sizes=sizes)["num_image_tokens"]) if count and sizes else 0
        return min(characters // CHARACTERS_PER_TOKEN + pictures, self.max_tokens)

    def collate(self, batch: Sequence[Encoded]) -> dict[str, Tensor]:
        collated = pad([one.tensors["input_ids"] for one in batch])
        for name in {name for one in batch for name in one.tensors} - {"input_ids"}:
            parts = [one.tensors[name] for one in batch if name in one.tensors]
            if name in PER_TOKEN:
                collated[name] = nn.utils.rnn.pad_sequence(parts, batch_first=True)
            else:
                collated[name] = torch.cat(parts)
        return collated

    def describe(self) -> dict[str, object]:
        return {
            "renderingVersion": RENDERING_VERSION,
            "pageCharacters": self.page_characters,
            "maxTokens": self.max_tokens,
            "processor": type(self.processor).__name__,
            "imageProcessor": type(self.processor.image_processor).__name__,
        }

    def _render(self, trajectory: Trajectory) -> Rendering:
        return fit(trajectory, lambda rendering: rendering, self.page_characters)

    def _process(self, segments: Sequence[Segment], images: ImageLoader, dropped: int) -> Encoded:
        content = [
            {"type": "image"}
            if isinstance(segment, ImageReference)
            else {"type": "text", "text": defuse(segment, self.reserved)}
            for segment in segments
        ]
        hashes = tuple(part.hash for part in segments if isinstance(part, ImageReference))
        pictures = [images(digest) for digest in hashes]
        text = self.processor.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
        )
        inputs = self.processor(text=[text], images=pictures or None, return_tensors="pt")
        return self._tensors(inputs, dropped, hashes)

    @staticmethod
    def _tensors(inputs: Any, dropped: int = 0, pictures: tuple[str, ...] = ()) -> Encoded:
        tensors = {
            name: value[0] if name == "input_ids" or name in PER_TOKEN else value
            for name, value in inputs.items()
        }
        return Encoded(tensors, dropped, pictures)


def open_stock(folder: Path, dtype: torch.dtype, reading: Reading) -> BaseModel:
    """Raises `InputError` when a weight is missing or left over, or there is no such part."""
    stock, info = AutoModelForImageTextToText.from_pretrained(folder, dtype=dtype, output_loading_info=True)
    account_for(info, folder)
    model = stock.model
    language = getattr(model, "language_model", None) or getattr(model, "text_model", None)
    vision = getattr(model, "visual", None) or getattr(model, "vision_tower", None)
    vision = vision or getattr(model, "vision_model", None)
    if language is None or vision is None:
        problem = f"{type(model).__name__} has no language or no vision part that is known"
        raise InputError(problem, "Give a Qwen2.5-VL, Qwen3-VL, LLaVA, SmolVLM or VILA model", f"{folder}")
    positions = getattr(stock.config.get_text_config(), "max_position_embeddings", 4096)
    if stock.config.model_type.startswith("qwen"):
        processor: Any = QwenProcessor(folder)
    else:
        # By default transformers takes torchvision where it is installed, whose pixels differ.
        processor = AutoProcessor.from_pretrained(folder, backend="pil")
    max_tokens = reading.max_tokens or min(positions, 8192)
    encoder = ProcessorEncoder(processor, max_tokens, reading.page_characters)
    return BaseModel(stock.config.model_type, folder, StockBackbone(model), language, vision, encoder)
