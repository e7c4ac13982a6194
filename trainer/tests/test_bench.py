"""The scripts of bench/ run; what they measure on a CPU means nothing."""

import json
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "trainer" / "bench"


def printed(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, *command: str) -> str:
    monkeypatch.setattr(sys, "argv", list(command))
    runpy.run_path(str(BENCH / command[0]), run_name="__main__")
    return capsys.readouterr().out


def test_the_docs_have_the_memory_that_is_computed(capsys, monkeypatch) -> None:
    docs = (ROOT / "docs" / "train-on-gpu.md").read_text(encoding="utf-8")
    rows = {tuple(cell.strip() for cell in line.split("|")) for line in docs.splitlines()}
    computed = printed(capsys, monkeypatch, "memory.py").splitlines()
    assert len(computed) == 4
    for line in computed:
        assert tuple(cell.strip() for cell in line.split("|")) in rows


def test_training_throughput_is_measured(capsys, monkeypatch) -> None:
    options = ("--tiny", "--steps", "1", "--peak-tflops", "1")
    result = json.loads(printed(capsys, monkeypatch, "train_throughput.py", *options))
    for name in ("tokensPerSecond", "tokensPerSecondTwoForwards", "languageTflops", "shareOfPeak"):
        assert result[name] > 0


def test_latency_of_a_server_is_measured(capsys, monkeypatch) -> None:
    lines = printed(capsys, monkeypatch, "serve_latency.py", "--tiny", "--requests", "8").splitlines()
    results = [json.loads(line) for line in lines]
    assert [result["clients"] for result in results] == [1, 8, 64]
    assert all(0 < result["p50Ms"] <= result["p99Ms"] for result in results)


def row(group: str, positive: list[str], negative: list[str]) -> dict:
    sides = {"positive": positive, "negative": negative}
    return {
        "stage": "finished",
        "group": group,
        **{
            side: {"id": f"{group}-{side}", "steps": [{"action": one} for one in actions]}
            for side, actions in sides.items()
        },
    }


def test_the_shop_experiment_takes_pairs_in_which_only_a_style_number_differs() -> None:
    only_picture_tells = runpy.run_path(str(BENCH / "webshop_pictures.py"))["only_picture_tells"]
    one, other = "click[style 4kx02q]", "click[style a1b2c3]"
    assert only_picture_tells(row("p", ["search[mug]", one], ["search[mug]", other]))
    assert not only_picture_tells(row("p", ["search[mug]", one], ["search[cup]", other]))
    assert not only_picture_tells(row("p", [one, "click[large]"], [one, "click[small]"]))
    assert not only_picture_tells(row("p", [one], [one, "click[small]"]))
    assert not only_picture_tells(row("p", [one], [one]))


def test_the_shop_experiment_judges_by_products_that_none_was_trained_on() -> None:
    script = runpy.run_path(str(BENCH / "webshop_pictures.py"))
    rows = [row(f"product-{number % 10}", [], []) for number in range(40)]
    train, test = script["split"](rows)
    assert len({one["group"] for one in test}) == 2
    assert not {one["group"] for one in test} & {one["group"] for one in train}
    assert len(train) + len(test) == 40


def test_the_shop_experiment_counts_a_tie_as_half_right() -> None:
    judge = runpy.run_path(str(BENCH / "webshop_pictures.py"))["judge"]
    rows = [row("a", [], []), row("b", [], [])]
    scores = {"a-positive": 1.0, "a-negative": 0.0, "b-positive": 0.5, "b-negative": 0.5}
    assert judge(rows, scores) == ["2", "75.0%", "50.0% to 100.0%", "50.0%"]
