"""Losses, calibration, metrics and splits give what the TypeScript gives."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from armap_trainer.calibration import Calibration, fit_calibration
from armap_trainer.losses import PairTargets, pair_loss
from armap_trainer.metrics import JudgedPair, measure_set
from armap_trainer.plan import Pair, by_tokens, plan_epoch, split_by_group

GOLDEN = Path(__file__).parent / "golden" / "node.json"


@pytest.fixture(scope="module")
def node() -> dict:
    """What Node computed: scripts/write-trainer-golden.ts."""
    return json.loads(GOLDEN.read_text())


def test_loss_and_gradients_equal_those_of_node(node: dict) -> None:
    case = node["loss"]
    positive, negative = (
        torch.tensor(case[side], dtype=torch.float64, requires_grad=True) for side in ("positive", "negative")
    )
    fields = ("preferences", "margins", "negativeWeights")
    targets = PairTargets(*(torch.tensor(case[name], dtype=torch.float64) for name in fields))
    loss = pair_loss(positive, negative, targets) / len(positive)
    loss.backward()
    assert loss.item() == pytest.approx(case["loss"], abs=1e-12)
    assert positive.grad.tolist() == pytest.approx(case["positiveGradients"], abs=1e-12)
    assert negative.grad.tolist() == pytest.approx(case["negativeGradients"], abs=1e-12)


def test_calibration_and_metrics_equal_those_of_node(node: dict) -> None:
    case = node["held"]
    raw = np.array([*case["positive"], *case["negative"]])
    count = len(case["positive"])
    weights = np.array([1.0] * count + case["confidences"])
    fitted = fit_calibration(raw, np.array([1.0] * count + [0.0] * count), weights)
    assert (fitted.a, fitted.b) == pytest.approx(
        (case["calibration"]["a"], case["calibration"]["b"]), abs=1e-6
    )
    sides = zip(case["positive"], case["negative"], case["confidences"], strict=True)
    pairs = [JudgedPair(p, n, 0.5 + 0.5 * c, c, "finished", "other") for p, n, c in sides]
    calibration = Calibration(case["calibration"]["a"], case["calibration"]["b"])
    assert measure_set(pairs, calibration) == pytest.approx(case["metrics"], abs=1e-9)


def test_the_split_equals_that_of_node(node: dict) -> None:
    assert list(split_by_group(node["split"]["groups"])) == [node["split"]["train"], node["split"]["heldOut"]]


def test_a_plan_depends_on_seed_and_epoch_only_and_has_every_pair_once() -> None:
    pairs = [Pair(index, 10 + index % 7, 12) for index in range(50)]
    plan = plan_epoch(pairs, 3, 1, 16)
    assert plan == plan_epoch(pairs, 3, 1, 16)
    assert plan != plan_epoch(pairs, 3, 2, 16)
    assert [len(step) for step in plan] == [16, 16, 16, 2]
    assert sorted(pair.index for step in plan for pair in step) == list(range(50))


def test_batches_keep_the_budget_and_both_sides_of_a_pair() -> None:
    rng = random.Random(0)
    pairs = [Pair(index, rng.randint(5, 200), rng.randint(5, 200)) for index in range(100)]
    batches = by_tokens(pairs, 300)
    for batch in batches:
        padded = 2 * len(batch) * max(pair.longest for pair in batch)
        assert padded <= 300 or len(batch) == 1
    assert sorted(pair.index for batch in batches for pair in batch) == list(range(100))
