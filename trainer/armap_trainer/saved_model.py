"""A trained reward model in a folder: `reward.json` and the weights that training changed.

The base checkpoint is named, not copied: an adapter of a 3B model is a hundredth of it.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from .base_model import BaseModel, account_for, read_json
from .calibration import Calibration
from .errors import InputError
from .lora import Lora, add_lora
from .open_base import open_base
from .rendering import Reading
from .reward_model import RewardModel

FORMAT = "armap-trainer/1"
CARD_FILE = "reward.json"
WEIGHTS_FILE = "trained.safetensors"
VERSION_DIGITS = 12


@dataclass(frozen=True)
class OpenedReward:
    """A trained model, ready to score. `version` names its weights and how it reads trajectories."""

    name: str
    version: str
    calibration: Calibration
    base: BaseModel
    model: RewardModel
    card: Mapping[str, Any]


def trained_weights(model: RewardModel) -> dict[str, Tensor]:
    """What training changes, by name, in main memory."""
    return {
        name: parameter.detach().cpu().contiguous().clone()
        for name, parameter in model.named_parameters()
        if parameter.requires_grad
    }


def load_trained(model: RewardModel, weights: Mapping[str, Tensor], folder: Path) -> None:
    """Raises `InputError` unless the weights are exactly those that training changes."""
    wanted = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    problems = {
        "missing_keys": wanted - weights.keys(),
        "unexpected_keys": weights.keys() - wanted,
        "mismatched_keys": (),
    }
    account_for(problems, folder)
    model.load_state_dict(weights, strict=False)


def save_reward(
    folder: Path,
    base: BaseModel,
    weights: Mapping[str, Tensor],
    lora: Lora | None,
    calibration: Calibration,
    facts: Mapping[str, Any],
    *,
    train_vision: bool,
) -> None:
    """Writes the folder in one move; an older one is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    save_file(dict(weights), draft / WEIGHTS_FILE)
    digest = hash_file(draft / WEIGHTS_FILE)
    card = {
        "format": FORMAT,
        "name": folder.name,
        "family": base.family,
        "base": str(base.folder.resolve()),
        "lora": asdict(lora) if lora else None,
        "trainVision": train_vision,
        "encoder": base.encoder.describe(),
        "calibration": asdict(calibration),
        "files": {WEIGHTS_FILE: digest},
        **facts,
    }
    (draft / CARD_FILE).write_text(f"{json.dumps(card, indent=2)}\n", encoding="utf-8")
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    draft.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def open_reward(folder: Path, dtype: torch.dtype, base_folder: Path | None = None) -> OpenedReward:
    """Raises `InputError` for what is no trained model, or one that was changed or lost its base."""
    card = read_json(folder / CARD_FILE)
    if card.get("format") != FORMAT:
        remedy = "Give a folder that `armap-trainer train` wrote"
        raise InputError(f'format is not "{FORMAT}"', remedy, f"{folder / CARD_FILE}")
    digest = hash_file(folder / WEIGHTS_FILE)
    if digest != card["files"][WEIGHTS_FILE]:
        raise InputError("it is not the file of this card", "Copy the folder again", f"{folder}")
    reading = Reading(card["encoder"]["maxTokens"], card["encoder"]["pageCharacters"])
    base = open_base(base_folder or Path(card["base"]), dtype, reading)
    model = RewardModel(base.backbone)
    prepare_weights(
        model, base, Lora(**card["lora"]) if card["lora"] else None, train_vision=card["trainVision"]
    )
    load_trained(model, load_file(folder / WEIGHTS_FILE), folder)
    model.requires_grad_(False).eval()
    described = json.dumps(
        [digest, card["encoder"], base.encoder.describe(), card["calibration"], str(dtype)],
        sort_keys=True,
    )
    version = hashlib.sha256(described.encode()).hexdigest()[:VERSION_DIGITS]
    return OpenedReward(card["name"], version, Calibration(**card["calibration"]), base, model, card)


def prepare_weights(model: RewardModel, base: BaseModel, lora: Lora | None, *, train_vision: bool) -> None:
    """Decides which weights train: adapters and head, or all but (usually) the vision tower."""
    if lora is not None:
        add_lora(model, base, lora)
    else:
        model.requires_grad_(True)
        base.vision.requires_grad_(train_vision)


def hash_file(file: Path) -> str:
    try:
        digest = hashlib.sha256()
        with file.open("rb") as opened:
            while block := opened.read(1024**2):
                digest.update(block)
        return digest.hexdigest()
    except OSError as cause:
        raise InputError(f"cannot be read ({cause.strerror})", "Copy the folder again", f"{file}") from cause
