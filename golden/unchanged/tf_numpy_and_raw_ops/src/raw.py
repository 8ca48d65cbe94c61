import tensorflow as tf
import tensorflow.experimental.numpy as tnp


def add(x, y):
    return tf.raw_ops.Add(x=x, y=y) + tnp.ones([2])
