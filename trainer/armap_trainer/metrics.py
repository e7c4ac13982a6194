"""How good a reward is on held-out pairs, as src/learn/metrics.ts measures it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .calibration import Calibration, fit_calibration, logistic_loss

CALIBRATION_BINS = 15

MetricSet = dict[str, float | int | None]


@dataclass(frozen=True)
class JudgedPair:
    """Raw rewards of the two sides of a pair, and what is true of them."""

    positive: float
    negative: float
    preference: float
    negative_weight: float
    stage: str
    negative_kind: str


def calibration_of(judged: Sequence[JudgedPair]) -> Calibration:
    """Fitted to the raw rewards of both sides; positives succeed, negatives fail by confidence."""
    count = len(judged)
    raw = np.array([*(pair.positive for pair in judged), *(pair.negative for pair in judged)])
    weight = np.array([*[1.0] * count, *(pair.negative_weight for pair in judged)])
    target = np.array([1.0] * count + [0.0] * count)
    return fit_calibration(raw, target, weight)


def measure(pairs: Sequence[JudgedPair], calibration: Calibration) -> dict[str, object]:
    """Of all pairs, and apart from each other of each stage and each kind of negative."""
    stages = sorted({pair.stage for pair in pairs})
    kinds = sorted({pair.negative_kind for pair in pairs})
    return {
        "overall": measure_set(pairs, calibration),
        "stages": {
            name: measure_set([pair for pair in pairs if pair.stage == name], calibration) for name in stages
        },
        "negativeKinds": {
            name: measure_set([pair for pair in pairs if pair.negative_kind == name], calibration)
            for name in kinds
        },
    }


def measure_set(pairs: Sequence[JudgedPair], calibration: Calibration) -> MetricSet:
    """`pairAccuracy` counts a tie one half; quantities over nothing are None."""
    differences = np.array([pair.positive - pair.negative for pair in pairs])
    preferences = np.array([pair.preference for pair in pairs])
    decided = preferences != 0.5
    count = int(decided.sum())
    right = ((differences > 0) == (preferences > 0.5)) & (differences != 0) & decided
    ties = int(((differences == 0) & decided).sum())
    known = [(pair.positive, 1.0) for pair in pairs]
    known += [(pair.negative, 0.0) for pair in pairs if pair.negative_weight > 0]
    values = calibration.value(np.array([raw for raw, _ in known]))
    targets = np.array([target for _, target in known])
    return {
        "pairs": len(pairs),
        "pairAccuracy": (int(right.sum()) + ties / 2) / count if count else None,
        "ties": ties / count if count else None,
        "pairLogLoss": float(logistic_loss(differences, preferences).mean()) if len(pairs) else None,
        "calibrationError": calibration_error(values, targets),
        "auroc": auroc(values, targets),
    }


def calibration_error(values: np.ndarray, targets: np.ndarray) -> float | None:
    """Expected calibration error in 15 bins of equal mass; equal values share their mean target."""
    if len(values) == 0:
        return None
    distinct, inverse = np.unique(values, return_inverse=True)
    means = np.bincount(inverse, targets) / np.bincount(inverse)
    differences = (distinct - means)[np.sort(inverse)]
    edges = np.arange(CALIBRATION_BINS + 1) * len(values) // CALIBRATION_BINS
    sums = [abs(differences[start:end].sum()) for start, end in pairwise(edges)]
    return float(sum(sums) / len(values))


def auroc(values: np.ndarray, targets: np.ndarray) -> float | None:
    """Mann and Whitney's statistic; a target above 0.5 is a success, ties count one half."""
    success = targets > 0.5
    successes, failures = int(success.sum()), int((~success).sum())
    if not successes or not failures:
        return None
    distinct, inverse = np.unique(values, return_inverse=True)
    good = np.bincount(inverse, success, minlength=len(distinct))
    bad = np.bincount(inverse, ~success, minlength=len(distinct))
    below = np.cumsum(bad) - bad
    return float((good * (below + bad / 2)).sum() / (successes * failures))
