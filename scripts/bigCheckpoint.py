"""Writes a 1 GiB full-model .h5 as Keras does: four Dense kernels of 8192 x 8192 float32. Usage: bigCheckpoint.py FILE SEED"""
import sys

import keras
import numpy

layers = [keras.Input((8192,))] + [keras.layers.Dense(8192, activation="relu", name=f"wide_{i}") for i in range(4)]
model = keras.Sequential(layers)
random = numpy.random.default_rng(int(sys.argv[2]))
for layer in model.layers:
    layer.set_weights([random.standard_normal((8192, 8192), dtype=numpy.float32), numpy.zeros(8192, numpy.float32)])
model.save(sys.argv[1])
