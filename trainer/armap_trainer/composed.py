"""A vision tower, a projector and a language model as one module that exports to one graph."""

import torch
from torch import Tensor, nn


class VisionTower(nn.Module):
    """A SigLIP encoder for square pictures: `[pictures, 3, size, size]` to `[pictures, patches, width]`.

    Made of the parts of a stock model, which compute what they compute there; only its handling of
    padded pictures is left out, which cannot be exported.
    """

    def __init__(
        self,
        patches: nn.Module,
        positions: nn.Embedding,
        position_ids: Tensor,
        layers: nn.ModuleList,
        norm: nn.Module,
    ) -> None:
        super().__init__()
        self.patches = patches
        self.positions = positions
        self.register_buffer("position_ids", position_ids, persistent=False)
        self.layers = layers
        self.norm = norm

    def forward(self, pixel_values: Tensor) -> Tensor:
        pixels = pixel_values.to(self.positions.weight.dtype)
        hidden = self.patches(pixels).flatten(2).transpose(1, 2)
        hidden = hidden + self.positions(self.position_ids)
        for layer in self.layers:
            hidden = layer(hidden, attention_mask=None)
        return self.norm(hidden)


class ComposedBackbone(nn.Module):
    """Puts each picture's features in the places of its image tokens and runs the language model.

    `image_token_id` may lie outside of the vocabulary.
    """

    def __init__(
        self, vision: nn.Module, projector: nn.Module, language: nn.Module, image_token_id: int
    ) -> None:
        super().__init__()
        self.vision = vision
        self.projector = projector
        self.language = language
        self.image_token_id = image_token_id

    @property
    def hidden_size(self) -> int:
        return self.language.config.hidden_size

    def look(self, pixel_values: Tensor) -> Tensor:
        """What the language model is shown of pictures: `[pictures, places, hidden]`."""
        return self.projector(self.vision(pixel_values))

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        pixel_values: Tensor | None = None,
        shown: Tensor | None = None,
        features: Tensor | None = None,
    ) -> Tensor:
        """The last hidden states, `[batch, length, hidden]`.

        `pixel_values` are those of the whole batch, `[pictures, 3, size, size]`, in the order in
        which their places come, or with `shown` those that it names in that order. In their place
        `features` may be given, which `look` made of them. Pictures that nothing refers to do no harm.
        """
        is_image = input_ids == self.image_token_id
        embed = self.language.get_input_embeddings()
        embeddings = embed(input_ids.masked_fill(is_image, 0))
        if features is None and pixel_values is not None and pixel_values.shape[0] > 0:
            features = self.look(pixel_values)
        if features is not None:
            if shown is not None:
                features = features[shown]
            features = features.reshape(-1, features.shape[-1]).to(embeddings.dtype)
            # A running count instead of a masked copy: it exports with dynamic shapes.
            place = (is_image.flatten().long().cumsum(0) - 1).clamp(min=0)
            pictured = features[place].view(embeddings.shape)
            embeddings = torch.where(is_image[..., None], pictured, embeddings)
        outputs = self.language(inputs_embeds=embeddings, attention_mask=attention_mask, use_cache=False)
        return outputs.last_hidden_state
