"""Opens a checkpoint by what lies in its folder."""

from pathlib import Path

import torch

from .base_model import BaseModel, read_json
from .errors import InputError
from .rendering import Reading
from .smolvlm import open_smolvlm
from .stock import open_stock
from .vila import is_vila, open_vila

WHOLE = Reading()


def open_base(folder: Path, dtype: torch.dtype, reading: Reading = WHOLE) -> BaseModel:
    """Opens VILA 1.5, SmolVLM, or any image-text-to-text model that transformers knows."""
    if not folder.is_dir():
        remedy = "Download the checkpoint and give its folder as --base"
        raise InputError("there is no such folder", remedy, f"{folder}")
    if is_vila(folder):
        return open_vila(folder, dtype, reading)
    kind = read_json(folder / "config.json").get("model_type")
    if kind in ("smolvlm", "idefics3"):
        return open_smolvlm(folder, dtype, reading)
    return open_stock(folder, dtype, reading)
