"""LightGBM's side of bench.mjs: trains when a line comes on standard input, and answers with a line of JSON.

Usage: python3 train-lightgbm.py FOLDER, which holds train.f64 and test.f64 (column-major), their labels, and settings.json
"""

import json
import sys
import time

import lightgbm as lgb
import numpy as np

folder = sys.argv[1]
with open(f"{folder}/settings.json") as file:
    settings = json.load(file)


def rows(name):
    columns = np.fromfile(f"{folder}/{name}.f64").reshape(settings["columns"], -1)
    return np.ascontiguousarray(columns.T), np.fromfile(f"{folder}/{name}-labels.f64")


train, labels = rows("train")
test, truth = rows("test")
parameters = {
    "objective": "binary",
    "num_leaves": settings["leaves"],
    "learning_rate": 0.1,
    "max_bin": 255,
    "num_threads": settings["threads"],
    "verbose": -1,
}
print(json.dumps({"version": lgb.__version__}), flush=True)

for _ in sys.stdin:
    begun, cpu = time.perf_counter(), time.process_time()
    data = lgb.Dataset(train, labels, params=parameters).construct()
    booster = lgb.train(parameters, data, settings["rounds"])
    trained, trained_cpu = time.perf_counter(), time.process_time()
    p = booster.predict(test, num_threads=1)
    predicted = time.perf_counter()
    print(
        json.dumps(
            {
                "total": trained - begun,
                "cpu": trained_cpu - cpu,
                "predict": predicted - trained,
                "loss": -np.mean(np.where(truth == 1, np.log(p), np.log(1 - p))),
            }
        ),
        flush=True,
    )
