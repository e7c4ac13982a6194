"""Conversations as tensors: what every encoder of trajectories does, and what they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch

from .images import ImageLoader
from .rendering import Segment
from .triplets import Trajectory


@dataclass(frozen=True)
class Encoded:
    """One conversation. `tensors` has `input_ids` `[length]` and what else the model takes.

    `pictures` are the hashes of those in it, in order.
    """

    tensors: Mapping[str, torch.Tensor]
    dropped: int
    pictures: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        return self.tensors["input_ids"].shape[0]


class Encoder(Protocol):
    """Turns conversations into what a model takes."""

    max_tokens: int

    def encode(self, trajectory: Trajectory, images: ImageLoader) -> Encoded:
        """Raises `TooLongError`, and `InputError` for a picture that cannot be read."""
        ...

    def encode_segments(
        self, segments: Sequence[Segment], images: ImageLoader, *, templated: bool = False
    ) -> Encoded:
        """Encodes one user message, or with `templated` a text that has its template already."""
        ...

    def measure(self, trajectory: Trajectory) -> int:
        """About how many tokens `encode` gives, without opening a picture."""
        ...

    def collate(self, batch: Sequence[Encoded]) -> dict[str, torch.Tensor]:
        """Pads on the right and masks the padding."""
        ...

    def describe(self) -> dict[str, object]:
        """What the encoding depends on; equal descriptions encode alike."""
        ...


def defuse(text: str, reserved: Sequence[str]) -> str:
    """Puts a space into tokens of the template that a page or a user wrote, so that they are text."""
    for token in reserved:
        if len(token) > 1:
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def pad(sequences: Sequence[torch.Tensor]) -> dict[str, torch.Tensor]:
    """`input_ids` and `attention_mask`, both `[batch, longest]`."""
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    ids = torch.nn.utils.rnn.pad_sequence(list(sequences), batch_first=True)
    mask = torch.arange(ids.shape[1])[None, :] < lengths[:, None]
    return {"input_ids": ids, "attention_mask": mask.long()}
