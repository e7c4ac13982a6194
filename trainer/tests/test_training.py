"""Runs of the command line: what a picture teaches, and runs that were killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from armap_trainer.cli import main
from armap_trainer.testing.shapes import write_shapes


def train(data: Path, base: Path, output: Path, *more: str) -> list[str]:
    return [
        "train",
        *("--data", str(data), "--images", str(data.parent / "images")),
        *("--base", str(base), "--output", str(output), *more),
    ]


def rows(output: Path, kind: str) -> list[dict]:
    lines = (output / "log.jsonl").read_text().splitlines()
    return [row for row in map(json.loads, lines) if row["kind"] == kind]


SMALL = ("--epochs", "3", "--batch-pairs", "4", "--checkpoint-steps", "2", "--learning-rate", "1e-3")


def test_a_killed_run_that_resumes_has_the_loss_curve_of_one_that_was_left_alone(
    checkpoints, tmp_path: Path
) -> None:
    data = write_shapes(tmp_path, 24, pages=1)
    base = checkpoints["vila"]
    assert main(train(data, base, tmp_path / "whole", *SMALL)) == 0
    wanted = [row["loss"] for row in rows(tmp_path / "whole", "train")]
    output = tmp_path / "killed"
    kill_at = random.randint(3, len(wanted) - 3)
    command = [sys.executable, "-m", "armap_trainer", *train(data, base, output, *SMALL)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if (output / "log.jsonl").exists() and len(rows_so_far(output)) >= kill_at:
                os.kill(process.pid, signal.SIGKILL)
            time.sleep(0.01)
    assert not (output / "model").exists()
    assert main(train(data, base, output, *SMALL)) == 1
    assert main(train(data, base, output, *SMALL, "--resume")) == 0
    assert [row["loss"] for row in rows(output, "train")] == pytest.approx(wanted, abs=1e-6)
    assert rows(output, "held-out") == [
        pytest.approx(row, abs=1e-6) for row in rows(tmp_path / "whole", "held-out")
    ]
    whole, killed = (
        json.loads((tmp_path / name / "model/reward.json").read_text()) for name in ("whole", "killed")
    )
    assert killed["metrics"] == whole["metrics"]


def rows_so_far(output: Path) -> list[str]:
    return (output / "log.jsonl").read_text().splitlines()


def test_a_run_resumes_with_its_own_options_only(checkpoints, tmp_path: Path, capsys) -> None:
    data = write_shapes(tmp_path, 12, pages=0)
    once = train(data, checkpoints["vila"], tmp_path / "run", "--epochs", "1", "--batch-pairs", "4")
    assert main(once) == 0
    assert main([*once, "--resume", "--seed", "7"]) == 1
    assert "other options" in capsys.readouterr().err


def test_bad_data_names_file_and_line(checkpoints, tmp_path: Path, capsys) -> None:
    data = write_shapes(tmp_path, 4, pages=0)
    lines = data.read_text().splitlines()
    broken = json.loads(lines[2])
    broken["positive"]["final"] = {"text": 7}
    data.write_text("\n".join([*lines[:2], json.dumps(broken), *lines[3:]]))
    assert main(train(data, checkpoints["vila"], tmp_path / "run")) == 1
    assert f'{data}:3: field "positive.final.text"' in capsys.readouterr().err


def test_a_trained_adapter_of_each_family_opens_again(checkpoints, tmp_path: Path) -> None:
    from armap_trainer.serve.scorer import open_scorer

    data = write_shapes(tmp_path, 12, pages=1)
    for family, base in checkpoints.items():
        output = tmp_path / family
        assert main(train(data, base, output, "--epochs", "1", "--batch-pairs", "8")) == 0
        assert open_scorer(output / "model").version
