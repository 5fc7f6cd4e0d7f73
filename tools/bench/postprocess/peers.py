"""Thresholds by group with OxonFair and Fairlearn, for bench.mjs: reads rows on standard input, answers in JSON lines."""

import json
import logging
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import numpy as np  # noqa: E402
import oxonfair  # noqa: E402
from fairlearn.postprocessing import ThresholdOptimizer  # noqa: E402
from oxonfair import group_metrics as gm  # noqa: E402
from sklearn.base import BaseEstimator, ClassifierMixin  # noqa: E402

given = json.load(sys.stdin)
label, group = (np.array(given[name]) for name in ("labels", "groups"))
score = np.array(given["scores"])
logit = np.log(score / (1 - score)).reshape(-1, 1)

CONSTRAINTS = {
    "demographic-parity": gm.demographic_parity,
    "equal-opportunity": gm.equal_opportunity,
    "predictive-equality": gm.predictive_equality,
    "predictive-parity": gm.predictive_parity,
    "equalized-odds": gm.equalized_odds,
}
OBJECTIVES = {"accuracy": gm.accuracy, "balanced-accuracy": gm.balanced_accuracy, "f1": gm.f1}
FAIRLEARN = {
    "demographic-parity": "demographic_parity",
    "equal-opportunity": "true_positive_rate_parity",
    "predictive-equality": "false_positive_rate_parity",
    "equalized-odds": "equalized_odds",
}


class Given(BaseEstimator, ClassifierMixin):
    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        return np.c_[1 - x[:, 0], x[:, 0]]


def timed(work):
    """The least seconds of the processor that a call takes, and what it gives."""
    best, found = float("inf"), None
    for _ in range(given["repeats"]):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return best, found


def oxon(constraint, objective):
    predictor = oxonfair.DeepFairPredictor(label, logit, group, use_actual_groups=True)
    predictor.fit(OBJECTIVES[objective], CONSTRAINTS[constraint], given["tolerance"])
    return predictor


def fairlearn(constraint, objective):
    optimizer = ThresholdOptimizer(
        estimator=Given().fit(None, None),
        constraints=FAIRLEARN[constraint],
        objective=f"{objective.replace('-', '_')}_score",
        prefit=True,
        predict_method="predict_proba",
    )
    return optimizer.fit(score.reshape(-1, 1), label, sensitive_features=group)


for constraint in CONSTRAINTS:
    for objective in OBJECTIVES:
        seconds, predictor = timed(lambda: oxon(constraint, objective))
        decisions = predictor.predict(oxonfair.DeepDataDict(label, logit, group))
        answer = {"constraint": constraint, "objective": objective, "oxonfair": seconds}
        answer["decisions"] = np.asarray(decisions).reshape(-1).astype(int).tolist()
        answer["points"] = int(np.shape(predictor.frontier[0])[-1])
        if constraint in FAIRLEARN and objective != "f1":
            answer["fairlearn"] = timed(lambda: fairlearn(constraint, objective))[0]
        print(json.dumps(answer), flush=True)
