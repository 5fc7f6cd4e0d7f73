"""Figures of the packages that others use, for rows that are made here.

    pip install aif360==0.6.1 scikit-learn scipy
    python tools/peers/metrics.py > packages/metrics/test/peers.json

Tests hold ours against them; they run without Python.
"""

import json
import sys
import warnings
from importlib.metadata import version
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics as sk
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")

ROWS = 90


def rows():
    """Three groups of 45, 30 and 15 rows, whose scores are tied here and there."""
    state = 20261201
    draws = []
    for _ in range(2 * ROWS):
        state = (1103515245 * state + 12345) % 2**31
        draws.append(state / 2**31)
    group = np.array(["a"] * 45 + ["b"] * 30 + ["c"] * 15)
    lift = {"a": 0.1, "b": 0.0, "c": -0.1}
    score = np.round(
        [min(0.97, max(0.03, 0.9 * u + lift[g])) for u, g in zip(draws[:ROWS], group)], 2
    )
    y = np.array([int(u < 0.2 + 0.6 * s) for u, s in zip(draws[ROWS:], score)])
    return group, y, (score >= 0.5).astype(int), score, 1 + np.arange(ROWS) % 3


def calibration(y, score):
    logit = np.log(score / (1 - score))
    fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10_000).fit(logit.reshape(-1, 1), y)
    return fit.coef_[0, 0]


def of_rows(y, p, s, w):
    positive = y == 1
    return {
        "lift": sk.precision_score(y, p, sample_weight=w) / np.average(y, weights=w),
        "f2": sk.fbeta_score(y, p, beta=2, sample_weight=w),
        "f_half": sk.fbeta_score(y, p, beta=0.5, sample_weight=w),
        "kappa": sk.cohen_kappa_score(y, p, sample_weight=w),
        "average_precision": sk.average_precision_score(y, s, sample_weight=w),
        "mean_residual": np.average(y - p, weights=w),
        "mean_score": np.average(s, weights=w),
        "score_entropy": np.average(stats.entropy([s, 1 - s]), weights=w),
        "generalized_true_positive_rate": np.average(s[positive], weights=w[positive]),
        "generalized_false_positive_rate": np.average(s[~positive], weights=w[~positive]),
    }


def of_aif360(group, y, p, s):
    from aif360.datasets import BinaryLabelDataset
    from aif360.metrics import BinaryLabelDatasetMetric, ClassificationMetric

    def dataset(label):
        frame = pd.DataFrame({"group": pd.Series(group).map({"a": 0, "b": 1, "c": 2}), "y": label})
        return BinaryLabelDataset(
            df=frame, label_names=["y"], protected_attribute_names=["group"]
        )

    truth, decided = dataset(y), dataset(p)
    decided.scores = s.reshape(-1, 1)
    metric = ClassificationMetric(
        truth, decided, unprivileged_groups=[{"group": 1}], privileged_groups=[{"group": 0}]
    )
    return {
        "generalized_entropy": metric.generalized_entropy_index(alpha=2),
        "theil_index": metric.theil_index(),
        "coefficient_of_variation": metric.coefficient_of_variation(),
        "generalized_entropy_between": metric.between_all_groups_generalized_entropy_index(alpha=2),
        "theil_index_between": metric.between_all_groups_theil_index(),
        "average_odds_of_b_less_a": metric.average_odds_difference(),
        "generalized_true_positive_rate": metric.generalized_true_positive_rate(),
        "generalized_false_positive_rate": metric.generalized_false_positive_rate(),
        "differential_fairness_amplification": metric.differential_fairness_bias_amplification(),
    }


def largest(group, distance):
    return max(distance(group == a, group == b) for a, b in combinations("abc", 2))


def between(group, y, s):
    grid = np.linspace(0, 1, 200_001)

    def curve(rows):
        fpr, tpr, _ = sk.roc_curve(y[rows], s[rows], drop_intermediate=False)
        # The middles of small steps: no upright piece is met.
        return np.interp((grid[1:] + grid[:-1]) / 2, fpr, tpr)

    def density(rows):
        return stats.gaussian_kde(s[rows])(np.linspace(0, 1, 5000))

    def cohens_d(a, b):
        a, b = s[a], s[b]
        pooled = (a.var(ddof=1) * (len(a) - 1) + b.var(ddof=1) * (len(b) - 1)) / (
            len(a) + len(b) - 2
        )
        return abs(a.mean() - b.mean()) / np.sqrt(pooled)

    return {
        "abroca": largest(group, lambda a, b: np.abs(curve(a) - curve(b)).mean()),
        "abcc": largest(group, lambda a, b: stats.wasserstein_distance(s[a], s[b])),
        "abpc": largest(
            group,
            lambda a, b: np.trapezoid(np.abs(density(a) - density(b)), np.linspace(0, 1, 5000)),
        ),
        "cohens_d": largest(group, cohens_d),
    }


def main():
    group, y, p, s, w = rows()
    ones = np.ones(ROWS)
    found = {
        "packages": {
            name: version(name) for name in ["scikit-learn", "scipy", "numpy", "aif360"]
        },
        "rows": {
            "group": group.tolist(),
            "y": y.tolist(),
            "prediction": p.tolist(),
            "score": s.tolist(),
            "weight": w.tolist(),
        },
        "overall": of_rows(y, p, s, ones),
        "weighted": of_rows(y, p, s, w),
        "by_group": {
            g: of_rows(*(column[group == g] for column in (y, p, s, ones))) for g in "abc"
        },
        "aif360": of_aif360(group, y, p, s),
        "between": between(group, y, s),
        "calibration_slope": calibration(y, s),
    }
    json.dump(found, sys.stdout, indent=2, default=float)
    print()


main()
