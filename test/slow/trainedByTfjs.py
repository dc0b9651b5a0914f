"""Trains a model of real Keras by `morphoscope train --model` and by Keras itself: the .h5 files written load and predict
alike to 1e-5, and with the same weights and batches the losses agree to 1e-3. Usage: trainedByTfjs.py DIST_CLI"""
import json
import os
import subprocess
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../fixtures/make"))
from random_stream import Random

ROWS, TRAIN, BATCH, EPOCHS, SEED, RATE = 150, 120, 32, 3, 5, 0.05
SPLIT, ORDER = 102, 3


def permute(order, random):
    for i in range(len(order) - 1, 0, -1):
        other = random.below(i + 1)
        order[i], order[other] = order[other], order[i]
    return order


def convolutional():
    layers = keras.layers
    return keras.Sequential([
        layers.Input((8, 8, 1)),
        layers.Conv2D(4, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(8, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.01)),
        layers.Dense(3, activation="softmax"),
    ])


def normalised():
    layers = keras.layers
    return keras.Sequential([
        layers.Input((8, 8, 1)),
        layers.Conv2D(3, 3, activation="elu"),
        layers.BatchNormalization(),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
    ])


def losses(folder):
    with open(os.path.join(folder, "metrics.csv")) as file:
        return [float(line.split(",")[1]) for line in file.read().split()[2:]]


def check(cli, folder, name, model, x, y):
    model.compile(optimizer=keras.optimizers.SGD(RATE, momentum=0.9), loss="sparse_categorical_crossentropy")
    start, out = os.path.join(folder, f"{name}.h5"), os.path.join(folder, name)
    model.save(start)
    flags = ["--batch", str(BATCH), "--epochs", str(EPOCHS), "--seed", str(SEED), "--keep", "all"]
    data = os.path.join(folder, "data.npz")
    subprocess.run(["node", cli, "train", "--model", start, "--dataset", data, *flags, "--out", out], check=True)
    first = keras.models.load_model(os.path.join(out, "epoch-0000.h5"))
    assert np.abs(first.predict(x, verbose=0) - model.predict(x, verbose=0)).max() <= 1e-5
    rows = permute(list(range(ROWS)), Random(SEED, SPLIT))[:TRAIN]
    order, random, expected = list(range(TRAIN)), Random(SEED, ORDER), []
    for _ in range(EPOCHS):
        chosen = np.array(rows)[permute(order, random)]
        history = model.fit(x[chosen], y[chosen], batch_size=BATCH, epochs=1, shuffle=False, verbose=0)
        expected.append(history.history["loss"][0])
    found = losses(out)
    assert np.allclose(found, expected, rtol=1e-3), (found, expected)
    last = keras.models.load_model(os.path.join(out, f"epoch-{EPOCHS:04}.h5"), compile=False)
    difference = np.abs(last.predict(x, verbose=0) - model.predict(x, verbose=0)).max()
    assert difference <= 1e-3, difference
    print(f"keras {keras.__version__}: {name} trains alike: {json.dumps(found)}, outputs to {difference:.1e}", flush=True)


def main():
    random = np.random.default_rng(3)
    y = random.integers(0, 3, ROWS)
    x = random.normal(0, 0.3, (ROWS, 8, 8, 1)).astype(np.float32)
    x[np.arange(ROWS), 2 * y, 2 * y, 0] += 2
    keras.utils.set_random_seed(1)
    with tempfile.TemporaryDirectory() as folder:
        np.savez(os.path.join(folder, "data.npz"), x=x, y=y)
        check(sys.argv[1], folder, "convolutional", convolutional(), x, y)
        check(sys.argv[1], folder, "normalised", normalised(), x, y)


if __name__ == "__main__":
    main()
