"""Keras 3 on TensorFlow, one thread, `fit`."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import tensorflow as tf

import job as jobs

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
job = jobs.read()
layers = [keras.layers.Dense(width, activation="relu") for width in job.widths[1:-1]] + [keras.layers.Dense(1)]
model = keras.Sequential([keras.Input((job.widths[0],)), *layers])
model.compile(optimizer=keras.optimizers.Adam(jobs.RATE), loss="mse")
jobs.measure(
    job,
    lambda epochs: model.fit(job.x, job.y, batch_size=jobs.BATCH, epochs=epochs, verbose=0).history["loss"][-1],
)
