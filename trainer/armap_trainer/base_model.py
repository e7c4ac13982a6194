"""What a reward model is built on: a vision-language model without its language head."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from .encoding import Encoder
from .errors import InputError


@dataclass(frozen=True)
class BaseModel:
    """`backbone(**encoder.collate(...))` gives the last hidden states `[batch, length, hidden]`.

    `language` and `vision` are the parts of the backbone that adapt and that stay as they are.
    """

    family: str
    folder: Path
    backbone: nn.Module
    language: nn.Module
    vision: nn.Module
    encoder: Encoder


def read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise InputError(f"cannot be read ({cause})", "Give a whole checkpoint", f"{file}") from cause
    if not isinstance(content, dict):
        raise InputError("it is not a JSON object", "Give a whole checkpoint", f"{file}")
    return content


def account_for(loading: Mapping[str, Iterable[Any]], folder: Path) -> None:
    """Raises `InputError` unless each weight of the model came from a file and each in it was used."""
    complaints = {
        "missing_keys": "weight {} is missing",
        "unexpected_keys": "weight {} is not part of the model",
        "mismatched_keys": "weight {} has another shape",
    }
    for kind, complaint in complaints.items():
        names = sorted(str(key[0] if isinstance(key, tuple) else key) for key in loading[kind])
        if names:
            more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
            remedy = "Give the whole, unchanged checkpoint: a model that lacks weights scores at random"
            raise InputError(complaint.format(json.dumps(names[0])) + more, remedy, f"{folder}")
