"""What all contenders train, as in job.ts, and how their time is taken: CPU time of the process, one thread."""

import argparse
import json
import statistics
import time

import numpy as np

BATCH = 256
RATE = 0.01


def read():
    parser = argparse.ArgumentParser()
    parser.add_argument("--job", default="clusters")
    parser.add_argument("--variant", default="")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    job = parser.parse_args()
    rng = np.random.default_rng(1)
    if job.job == "mnist":
        job.widths, count = [784, 128, 32] + [10] * 10 + [1], 6000
        x = np.maximum(0, 1 - 5 * rng.random((count, 784)))
        y = rng.integers(0, 10, count)
    else:
        job.widths, count = [10] * 11 + [1], 4000
        labels = np.arange(count) % 11
        x = rng.random((11, 10))[labels] + rng.uniform(-0.05, 0.05, (count, 10))
        y = labels + 1
    job.x, job.y = x.astype("float32"), y.astype("float32")[:, None]
    return job


def measure(job, run):
    run(2 * job.epochs)
    times = []
    for _ in range(job.rounds):
        before = time.process_time()
        loss = run(job.epochs)
        times.append((time.process_time() - before) * 1000 / job.epochs)
    print(json.dumps({"msPerEpoch": statistics.median(times), "loss": loss}))
