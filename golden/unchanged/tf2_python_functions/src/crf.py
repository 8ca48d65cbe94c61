import numpy as np
import tensorflow as tf


def load(path):
    return np.load(path.decode()).astype(np.float32)


def dataset(paths):
    ds = tf.data.Dataset.from_tensor_slices(paths)
    ds = ds.map(lambda p: tf.numpy_function(load, [p], tf.float32))
    ds = ds.map(lambda x: tf.py_function(lambda t: t.numpy() * 2, [x], Tout=tf.float32))
    ds = ds.map(lambda x: tf.ensure_shape(x, [None, 3])).padded_batch(2, padded_shapes=[None, 3])
    return ds.apply(tf.data.experimental.ignore_errors()).cache().enumerate()


@tf.function(experimental_relax_shapes=True)
def crf(x, t):
    return tf.scan(lambda a, b: tf.reduce_logsumexp(a[..., None] + t, axis=-2) + b, x, x[0])
