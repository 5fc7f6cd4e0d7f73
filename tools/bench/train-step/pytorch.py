"""Steps per second of PyTorch on the models of models.mjs, as JSON: one row a model, batch size and thread count, and
one on the GPU ("cuda") where there is one and PyTorch can use it.

Usage: python3 pytorch.py '{"mlp": [256, 1024]}' REPEATS REPEAT_SECONDS
"""

import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Mlp(nn.Module):
    """104 inputs, hidden layers of 64 and 32, one output; the gap between two groups in the loss."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(104, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1)
        )

    def batch(self, rows):
        groups = torch.arange(rows) % 2
        return torch.randn(rows, 104), torch.randint(2, (rows,)).float(), F.one_hot(groups, 2).float()

    def loss(self, x, y, members):
        z = self.layers(x).reshape(-1)
        means = torch.sigmoid(z) @ members / members.sum(0)
        return F.binary_cross_entropy_with_logits(z, y) + 0.3 * (means[0] - means[1]).abs()


class Text(nn.Module):
    """An embedding of 10,000 x 64, its mean over 32 words, a hidden layer of 64, one output."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10_000, 64)
        self.layers = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))

    def batch(self, rows):
        return torch.randint(10_000, (rows, 32)), torch.randint(2, (rows,)).float()

    def loss(self, words, y):
        z = self.layers(self.embedding(words).mean(1)).reshape(-1)
        return F.binary_cross_entropy_with_logits(z, y)


class Convolution(nn.Module):
    """Images of 14 x 14: convolutions of 16 and 32 channels without bias, each pooled, then one output."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(1, 16, 3, padding=1, bias=False)
        self.second = nn.Conv2d(16, 32, 3, padding=1, bias=False)
        self.last = nn.Linear(3 * 3 * 32, 1)

    def batch(self, rows):
        return torch.randn(rows, 1, 14, 14), torch.randint(2, (rows,)).float()

    def loss(self, x, y):
        x = F.max_pool2d(F.relu(self.first(x)), 2)
        x = F.max_pool2d(F.relu(self.second(x)), 2)
        return F.binary_cross_entropy_with_logits(self.last(x.flatten(1)).reshape(-1), y)


MODELS = {"mlp": Mlp, "text": Text, "convolution": Convolution}


def steps_per_second(model, rows, repeats, seconds, device="cpu"):
    model = model.to(device)
    batch = [tensor.to(device) for tensor in model.batch(rows)]
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step():
        optimizer.zero_grad()
        model.loss(*batch).backward()
        optimizer.step()

    rates = []
    for repeat in range(repeats + 1):
        begun, steps = time.perf_counter(), 0
        while steps < 3 or time.perf_counter() - begun < seconds:
            step()
            steps += 1
        if device == "cuda":  # steps are queued; they count when they are done
            torch.cuda.synchronize()
        if repeat > 0:  # the first one warms up
            rates.append(steps / (time.perf_counter() - begun))
    return statistics.median(rates)


def main():
    wanted, repeats, seconds = json.loads(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    result = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        for name, sizes in wanted.items():
            for rows in sizes:
                torch.manual_seed(0)
                rate = steps_per_second(MODELS[name](), rows, repeats, seconds)
                result.append({"model": name, "rows": rows, "threads": threads, "rate": rate})
    if torch.cuda.is_available():
        for name, sizes in wanted.items():
            for rows in sizes:
                torch.manual_seed(0)
                rate = steps_per_second(MODELS[name](), rows, repeats, seconds, "cuda")
                result.append({"model": name, "rows": rows, "device": "cuda", "rate": rate})
    print(json.dumps({"version": torch.__version__, "rows": result}))


main()
