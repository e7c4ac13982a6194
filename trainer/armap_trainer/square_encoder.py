"""Conversations for models that read square pictures of one size (VILA, SmolVLM).

Everything that is done here, Node does too (see docs/decisions); nothing is left to a processor
class whose pixels depend on what is installed.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer

from .encoding import Encoded, defuse, pad
from .images import ImageLoader
from .recent import Recent
from .rendering import PAGE_CHARACTERS, RENDERING_VERSION, Rendering, Segment, fit
from .triplets import ImageReference, Trajectory

REMEMBERED_TEXTS = 8192
REMEMBERED_PIXELS = 512 * 1024**2
"""Bytes of pictures that were decoded and resized."""


@dataclass(frozen=True)
class PromptStyle:
    """The words around a user message and around each picture, in a model's own template."""

    prefix: str
    suffix: str
    before_image: str
    after_image: str


@dataclass(frozen=True)
class PixelStyle:
    """How a picture becomes numbers. `resample` is a number of `PIL.Image.Resampling`."""

    size: int
    resample: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]

    def preprocessor_config(self) -> dict[str, object]:
        """As transformers writes it for SigLIP, which is what armap's image processor reads."""
        return {
            "image_processor_type": "SiglipImageProcessor",
            "do_resize": True,
            "size": {"height": self.size, "width": self.size},
            "resample": self.resample,
            "do_rescale": True,
            "rescale_factor": 1 / 255,
            "do_normalize": True,
            "image_mean": list(self.mean),
            "image_std": list(self.std),
        }


class SquareEncoder:
    """For composed models: each picture becomes `image_tokens` places of `image_token_id`."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        prompt: PromptStyle,
        pixels: PixelStyle,
        image_tokens: int,
        image_token_id: int,
        bos_id: int | None,
        max_tokens: int,
        page_characters: int = PAGE_CHARACTERS,
    ) -> None:
        self.tokenizer = tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.prompt = prompt
        self.pixels = pixels
        self.image_tokens = image_tokens
        self.image_token_id = image_token_id
        self.bos_id = bos_id
        self.max_tokens = max_tokens
        self.page_characters = page_characters
        added = tokenizer.get_added_tokens_decoder().values()
        self.reserved = tuple(sorted(token.content for token in added))

        # Pages come again: on both sides of a pair, in each epoch, and while `fit` looks for what fits.
        @lru_cache(maxsize=REMEMBERED_TEXTS)
        def tokens_of(text: str) -> tuple[int, ...]:
            return tuple(tokenizer.encode(text, add_special_tokens=False).ids)

        self._tokens_of = tokens_of
        self._recent_pixels: Recent[torch.Tensor] = Recent(REMEMBERED_PIXELS, lambda one: one.nbytes)

    def encode(self, trajectory: Trajectory, images: ImageLoader) -> Encoded:
        def attempt(rendering: Rendering) -> tuple[Rendering, list[int]] | None:
            ids = self._token_ids(rendering.segments)
            return (rendering, ids) if len(ids) <= self.max_tokens else None

        rendering, ids = fit(trajectory, attempt, self.page_characters)
        return self._encoded(ids, rendering.segments, images, rendering.dropped)

    def encode_segments(
        self, segments: Sequence[Segment], images: ImageLoader, *, templated: bool = False
    ) -> Encoded:
        ids = self._templated_ids(segments) if templated else self._token_ids(segments)
        return self._encoded(ids, segments, images, 0)

    def measure(self, trajectory: Trajectory) -> int:
        def attempt(rendering: Rendering) -> int | None:
            length = len(self._token_ids(rendering.segments))
            return length if length <= self.max_tokens else None

        return fit(trajectory, attempt, self.page_characters)

    def collate(self, batch: Sequence[Encoded]) -> dict[str, torch.Tensor]:
        """A picture that comes several times is there once; `shown` says which one comes where."""
        collated = pad([one.tensors["input_ids"] for one in batch])
        hashes = [digest for one in batch for digest in one.pictures]
        first: dict[str, int] = {}
        for place, digest in enumerate(hashes):
            first.setdefault(digest, place)
        number = {digest: index for index, digest in enumerate(first)}
        pixels = torch.cat([one.tensors["pixel_values"] for one in batch])[list(first.values())]
        shown = torch.tensor([number[digest] for digest in hashes], dtype=torch.long)
        return {**collated, "pixel_values": pixels, "shown": shown}

    def describe(self) -> dict[str, object]:
        return {
            "renderingVersion": RENDERING_VERSION,
            "pageCharacters": self.page_characters,
            "maxTokens": self.max_tokens,
            "bosId": self.bos_id,
            "imageTokens": self.image_tokens,
            "imageTokenId": self.image_token_id,
            "imageSize": self.pixels.size,
            "resample": self.pixels.resample,
            "prompt": asdict(self.prompt),
            "reserved": list(self.reserved),
        }

    def _token_ids(self, segments: Sequence[Segment]) -> list[int]:
        """The template's own words are tokenised apart from what users and pages say."""
        ids = [] if self.bos_id is None else [self.bos_id]
        ids += self._tokens(self.prompt.prefix)
        for segment in segments:
            ids += self._text(segment) if isinstance(segment, str) else self._image()
        return [*ids, *self._tokens(self.prompt.suffix)]

    def _templated_ids(self, segments: Sequence[Segment]) -> list[int]:
        ids = [] if self.bos_id is None else [self.bos_id]
        for segment in segments:
            ids += self._tokens(segment) if isinstance(segment, str) else self._image()
        return ids

    def _text(self, text: str) -> list[int]:
        return self._tokens(defuse(text, self.reserved))

    def _image(self) -> list[int]:
        before, after = self._tokens(self.prompt.before_image), self._tokens(self.prompt.after_image)
        return [*before, *[self.image_token_id] * self.image_tokens, *after]

    def _tokens(self, text: str) -> Sequence[int]:
        return self._tokens_of(text) if text else ()

    def _encoded(
        self, ids: list[int], segments: Sequence[Segment], images: ImageLoader, dropped: int
    ) -> Encoded:
        size = self.pixels.size
        hashes = tuple(segment.hash for segment in segments if isinstance(segment, ImageReference))
        pictures = [self._pixels(digest, images) for digest in hashes]
        stacked = torch.stack(pictures) if pictures else torch.zeros(0, 3, size, size)
        tensors = {"input_ids": torch.tensor(ids), "pixel_values": stacked}
        return Encoded(tensors, dropped, hashes)

    def _pixels(self, digest: str, images: ImageLoader) -> torch.Tensor:
        known = self._recent_pixels.get(digest)
        if known is None:
            known = pixel_values(images(digest), self.pixels)
            self._recent_pixels.keep(digest, known)
        return known


def pixel_values(image: Image.Image, style: PixelStyle) -> torch.Tensor:
    """A picture as `[3, size, size]`: resized by Pillow regardless of its shape, then normalised."""
    resized = image.resize((style.size, style.size), Image.Resampling(style.resample))
    values = (np.arange(256) * (1 / 255)).astype(np.float32)
    planes = np.asarray(resized, dtype=np.uint8).transpose(2, 0, 1)
    mean = np.float32(style.mean)[:, None, None]
    std = np.float32(style.std)[:, None, None]
    return torch.from_numpy((values[planes] - mean) / std)
