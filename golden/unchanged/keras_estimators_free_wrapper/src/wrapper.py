"""An Estimator of this project's: train, evaluate, export on Keras."""
import collections

import keras
import tensorflow as tf

EstimatorSpec = collections.namedtuple("EstimatorSpec", "mode loss train_op predictions")
ModeKeys = collections.namedtuple("ModeKeys", "TRAIN EVAL PREDICT")("train", "eval", "infer")


class Estimator:
    def __init__(self, model_fn, model_dir=None, params=None):
        self._model_fn, self.model_dir, self.params = model_fn, model_dir, params or {}
        self.global_step = tf.Variable(0, dtype=tf.int64, trainable=False, name="global_step")

    def train(self, input_fn, steps=None, hooks=()):
        for features, labels in input_fn().take(steps or -1):
            self._model_fn(features, labels, ModeKeys.TRAIN, self.params)
            self.global_step.assign_add(1)
        return self


def model_fn(features, labels, mode, params):
    predictions = params["model"](features, training=mode == ModeKeys.TRAIN)
    if mode == ModeKeys.PREDICT:
        return EstimatorSpec(mode, None, None, predictions)
    loss = keras.losses.mean_squared_error(labels, predictions)
    return EstimatorSpec(mode, loss, None, predictions)


estimator = Estimator(model_fn, params={"model": keras.Sequential([keras.layers.Dense(1)])})
estimator.train(lambda: tf.data.Dataset.from_tensors((tf.ones([2, 3]), tf.ones([2, 1]))), steps=1)
