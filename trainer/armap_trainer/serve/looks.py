"""What a model saw in pictures, kept: a search asks about the same pages again and again."""

from collections.abc import Sequence

import torch
from torch import Tensor

from ..composed import ComposedBackbone
from ..recent import Recent

CAPACITY = 1024**3


class Looks:
    """Runs the vision tower once for each picture, as long as there is room for what it saw.

    @param capacity bytes, on the device of the model
    """

    def __init__(self, backbone: ComposedBackbone, capacity: int = CAPACITY) -> None:
        self._backbone = backbone
        self._recent: Recent[Tensor] = Recent(capacity, lambda one: one.nbytes)

    def at(self, hashes: Sequence[str], pixels: Tensor) -> Tensor:
        """Features `[pictures, places, hidden]` of pictures and their pixels, `[pictures, 3, size, size]`."""
        found = {digest: self._recent.get(digest) for digest in hashes}
        new = [place for place, digest in enumerate(hashes) if found[digest] is None]
        if new:
            for place, features in zip(new, self._backbone.look(pixels[new]), strict=True):
                # Of its own memory, or one picture would hold those that came with it.
                found[hashes[place]] = features.clone()
                self._recent.keep(hashes[place], found[hashes[place]])
        return torch.stack([found[digest] for digest in hashes])
