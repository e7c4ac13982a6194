"""A composed model as one ONNX graph with its head, in a folder that Node opens.

The folder is described in docs/decisions/2026-11-21-vision-language-rewards.md.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import onnx
import torch
from torch import Tensor, nn

from ..composed import ComposedBackbone
from ..errors import InputError
from ..lora import merge_lora
from ..reward_model import RewardModel
from ..saved_model import OpenedReward, hash_file, open_reward
from ..square_encoder import SquareEncoder

FORMAT = "armap-reward/1"
OPSET = 18
LARGEST_IN_ONE_FILE = 2**31 - 2**20
"""A protobuf holds no more; larger weights go to `model.onnx.data`."""


class Graph(nn.Module):
    """The reward model with its inputs in the order of the graph."""

    def __init__(self, model: RewardModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, pixel_values: Tensor) -> Tensor:
        return self.model(input_ids, attention_mask, pixel_values=pixel_values)


def export_onnx(folder: Path, output: Path, base: Path | None = None) -> None:
    """Raises `InputError` for families that cannot be one graph (Qwen: serve them over HTTP)."""
    opened = open_reward(folder, torch.float32, base)
    encoder = opened.base.encoder
    if not isinstance(opened.base.backbone, ComposedBackbone) or not isinstance(encoder, SquareEncoder):
        problem = f"a model of the family {opened.base.family} cannot be one ONNX graph"
        raise InputError(problem, "Serve it with `armap-trainer serve`", f"{folder}")
    merge_lora(opened.base.backbone)
    draft = output.with_name(f".{output.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    write_graph(opened.model, encoder, draft / "model.onnx")
    encoder.tokenizer.save(str(draft / "tokenizer.json"))
    _write(draft / "tokenizer_config.json", {})
    _write(draft / "preprocessor_config.json", encoder.pixels.preprocessor_config())
    _write(draft / "model.json", _card(opened, encoder, draft))
    shutil.rmtree(output, ignore_errors=True)
    draft.replace(output)


def write_graph(model: RewardModel, encoder: SquareEncoder, file: Path) -> None:
    """Inputs `input_ids`, `attention_mask` `[batch, length]` and `pixel_values`
    `[pictures, 3, size, size]` with at least one picture; output `reward` `[batch]`.
    """
    size, places = encoder.pixels.size, encoder.image_tokens
    length = 2 * places + 7
    ids = torch.zeros(2, length, dtype=torch.long)
    # Three pictures in two rows: the exporter must not take their numbers for equal.
    ids[0, : 2 * places] = encoder.image_token_id
    ids[1, :places] = encoder.image_token_id
    mask = torch.ones_like(ids)
    mask[1, -2:] = 0
    batch, long, pictures = (torch.export.Dim(name) for name in ("batch", "length", "pictures"))
    program = torch.onnx.export(
        Graph(model).eval(),
        (ids, mask, torch.rand(3, 3, size, size)),
        input_names=["input_ids", "attention_mask", "pixel_values"],
        output_names=["reward"],
        dynamic_shapes=({0: batch, 1: long}, {0: batch, 1: long}, {0: pictures}),
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
    )
    # Stack traces of this machine, larger than the graph itself.
    for node in program.model.graph.all_nodes():
        node.metadata_props.clear()
    weights = sum(parameter.numel() * parameter.element_size() for parameter in model.parameters())
    program.save(str(file), external_data=weights > LARGEST_IN_ONE_FILE)
    onnx.checker.check_model(str(file))


def _card(opened: OpenedReward, encoder: SquareEncoder, draft: Path) -> dict[str, Any]:
    files = {path.name: hash_file(path) for path in sorted(draft.iterdir())}
    prompt = encoder.prompt
    rendering = {
        "version": encoder.describe()["renderingVersion"],
        "pageCharacters": encoder.page_characters,
        "maxTokens": encoder.max_tokens,
        "prefix": prompt.prefix,
        "suffix": prompt.suffix,
        "beforeImage": prompt.before_image,
        "afterImage": prompt.after_image,
        "imageTokens": encoder.image_tokens,
        "imageTokenId": encoder.image_token_id,
        "bosId": encoder.bos_id,
        "reserved": list(encoder.reserved),
    }
    calibration = {"a": opened.calibration.a, "b": opened.calibration.b}
    described = json.dumps([files, rendering, calibration], sort_keys=True)
    return {
        "format": FORMAT,
        "name": opened.name,
        "version": hashlib.sha256(described.encode()).hexdigest()[:12],
        "kind": "vlm",
        "family": opened.base.family,
        "rendering": rendering,
        "calibration": calibration,
        "metrics": opened.card.get("metrics"),
        "training": opened.card.get("training"),
        "files": files,
    }


def _write(file: Path, content: object) -> None:
    file.write_text(f"{json.dumps(content, indent=2)}\n", encoding="utf-8")
