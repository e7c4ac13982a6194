"""A task in which only the picture decides, learned from nothing through the command line."""

import json
from pathlib import Path

import pytest

from armap_trainer.cli import main
from armap_trainer.images import image_folder
from armap_trainer.serve.scorer import open_scorer
from armap_trainer.testing.shapes import write_shapes
from armap_trainer.triplet_file import TripletFile


def accuracy(model: Path, data: Path) -> float:
    """The share of the pairs of a file that a saved model ranks right."""
    scorer, file, images = open_scorer(model), TripletFile(data), image_folder(data.parent / "images")
    sides = [side for index in range(len(file)) for side in (file[index].positive, file[index].negative)]
    scores = scorer.score([scorer.base.encoder.encode(side, images) for side in sides])
    pairs = list(zip(scores[::2], scores[1::2], strict=True))
    return sum(positive > negative for positive, negative in pairs) / len(pairs)


@pytest.mark.parametrize("family", ["vila", "smolvlm"])
def test_a_model_learns_what_only_pictures_tell(family: str, checkpoints, tmp_path: Path) -> None:
    data = write_shapes(tmp_path / "train", 1000, pages=0)
    arguments = [
        "train",
        *("--data", str(data), "--images", str(data.parent / "images")),
        *("--base", str(checkpoints[family]), "--output", str(tmp_path / "run")),
        *("--full", "--train-vision", "--no-gradient-checkpointing"),
        *("--epochs", "12", "--patience", "12", "--batch-pairs", "32", "--checkpoint-steps", "1000"),
        *("--learning-rate", "3e-3", "--head-learning-rate", "3e-3"),
    ]
    assert main(arguments) == 0
    model = tmp_path / "run" / "model"
    card = json.loads((model / "reward.json").read_text())
    assert card["metrics"]["overall"]["pairAccuracy"] > 0.95
    assert accuracy(model, write_shapes(tmp_path / "new", 200, seed=1, pages=0)) > 0.95
    exchanged = write_shapes(tmp_path / "exchanged", 200, seed=2, pages=0, shuffled=True)
    assert 0.35 < accuracy(model, exchanged) < 0.65
