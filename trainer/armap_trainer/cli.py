"""The command line: `armap-trainer train`, `serve` and `export`."""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .errors import InputError


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="armap-trainer", description="Vision-language reward models")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_train(commands.add_parser("train", help="train a reward model on triplets"))
    given = parser.parse_args(arguments)
    # Checkpoints are folders; nothing is looked up on the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        return given.run(given)
    except InputError as error:
        print(f"armap-trainer: {error}", file=sys.stderr)
        return 1


def _add_train(parser: argparse.ArgumentParser) -> None:
    from .lora import Lora
    from .options import TrainingOptions

    for name, text in (
        ("data", "triplets that `armap synthesize` wrote"),
        ("images", "the folder of their pictures"),
        ("base", "the checkpoint to start from: VILA 1.5, SmolVLM, Qwen2.5-VL, Qwen3-VL, ..."),
        ("output", "the folder to write; the model is its subfolder `model`"),
    ):
        parser.add_argument(f"--{name}", type=Path, required=True, help=text)
    paths = {"data", "images", "base", "output"}
    for option in dataclasses.fields(TrainingOptions):
        flag = f"--{option.name.replace('_', '-')}"
        if option.name in paths or option.name == "lora":
            continue
        if isinstance(option.default, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=option.default)
        else:
            kind = int if option.default is None else type(option.default)
            parser.add_argument(flag, type=kind, default=option.default, help=f"default {option.default}")
    for option in dataclasses.fields(Lora):
        flag = f"--lora-{option.name}"
        parser.add_argument(flag, type=type(option.default), default=option.default)

    def run(given: argparse.Namespace) -> int:
        from .training import Training

        lora = Lora(given.lora_rank, given.lora_alpha, given.lora_dropout)
        names = {option.name for option in dataclasses.fields(TrainingOptions)} - {"lora"}
        options = TrainingOptions(**{name: getattr(given, name) for name in names}, lora=lora)
        metrics = Training(options).run()
        print(json.dumps(metrics["overall"]))
        return 0

    parser.set_defaults(run=run)
