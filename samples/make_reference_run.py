"""Trains the paper's reference network with Keras 3 and keeps about 20 of its epochs.

    python samples/make_reference_run.py             # writes samples/reference-run
    python samples/make_reference_run.py --survey 20 # prints how many seeds form a channel, writes nothing

Versions: test/fixtures/make/requirements-keras3.txt. arXiv 2501.05550, synthetic data set: 5000 points in 11 Gaussian
clusters (sd 0.05) in 10 dimensions, 10 hidden layers of 10 ReLU nodes, one linear output that regresses the cluster's
number, weights and biases U(-0.05, 0.05). The cluster centres are not published; uniform in [0, 1] is our choice.
"""
import argparse
import csv
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import keras
import tensorflow as tf

SEED = 3
EPOCHS = 350
KEPT = [*range(11), 15, 20, 30, 50, 75, 100, 150, 200, 275, 350]
CLUSTERS, DIMENSIONS, POINTS, TRAINING = 11, 10, 5000, 4000
HERE = os.path.dirname(os.path.abspath(__file__))


def clusters(seed):
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, 1, (CLUSTERS, DIMENSIONS))
    cluster = rng.integers(0, CLUSTERS, POINTS)
    x = (centres[cluster] + rng.normal(0, 0.05, (POINTS, DIMENSIONS))).astype(np.float32)
    y = (cluster + 1).astype(np.float32)[:, None]
    return (x[:TRAINING], y[:TRAINING]), (x[TRAINING:], y[TRAINING:])


def accuracy(y_true, y_pred):
    """The nearest integer is the predicted label."""
    return keras.ops.cast(keras.ops.equal(keras.ops.round(y_pred), y_true), "float32")


def network(seed):
    def uniform(k):
        return keras.initializers.RandomUniform(-0.05, 0.05, seed=1000 * seed + k)

    layers = [keras.Input((DIMENSIONS,), name="input")]
    for p in range(1, 11):
        layers.append(keras.layers.Dense(10, activation="relu", name=f"hidden_{p}",
                                         kernel_initializer=uniform(2 * p), bias_initializer=uniform(2 * p + 1)))
    layers.append(keras.layers.Dense(1, name="output", kernel_initializer=uniform(22), bias_initializer=uniform(23)))
    model = keras.Sequential(layers, name="reference")
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=[accuracy])
    return model


def in_out_correlation(model):
    """Pearson of incoming and outgoing fractions, the last hidden layer left out: it has one outgoing column."""
    kernels = [np.abs(np.asarray(l.kernel, np.float64)) for l in model.layers]
    x = np.concatenate([a.sum(0) / a.sum() for a in kernels[:-2]])
    y = np.concatenate([b.sum(1) / b.sum() for b in kernels[1:-1]])
    return float(np.corrcoef(x, y)[0, 1])


class Keep(keras.callbacks.Callback):
    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def save(self, epoch):
        if self.folder and epoch in KEPT:
            # The custom metric would ask a reader for Python code, so the file holds the network without its training.
            self.model.save(os.path.join(self.folder, f"epoch-{epoch:04d}.h5"), include_optimizer=False)

    def on_epoch_end(self, epoch, logs=None):
        self.save(epoch + 1)


def train(seed, folder):
    keras.utils.set_random_seed(seed)
    (x, y), (x_test, y_test) = clusters(seed)
    model = network(seed)
    keep = Keep(folder)
    keep.set_model(model)
    keep.save(0)
    loss, share = model.evaluate(x, y, batch_size=256, verbose=0)
    val_loss, val_share = model.evaluate(x_test, y_test, batch_size=256, verbose=0)
    rows = [(0, loss, share, val_loss, val_share)]
    h = model.fit(x, y, batch_size=256, epochs=EPOCHS, validation_data=(x_test, y_test), callbacks=[keep],
                  verbose=0).history
    rows += [(e + 1, *(h[k][e] for k in ("loss", "accuracy", "val_loss", "val_accuracy"))) for e in range(EPOCHS)]
    return model, rows, (x_test, y_test)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--survey", type=int, default=0)
    arguments.add_argument("--out", default=os.path.join(HERE, "reference-run"))
    options = arguments.parse_args()
    tf.config.experimental.enable_op_determinism()
    if options.survey:
        for seed in range(1, options.survey + 1):
            model, rows, _ = train(seed, None)
            print(f"seed {seed}: val accuracy {rows[-1][4]:.3f}, in/out r {in_out_correlation(model):.3f}", flush=True)
        return
    os.makedirs(options.out, exist_ok=True)
    for name in os.listdir(options.out):
        if name.startswith("epoch-"):
            os.remove(os.path.join(options.out, name))
    model, rows, (x_test, y_test) = train(options.seed, options.out)
    with open(os.path.join(options.out, "metrics.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["epoch", "loss", "accuracy", "valLoss", "valAccuracy"])
        writer.writerows((e, *(f"{v:.9g}" for v in values)) for e, *values in rows)
    np.save(os.path.join(options.out, "data.npy"), x_test)
    np.save(os.path.join(options.out, "labels.npy"), y_test[:, 0].astype(np.int32))
    print(f"seed {options.seed}: val accuracy {rows[-1][4]:.3f}, in/out r {in_out_correlation(model):.3f}")


if __name__ == "__main__":
    main()
