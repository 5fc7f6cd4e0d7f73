"""Writes figures.json: what Fairlearn, AIF360 and scikit-learn make of the rows that rows.ts makes too.

pip install fairlearn==0.15.0 aif360==0.6.1 scikit-learn==1.9.1 scipy==1.17.1 pandas && python figures.py > figures.json
"""

import json
import logging
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from aif360.algorithms.postprocessing import (  # noqa: E402
    CalibratedEqOddsPostprocessing,
    EqOddsPostprocessing,
    RejectOptionClassification,
)
from aif360.datasets import BinaryLabelDataset  # noqa: E402
from fairlearn.postprocessing import ThresholdOptimizer  # noqa: E402
from scipy.special import logit  # noqa: E402
from sklearn.base import BaseEstimator, ClassifierMixin  # noqa: E402
from sklearn.calibration import _sigmoid_calibration, _TemperatureScaling  # noqa: E402
from sklearn.isotonic import IsotonicRegression  # noqa: E402

N = 600
i = np.arange(1, N + 1)
group = (i % 3 == 0).astype(int)
score = np.floor(((i * 0.7548776662466927) % 1) * 200) / 200 * 0.97 + 0.01
chance = np.where(group == 1, score * score, np.sqrt(score))
label = (((i * 0.5698402909980532) % 1) < chance).astype(int)


class Given(BaseEstimator, ClassifierMixin):
    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        return np.c_[1 - x[:, 0], x[:, 0]]

    def predict(self, x):
        return (x[:, 0] >= 0.5).astype(int)


def rates(p):
    """Expected figures of chances of a positive decision."""
    of = lambda rows: [float(p[rows & (group == g)].mean()) for g in (0, 1)]
    return {
        "accuracy": float(np.where(label == 1, p, 1 - p).mean()),
        "balanced": float((p[label == 1].mean() + 1 - p[label == 0].mean()) / 2),
        "selection": of(np.ones(N, bool)),
        "tpr": of(label == 1),
        "fpr": of(label == 0),
    }


def fairlearn(constraint, objective):
    optimizer = ThresholdOptimizer(
        estimator=Given().fit(None, None),
        constraints=constraint,
        objective=objective,
        grid_size=20000,
        prefit=True,
        predict_method="predict_proba",
        flip=False,
    )
    x = score.reshape(-1, 1)
    optimizer.fit(x, label, sensitive_features=group)
    return rates(optimizer._pmf_predict(x, sensitive_features=group)[:, 1])


def dataset(labels, scores):
    frame = pd.DataFrame({"x": score, "group": group, "label": labels})
    made = BinaryLabelDataset(
        df=frame, label_names=["label"], protected_attribute_names=["group"]
    )
    made.scores = scores.reshape(-1, 1)
    return made


privileged, unprivileged = [{"group": 0}], [{"group": 1}]
truth = dataset(label, score)
decided = dataset((score >= 0.5).astype(int), score)
sides = {"unprivileged_groups": unprivileged, "privileged_groups": privileged}


def equal_odds():
    fitted = EqOddsPostprocessing(**sides, seed=1).fit(truth, decided)
    sp2p, sn2p, op2p, on2p = fitted.model_params.x
    keep = np.where(group == 0, sp2p, op2p)
    turn = np.where(group == 0, sn2p, on2p)
    return rates(np.where(score >= 0.5, keep, turn))


def calibrated(cost):
    fitted = CalibratedEqOddsPostprocessing(**sides, cost_constraint=cost, seed=1).fit(
        truth, decided
    )
    return {"withheld": [float(fitted.priv_mix_rate), float(fitted.unpriv_mix_rate)]}


def reject(metric, bound):
    fitted = RejectOptionClassification(
        **sides,
        low_class_thresh=0.5,
        high_class_thresh=0.501,
        num_class_thresh=1,
        num_ROC_margin=501,
        metric_name=metric,
        metric_ub=bound,
        metric_lb=-bound,
    ).fit(truth, decided)
    margin = fitted.ROC_margin
    chances = np.where(group == 1, score >= 0.5 - margin, score > 0.5 + margin)
    return {"margin": float(margin), **rates(chances.astype(float))}


weights = 1.0 + i % 4
a, b = _sigmoid_calibration(logit(score), label, sample_weight=weights)
points = np.array([0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.97])
isotonic = IsotonicRegression(out_of_bounds="clip").fit(score, label, sample_weight=weights)
temperature = _TemperatureScaling().fit(logit(score), label, sample_weight=weights)

print(
    json.dumps(
        {
            "rows": {"positives": int(label.sum()), "group": int(group.sum())},
            "fairlearn": {
                f"{constraint} {objective}": fairlearn(constraint, objective)
                for constraint in (
                    "demographic_parity",
                    "true_positive_rate_parity",
                    "false_positive_rate_parity",
                    "equalized_odds",
                )
                for objective in ("accuracy_score", "balanced_accuracy_score")
            },
            "aif360": {
                "equal odds": equal_odds(),
                **{f"calibrated {cost}": calibrated(cost) for cost in ("fpr", "fnr", "weighted")},
                "reject": reject("Statistical parity difference", 0.05),
                "reject opportunity": reject("Equal opportunity difference", 0.05),
            },
            "sklearn": {
                "platt": {"slope": -float(a), "intercept": -float(b)},
                # It takes x for the logits -x and x of the two classes.
                "temperature": {"slope": 2 * float(temperature.beta_)},
                "isotonic": isotonic.predict(points).tolist(),
            },
        },
        indent=2,
    )
)
