"""Does looking help? Three rewards where only the picture tells, on products that none was trained on.

Collects and synthesizes in the embedded WebShop with colours that pages only show, keeps the rows
whose two sides bought the same in another colour, and sets a fifth of the products aside. On the
others it trains a SmolVLM of random weights that looks, the embedded reward that reads, and the
embedded reward with hand-made features of pictures, each through `armap train`. The products set
aside are then scored by `armap score`, the SmolVLM in Node.

    trainer/.venv/bin/python trainer/bench/webshop_pictures.py runs/pictures
"""

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import pre_tokenizers

from armap_trainer.rendering import render
from armap_trainer.testing.tiny import SMOLVLM_TOKENS, make_smolvlm, make_word_tokenizer
from armap_trainer.triplets import Triplet

ROOT = Path(__file__).resolve().parents[2]
STYLE = re.compile(r"click\[style \w+\]")
SET_ASIDE = 0.2
LEARNING_RATE = 6e-4
"""Three times as much did worse in the few runs that tried it."""

RESAMPLES = 2000
SEES = ("--encoder", "benchmark,pictures", "--pictures")

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="what is there already is not made again")
    parser.add_argument("--walks", type=int, default=20000)
    parser.add_argument("--draws", type=int, default=2, help="how often negatives are drawn for the walks")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0, help="of weights and training")
    given = parser.parse_args()
    folder = given.folder.resolve()
    pictures = folder / "pictures"
    train, test = split(list(picture_rows(synthesize(folder, given.walks, given.draws))))
    write_rows(folder / "train.jsonl", train)
    write_rows(folder / "test.jsonl", walks_in(test))
    print(
        f"{len(train)} pairs to train on, {len(test)} to judge by, of {groups_in(test)} products", flush=True
    )

    models = folder / f"seed-{given.seed}"
    started = time.perf_counter()
    train_looking(models, folder / "train.jsonl", pictures, train, given.epochs, given.seed)
    print(f"trained by looking in {time.perf_counter() - started:.0f} s", flush=True)
    rest = ("--seed", given.seed + 1, "--out")
    armap("train", folder / "train.jsonl", *rest, models / "reading")
    armap("train", folder / "train.jsonl", *SEES, pictures, *rest, models / "features")

    print("| Reward | Pairs | Pair accuracy | 95 % interval | Ties |\n| --- | --- | --- | --- | --- |")
    for name, title in (("reading", "Text-only"), ("features", "Text and colours"), ("looking", "Tiny VLM")):
        scores = score(models / name, folder / "test.jsonl", pictures)
        print(f"| {title} | {' | '.join(judge(test, scores))} |", flush=True)


def synthesize(folder: Path, walks: int, draws: int) -> list[Path]:
    shop = ("--benchmark-option", "colors=pictured", "--benchmark-option", f"pictures={folder / 'pictures'}")
    collected = folder / "walks.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    unless_there(collected, "collect", "webshop", *shop, "--count", walks, "--seed", 7)
    rows = [folder / f"rows-{draw}.jsonl" for draw in range(1, draws + 1)]
    edits = ("--mix", "edit=1", "--no-prefixes", "--no-probes")
    for draw, file in enumerate(rows, start=1):
        unless_there(file, "synthesize", collected, *shop, *edits, "--seed", draw)
    return rows


def picture_rows(files: Iterable[Path]) -> Iterable[Row]:
    """Rows in which only the picture tells, each once."""
    seen = set()
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                key = (row["intent"], *(row[side]["final"]["text"] for side in ("positive", "negative")))
                if only_picture_tells(row) and key not in seen:
                    seen.add(key)
                    yield named(row, f"{len(seen)}")


