"""A stock model with merged adapters and the head `score.weight`, as vLLM loads classifiers."""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from ..base_model import read_json
from ..errors import InputError
from ..lora import merge_lora
from ..saved_model import open_reward
from ..stock import StockBackbone

ARCHITECTURES = {
    "qwen2_5_vl": "Qwen2_5_VLForSequenceClassification",
    "qwen3_vl": "Qwen3VLForSequenceClassification",
}

WEIGHTS = (".safetensors", ".bin", ".pt", ".safetensors.index.json", ".bin.index.json")


def export_vllm(folder: Path, output: Path, base: Path | None = None) -> None:
    """Writes config, processor and weights. Raises `InputError` for families that vLLM cannot load so."""
    opened = open_reward(folder, torch.bfloat16, base)
    family = opened.base.family
    if family not in ARCHITECTURES or not isinstance(opened.base.backbone, StockBackbone):
        known = ", ".join(ARCHITECTURES)
        problem = f"vLLM has no classifier for the family {family}, only for {known}"
        raise InputError(problem, "Serve it with `armap-trainer serve`", f"{folder}")
    merge_lora(opened.base.backbone)
    draft = output.with_name(f".{output.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for file in opened.base.folder.iterdir():
        if file.is_file() and not file.name.endswith(WEIGHTS):
            shutil.copyfile(file, draft / file.name)
    config = read_json(draft / "config.json")
    config |= {
        "architectures": [ARCHITECTURES[family]],
        "num_labels": 1,
        "id2label": {"0": "LABEL_0"},
        "label2id": {"LABEL_0": 0},
    }
    (draft / "config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")
    model = opened.base.backbone.model
    weights = {
        published_name(family, name): tensor.contiguous().clone()
        for name, tensor in model.state_dict().items()
    }
    weights["score.weight"] = opened.model.score.weight.detach().clone()
    save_file(weights, draft / "model.safetensors", {"format": "pt"})
    shutil.rmtree(output, ignore_errors=True)
    draft.replace(output)


def published_name(family: str, name: str) -> str:
    """What a weight is called in published checkpoints, which vLLM reads."""
    if family != "qwen2_5_vl":
        return f"model.{name}"
    return f"model.{name.removeprefix('language_model.')}" if name.startswith("language_model.") else name
