"""VILA 1.5: SigLIP, a projector that merges 2 x 2 patches, and Llama, from a checkpoint's folders.

Layout and projector after NVlabs/VILA (arXiv 2312.07533): `llm/`, `vision_tower/` and
`mm_projector/`, each with a `config.json` and safetensors.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer, SiglipVisionModel

from .base_model import BaseModel, account_for, read_json
from .composed import ComposedBackbone, VisionTower
from .errors import InputError
from .rendering import Reading
from .square_encoder import PixelStyle, PromptStyle, SquareEncoder

FOLDERS = ("llm", "vision_tower", "mm_projector")

PROMPT = PromptStyle(
    prefix=(
        "A chat between a curious user and an artificial intelligence assistant. The assistant "
        "gives helpful, detailed, and polite answers to the user's questions. USER: "
    ),
    suffix=" ASSISTANT:",
    before_image="",
    after_image="",
)
"""Vicuna's template, which VILA 1.5 was tuned with."""

SELECT_LAYER = -2
"""VILA 1.5 reads SigLIP before its last layer."""

BICUBIC = 3


class DownsampleProjector(nn.Module):
    """`[pictures, side * side, width]` to `[pictures, ceil(side / 2) ** 2, hidden]`.

    Four neighbouring patches become one token. `mlp_downsample` leaves the tokens column by column,
    as VILA 1.5 was trained; `mlp_downsample_2x2_fix` puts them row by row.
    """

    def __init__(self, width: int, hidden: int, *, row_by_row: bool) -> None:
        super().__init__()
        self.row_by_row = row_by_row
        # The numbers of the layers are those in the checkpoint; number 0 has no weights.
        self.layers = nn.Sequential(
            nn.Identity(),
            nn.LayerNorm(4 * width),
            nn.Linear(4 * width, hidden),
            nn.GELU(),
            nn.Linear(hidden, hidden),
        )

    def forward(self, features: Tensor) -> Tensor:
        pictures, patches, width = features.shape
        side = round(patches**0.5)
        grid = features.view(pictures, side, side, width)
        if side % 2:
            grid = nn.functional.pad(grid, (0, 0, 0, 1, 0, 1))
        half = (side + 1) // 2
        # [pictures, row, row in block, column, column in block, width]
        blocks = grid.reshape(pictures, half, 2, half, 2, width)
        order = (0, 1, 3, 2, 4, 5) if self.row_by_row else (0, 3, 1, 2, 4, 5)
        return self.layers(blocks.permute(*order).reshape(pictures, half * half, 4 * width))


def is_vila(folder: Path) -> bool:
    return all((folder / name / "config.json").is_file() for name in FOLDERS)


def open_vila(folder: Path, dtype: torch.dtype, reading: Reading) -> BaseModel:
    """Raises `InputError` when a weight is missing, left over or of another shape."""
    llm, llm_info = AutoModelForCausalLM.from_pretrained(
        folder / "llm", dtype=dtype, output_loading_info=True
    )
    account_for(llm_info, folder / "llm")
    vision, vision_info = SiglipVisionModel.from_pretrained(
        folder / "vision_tower", dtype=dtype, output_loading_info=True
    )
    account_for(vision_info, folder / "vision_tower")
    projector = _open_projector(
        folder / "mm_projector", vision.config.hidden_size, llm.config.hidden_size, dtype
    )

    select = read_json(folder / "config.json").get("mm_vision_select_layer", SELECT_LAYER)
    # hidden_states[-1] is the output of the last layer, [-2] that of the one before, and so on.
    layers = vision.encoder.layers[: len(vision.encoder.layers) + 1 + int(select)]
    embeddings = vision.embeddings
    tower = VisionTower(
        embeddings.patch_embedding,
        embeddings.position_embedding,
        torch.arange(embeddings.num_positions),
        layers,
        nn.Identity(),
    )
    image_token_id = llm.config.vocab_size
    tokenizer = AutoTokenizer.from_pretrained(folder / "llm")
    side = vision.config.image_size // vision.config.patch_size
    pixels = read_json(folder / "vision_tower" / "preprocessor_config.json")
    encoder = SquareEncoder(
        tokenizer.backend_tokenizer,
        PROMPT,
        PixelStyle(
            vision.config.image_size,
            pixels.get("resample", BICUBIC),
            tuple(pixels.get("image_mean", (0.5, 0.5, 0.5))),
            tuple(pixels.get("image_std", (0.5, 0.5, 0.5))),
        ),
        image_tokens=((side + 1) // 2) ** 2,
        image_token_id=image_token_id,
        bos_id=tokenizer.bos_token_id,
        max_tokens=reading.max_tokens or llm.config.max_position_embeddings,
        page_characters=reading.page_characters,
    )
    backbone = ComposedBackbone(tower, projector, llm.model, image_token_id)
    return BaseModel("vila", folder, backbone, backbone.language, backbone.vision, encoder)


def _open_projector(folder: Path, width: int, hidden: int, dtype: torch.dtype) -> nn.Module:
    kind = read_json(folder / "config.json").get("mm_projector_type")
    if kind not in ("mlp_downsample", "mlp_downsample_2x2_fix"):
        remedy = 'Give a checkpoint whose projector is "mlp_downsample" or "mlp_downsample_2x2_fix"'
        raise InputError(f"projector type {json.dumps(kind)} is not known", remedy, f"{folder}")
    projector = DownsampleProjector(width, hidden, row_by_row=kind.endswith("fix")).to(dtype)
    file = folder / "model.safetensors"
    if not file.is_file():
        raise InputError("there is no such file", "Give the whole checkpoint", f"{file}")
    given = load_file(file)
    wanted = projector.state_dict()
    account_for(
        {
            "missing_keys": wanted.keys() - given.keys(),
            "unexpected_keys": given.keys() - wanted.keys(),
            "mismatched_keys": {
                (name, tuple(given[name].shape), tuple(wanted[name].shape))
                for name in wanted.keys() & given.keys()
                if given[name].shape != wanted[name].shape
            },
        },
        folder,
    )
    projector.load_state_dict(given)
    return projector