def only_picture_tells(row: Row) -> bool:
    """Whether both sides did the same, but for the one style number that they chose."""
    sides = [[step["action"] for step in row[side]["steps"]] for side in ("positive", "negative")]
    if row["stage"] != "finished" or len(sides[0]) != len(sides[1]):
        return False
    differing = [pair for pair in zip(*sides, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(STYLE.fullmatch(action) for action in differing[0])


def named(row: Row, name: str) -> Row:
    sides = {side: {**row[side], "id": f"{name}-{side}"} for side in ("positive", "negative")}
    return {**row, "id": name, **sides}


def split(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """To train on, and of products that are set aside."""
    products = sorted({row["group"] for row in rows}, key=lambda name: hashlib.sha256(name.encode()).digest())
    # From the other end than where training takes what it holds out for itself.
    aside = set(products[round((1 - SET_ASIDE) * len(products)) :])
    return [row for row in rows if row["group"] not in aside], [row for row in rows if row["group"] in aside]


def train_looking(
    models: Path, data: Path, pictures: Path, rows: Sequence[Row], epochs: int, seed: int
) -> None:
    """Of each walk it sees the intent and the last page: its picture, and of its text nothing."""
    tokenizer = make_word_tokenizer(shared_words(rows), SMOLVLM_TOKENS)
    size = {"image_size": 32, "patch_size": 8, "vision_hidden": 48, "vision_layers": 1, "hidden": 64}
    base = make_smolvlm(models / "base", **size, seed=seed, tokenizer=tokenizer)
    armap(
        *("train", data, "--trainer", "vlm", "--base", base, "--pictures", pictures),
        *("--out", models / "vlm", "--epochs", epochs, "--seed", seed, "--"),
        *("--full", "--train-vision", "--no-gradient-checkpointing", "--page-characters", 0),
        *("--max-tokens", 96, "--batch-pairs", 32, "--patience", epochs, "--checkpoint-steps", 1000),
        *("--learning-rate", LEARNING_RATE, "--head-learning-rate", LEARNING_RATE, "--weight-decay", 0),
    )
    run(sys.executable, "-m", "armap_trainer", "export", models / "vlm" / "model", models / "looking")


def shared_words(rows: Sequence[Row]) -> list[str]:
    """Words of several products. The others, such as style numbers, could only be learned by heart."""
    products = defaultdict(set)
    words_of = pre_tokenizers.Whitespace().pre_tokenize_str
    for row in rows:
        segments = render(Triplet.model_validate(row).positive, 0).segments
        for text in (segment for segment in segments if isinstance(segment, str)):
            for word, _ in words_of(text):
                products[word].add(row["group"])
    return sorted(word for word, groups in products.items() if len(groups) > 1)


def score(model: Path, walks: Path, pictures: Path) -> dict[str, float]:
    """The raw reward of each walk by its id."""
    told = armap("score", model, walks, "--pictures", pictures, "--json", keep=True)
    return {one["id"]: one["raw"] for one in json.loads(told)["scores"]}


def judge(rows: Sequence[Row], scores: Mapping[str, float]) -> list[str]:
    """Pairs, their accuracy (a tie is half right), its interval, and the share of ties."""
    right = defaultdict(list)
    ties = 0
    for row in rows:
        lead = scores[row["positive"]["id"]] - scores[row["negative"]["id"]]
        right[row["group"]].append(0.5 if lead == 0 else float(lead > 0))
        ties += lead == 0
    low, high = interval(list(right.values()))
    accuracy = sum(map(sum, right.values())) / len(rows)
    return [f"{len(rows)}", f"{accuracy:.1%}", f"{low:.1%} to {high:.1%}", f"{ties / len(rows):.1%}"]


def interval(products: Sequence[Sequence[float]]) -> tuple[float, float]:
    """95 %, by drawing products anew: the pairs of one product are not independent."""
    rng = random.Random(0)
    shares = []
    for _ in range(RESAMPLES):
        drawn = rng.choices(products, k=len(products))
        shares.append(sum(map(sum, drawn)) / sum(map(len, drawn)))
    shares.sort()
    return shares[round(0.025 * RESAMPLES)], shares[round(0.975 * RESAMPLES) - 1]


def groups_in(rows: Sequence[Row]) -> int:
    return len({row["group"] for row in rows})


def walks_in(rows: Iterable[Row]) -> Iterable[Row]:
    """Both sides of each pair, as `armap collect` writes walks."""
    for row in rows:
        for side in ("positive", "negative"):
            yield {"format": "armap-trajectory/1", **row[side]}


def write_rows(file: Path, rows: Iterable[Row]) -> None:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def unless_there(out: Path, *arguments: object) -> None:
    if not out.exists():
        armap(*arguments, "--out", out)


def armap(*arguments: object, keep: bool = False) -> str:
    return run("npx", "tsx", ROOT / "scripts" / "armap.ts", *arguments, keep=keep)


def run(*command: object, keep: bool = False) -> str:
    """What the command printed, if it is to be kept."""
    environment = {**os.environ, "ARMAP_PYTHON": sys.executable}
    ran = subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE if keep else None,
    )
    return ran.stdout or ""


if __name__ == "__main__":
    main()
