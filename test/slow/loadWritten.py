"""Loads every model of a folder with real Keras, compiled and not: weights to the bit, outputs as numpy computes them from
the raw parameters, to 1e-5. Keras 2 must go on with the optimizer's state as well. Usage: loadWritten.py FOLDER"""
import glob
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np

KERAS_2 = keras.__version__.startswith("2.")


def split(values, inputs, units):
    """Kernels and biases, layer after layer."""
    arrays, at = [], 0
    for outputs in units:
        for shape in ((inputs, outputs), (outputs,)):
            size = int(np.prod(shape))
            arrays.append(values[at : at + size].reshape(shape))
            at += size
        inputs = outputs
    assert at == len(values)
    return arrays


def forward(x, arrays):
    h = x.astype(np.float64)
    for i in range(0, len(arrays), 2):
        h = h @ arrays[i] + arrays[i + 1]
        if i < len(arrays) - 2:
            h = np.maximum(h, 0)
    return h


def check_optimizer(model, spec, moments):
    assert int(model.optimizer.iterations) == spec["steps"]
    state = [np.asarray(variable) for variable in model.optimizer.variables][1:]
    if spec["moments"] == 0:
        # Keras 2.15 makes velocities without momentum too, which stay 0.
        assert not any(variable.any() for variable in state)
        return
    assert len(state) == spec["moments"] * len(model.weights)
    for i, moment in enumerate(moments):
        for stored, expected in zip(state[i :: spec["moments"]], split(moment, spec["inputs"], spec["units"])):
            assert np.array_equal(stored, expected)


def check(path):
    with open(path) as file:
        spec = json.load(file)
    values = np.fromfile(path[:-5] + ".bin", "<f4").reshape(1 + spec["moments"], -1)
    arrays = split(values[0], spec["inputs"], spec["units"])
    x = np.random.default_rng(1).normal(size=(20, spec["inputs"])).astype(np.float32)
    expected = forward(x, arrays)
    for compile in (True, False):
        model = keras.models.load_model(path[:-5] + ".h5", compile=compile)
        for stored, own in zip(model.get_weights(), arrays, strict=True):
            assert np.array_equal(stored, own)
        found = model.predict(x, verbose=0)
        assert np.abs(found - expected).max() <= 1e-5 * max(1, np.abs(expected).max()), np.abs(found - expected).max()
        if not compile or spec["optimizer"] is None:
            continue
        if KERAS_2:
            check_optimizer(model, spec, values[1:])
        else:
            # Keras 3 drops the state of a Keras 2 optimizer, and wants to be compiled anew after that, whoever wrote the file.
            model.compile(optimizer="adam", loss="mean_squared_error")
        model.fit(x, expected, epochs=1, verbose=0)


def main():
    paths = sorted(glob.glob(os.path.join(sys.argv[1], "*.json")))
    assert len(paths) > 0
    for path in paths:
        check(path)
        print(f"keras {keras.__version__}: {os.path.basename(path)[:-5]} agrees", flush=True)


if __name__ == "__main__":
    main()
