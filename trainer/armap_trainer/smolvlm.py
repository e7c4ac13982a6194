"""SmolVLM (and Idefics 3 models of its shape) from its stock weights, one tile per picture.

The stock class looks at its own pixels to find padding, which cannot be exported, and cuts pictures
into many tiles. Here each page is one tile, which is what a 256M model can afford for ten pages.
"""

import json
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModelForImageTextToText, AutoTokenizer

from .base_model import BaseModel, account_for, read_json
from .composed import ComposedBackbone, VisionTower
from .errors import InputError
from .rendering import Reading
from .square_encoder import PixelStyle, PromptStyle, SquareEncoder

LANCZOS = 1

PROMPT = PromptStyle(
    prefix="<|im_start|>User: ",
    suffix="<end_of_utterance>\nAssistant:",
    before_image="<fake_token_around_image><global-img>",
    after_image="<fake_token_around_image>",
)
"""SmolVLM's chat template, and its marks of a picture that is shown whole."""


def open_smolvlm(folder: Path, dtype: torch.dtype, reading: Reading) -> BaseModel:
    """Raises `InputError` when a weight is missing or left over, or the tokenizer lacks a mark."""
    stock, info = AutoModelForImageTextToText.from_pretrained(folder, dtype=dtype, output_loading_info=True)
    account_for(info, folder)
    model, config = stock.model, stock.config
    vision = model.vision_model
    tower = VisionTower(
        vision.embeddings.patch_embedding,
        vision.embeddings.position_embedding,
        _position_ids(vision),
        vision.encoder.layers,
        vision.post_layernorm,
    )
    tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    for mark in ("<|im_start|>", "<end_of_utterance>", "<fake_token_around_image>", "<global-img>"):
        if tokenizer.token_to_id(mark) is None:
            problem = f"the tokenizer has no token {json.dumps(mark)}"
            raise InputError(problem, "Give a SmolVLM checkpoint with its tokenizer", f"{folder}")
    pixels = _preprocessor(folder)
    encoder = SquareEncoder(
        tokenizer,
        PROMPT,
        PixelStyle(
            config.vision_config.image_size,
            pixels.get("resample", LANCZOS),
            tuple(pixels.get("image_mean", (0.5, 0.5, 0.5))),
            tuple(pixels.get("image_std", (0.5, 0.5, 0.5))),
        ),
        image_tokens=model.image_seq_len,
        image_token_id=config.image_token_id,
        bos_id=None,
        max_tokens=reading.max_tokens or config.text_config.max_position_embeddings,
        page_characters=reading.page_characters,
    )
    backbone = ComposedBackbone(tower, model.connector, model.text_model, config.image_token_id)
    return BaseModel("smolvlm", folder, backbone, backbone.language, backbone.vision, encoder)


def _preprocessor(folder: Path) -> dict[str, object]:
    for name in ("preprocessor_config.json", "processor_config.json"):
        if (folder / name).is_file():
            content = read_json(folder / name)
            return content.get("image_processor", content)
    return {}


@torch.no_grad()
def _position_ids(vision: nn.Module) -> Tensor:
    """Which position each patch of a whole picture has: what the stock class computes, rounding included."""
    seen: list[Tensor] = []
    embeddings = vision.embeddings
    hook = embeddings.position_embedding.register_forward_hook(lambda _, args, __: seen.append(args[0]))
    side, patch = embeddings.image_size, embeddings.patch_size
    weight = embeddings.patch_embedding.weight
    blank = torch.zeros(1, 3, side, side, dtype=weight.dtype, device=weight.device)
    embeddings(blank, torch.ones(1, side // patch, side // patch, dtype=torch.bool, device=weight.device))
    hook.remove()
    return seen[0][0].clone()
