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
    _add_serve(commands.add_parser("serve", help="answer scores over HTTP"))
    _add_export(commands.add_parser("export", help="write a model for Node (onnx) or vLLM"))
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


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help="a folder that `train` wrote: OUTPUT/model")
    parser.add_argument("--base", type=Path, help="where the base checkpoint lies, if it was moved")
    parser.add_argument("--images", type=Path, help="a folder of pictures that clients need not send")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8790, help="0 for any that is free (default 8790)")
    parser.add_argument("--token-budget", type=int, default=16384, help="tokens of a batch")

    def run(given: argparse.Namespace) -> int:
        from .serve.app import Limits, create_app
        from .serve.listen import listen
        from .serve.scorer import open_scorer

        token = os.environ.get("ARMAP_TOKEN") or None
        if token is None and given.host not in ("127.0.0.1", "::1", "localhost"):
            remedy = "Set ARMAP_TOKEN to a secret, or leave --host out"
            raise InputError("others could ask without a token", remedy, f"--host {given.host}")
        limits = Limits(token_budget=given.token_budget)
        scorer = open_scorer(given.model, given.base)
        app = create_app(scorer, token=token, limits=limits, images=given.images)
        listen(app, given.host, given.port, f"{scorer.name}, version {scorer.version}")
        return 0

    parser.set_defaults(run=run)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, help="a folder that `train` wrote: OUTPUT/model")
    parser.add_argument("output", type=Path, help="the folder to write")
    parser.add_argument("--format", choices=["onnx", "vllm"], default="onnx")
    parser.add_argument("--base", type=Path, help="where the base checkpoint lies, if it was moved")

    def run(given: argparse.Namespace) -> int:
        from .export.onnx_folder import export_onnx
        from .export.vllm_folder import export_vllm

        export = export_onnx if given.format == "onnx" else export_vllm
        export(given.model, given.output, given.base)
        return 0

    parser.set_defaults(run=run)
