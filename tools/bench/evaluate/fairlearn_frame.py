"""CPU seconds that Fairlearn's MetricFrame takes for a bootstrap replicate of four rates by sex, as JSON."""

import json
import sys
import time

import fairlearn
import numpy as np
import pandas as pd
from fairlearn.metrics import (
    MetricFrame,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import accuracy_score

rows, replicates = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(7)
sex = pd.Series(np.where(random.random(rows) < 0.45, "f", "m"))
label = (random.random(rows) < 0.3).astype(int)
prediction = (random.random(rows) < 0.3 + 0.3 * label).astype(int)
metrics = {
    "selection rate": selection_rate,
    "accuracy": accuracy_score,
    "true positive rate": true_positive_rate,
    "false positive rate": false_positive_rate,
}


def seconds(n_boot):
    start = time.process_time()
    MetricFrame(
        metrics=metrics,
        y_true=label,
        y_pred=prediction,
        sensitive_features=sex,
        n_boot=n_boot,
        ci_quantiles=[0.025, 0.975] if n_boot else None,
        random_state=7,
    )
    return time.process_time() - start


without = seconds(None)
print(
    json.dumps(
        {
            "version": fairlearn.__version__,
            "perReplicate": (seconds(replicates) - without) / replicates,
        }
    )
)
