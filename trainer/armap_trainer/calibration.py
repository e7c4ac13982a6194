"""Platt scaling as in src/learn/calibration.ts: value = sigmoid(a raw + b), with a > 0."""

from dataclasses import dataclass

import numpy as np

LEAST_SLOPE = 1e-3
"""What is kept, per standard deviation of raw rewards, when the best slope is not positive."""

MOST_ITERATIONS = 100
MOST_HALVINGS = 40
TOLERANCE = 1e-12
RIDGE = 1e-12

Numbers = np.ndarray


@dataclass(frozen=True)
class Calibration:
    a: float
    b: float

    def value(self, raw: Numbers) -> Numbers:
        return sigmoid(self.a * np.asarray(raw, dtype=np.float64) + self.b)


def sigmoid(x: Numbers) -> Numbers:
    return np.exp(-np.logaddexp(0.0, -x))


def logistic_loss(logit: Numbers, target: Numbers) -> Numbers:
    """Cross-entropy, in nats, of sigmoid(logit) against a target of 0 to 1."""
    return np.logaddexp(0.0, logit) - target * logit


def fit_calibration(raw: Numbers, target: Numbers, weight: Numbers) -> Calibration:
    """Maximum likelihood by Newton's method (Lin, Lin and Weng 2007) on Platt's smoothed targets."""
    successes = float((weight * target).sum())
    failures = float((weight * (1 - target)).sum())
    high, low = (successes + 1) / (successes + 2), 1 / (failures + 2)
    smoothed = target * high + (1 - target) * low
    best = _minimize(raw, smoothed, weight, 0.0, slope_is_free=True)
    least = LEAST_SLOPE / (float(raw.std()) or 1.0)
    return best if best.a >= least else _minimize(raw, smoothed, weight, least, slope_is_free=False)


def _minimize(
    raw: Numbers, target: Numbers, weight: Numbers, slope: float, *, slope_is_free: bool
) -> Calibration:
    mass = float(weight.sum())
    if mass == 0:
        return Calibration(slope, 0.0)

    def loss_at(at: Numbers) -> float:
        return float((weight * logistic_loss(at[0] * raw + at[1], target)).sum()) / mass

    current = np.array([slope, 0.0])
    loss = loss_at(current)
    for _ in range(MOST_ITERATIONS):
        value = sigmoid(current[0] * raw + current[1])
        gradient = np.array([(weight * (value - target) * raw).sum(), (weight * (value - target)).sum()])
        curve = weight * value * (1 - value)
        crossed = (curve * raw).sum()
        hessian = np.array([[(curve * raw * raw).sum(), crossed], [crossed, curve.sum()]])
        hessian += RIDGE * mass * np.eye(2)
        if slope_is_free:
            direction = -np.linalg.solve(hessian, gradient)
        else:
            direction = np.array([0.0, -gradient[1] / hessian[1, 1]])
        gain = -float(gradient @ direction) / mass
        if gain <= TOLERANCE * loss:
            break
        for halvings in range(MOST_HALVINGS):
            scale = 0.5**halvings
            following = loss_at(current + scale * direction)
            if following <= loss - 1e-4 * scale * gain:
                current, loss = current + scale * direction, following
                break
        else:
            break
    return Calibration(float(current[0]), float(current[1]))
