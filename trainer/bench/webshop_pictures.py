"""Does looking help? A tiny model that sees against a reward that reads, where only the picture tells.

Collects and synthesizes in the embedded WebShop with colours that pages only show, keeps the rows
whose two sides bought the same in another colour, trains a SmolVLM of random weights and `armap
train` on them, and prints the pair accuracy of both on the same held-out groups.

    trainer/.venv/bin/python trainer/bench/webshop_pictures.py runs/pictures --walks 6000
"""

import argparse
import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from armap_trainer.rendering import render
from armap_trainer.testing.tiny import make_smolvlm
from armap_trainer.triplets import Triplet

ROOT = Path(__file__).resolve().parents[2]
STYLE = re.compile(r"click\[style \w+\]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--walks", type=int, default=6000)
    parser.add_argument("--rows", type=Path, help="triplets that are there already, instead of new ones")
    parser.add_argument("--pictures", type=Path, help="the pictures of --rows")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--max-tokens", type=int, default=256, help="so few that middle steps are dropped")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if (given.rows is None) != (given.pictures is None):
        parser.error("give --rows and --pictures together")
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    pictures = (given.pictures or folder / "pictures").resolve()
    rows = given.rows or synthesize(folder, pictures, given.walks)
    selected = folder / "picture-tells.jsonl"
    lines = [line for line in rows.open(encoding="utf-8") if only_picture_tells(json.loads(line))]
    selected.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} pairs where only the picture tells", flush=True)

    base = make_smolvlm(folder / "base", seed=given.seed, text=list(texts(lines)))
    started = time.perf_counter()
    run(
        *(sys.executable, "-m", "armap_trainer", "train", "--full", "--train-vision"),
        *("--data", selected, "--images", pictures, "--base", base, "--output", folder / "vlm"),
        *("--epochs", given.epochs, "--patience", given.epochs, "--batch-pairs", 32),
        *("--learning-rate", 3e-3, "--head-learning-rate", 3e-3, "--max-tokens", given.max_tokens),
        *("--no-gradient-checkpointing", "--checkpoint-steps", 1000, "--seed", given.seed),
    )
    seconds = time.perf_counter() - started
    armap("train", selected, "--out", folder / "text", "--seed", given.seed + 1)
    report(f"VLM ({seconds:.0f} s of training)", folder / "vlm" / "model" / "reward.json")
    report("text-only reward", folder / "text" / "model.json")


def synthesize(folder: Path, pictures: Path, walks: int) -> Path:
    shop = ("--benchmark-option", "colors=pictured", "--benchmark-option", f"pictures={pictures}")
    collected, rows = folder / "walks.jsonl", folder / "triplets.jsonl"
    armap("collect", "webshop", *shop, "--count", walks, "--out", collected)
    edits = ("--mix", "edit=1", "--no-prefixes", "--no-probes")
    armap("synthesize", collected, *shop, *edits, "--out", rows)
    return rows


def only_picture_tells(row: dict) -> bool:
    """Whether both sides did the same, but for the one style number that they chose."""
    sides = [[step["action"] for step in row[side]["steps"]] for side in ("positive", "negative")]
    if row["stage"] != "finished" or len(sides[0]) != len(sides[1]):
        return False
    differing = [pair for pair in zip(*sides, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(STYLE.fullmatch(action) for action in differing[0])


def texts(lines: list[str]) -> Iterator[str]:
    """What the tokenizer is trained on: final pages and intents."""
    for line in lines:
        segments = render(Triplet.model_validate_json(line).positive, 0).segments
        yield from (segment for segment in segments if isinstance(segment, str))


def report(name: str, card: Path) -> None:
    """Prints the held-out accuracy of a model's card with its 95 % Wilson interval."""
    metrics = json.loads(card.read_text(encoding="utf-8"))["metrics"]["overall"]
    pairs, share, z = metrics["pairs"], metrics["pairAccuracy"], 1.96
    middle = (share + z**2 / (2 * pairs)) / (1 + z**2 / pairs)
    half = z / (1 + z**2 / pairs) * math.sqrt(share * (1 - share) / pairs + z**2 / (4 * pairs**2))
    ties = metrics.get("ties", 0)
    print(
        f"{name}: {share:.1%} of {pairs} held-out pairs "
        f"({middle - half:.1%} to {middle + half:.1%}), ties {ties:.1%}"
    )


def armap(*arguments: object) -> None:
    run("npx", "tsx", ROOT / "scripts" / "armap.ts", *arguments)


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
