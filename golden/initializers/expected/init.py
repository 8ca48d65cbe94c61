import numpy as np
import tensorflow as tf
from migrate import compat_scope


def normc(std=1.0):
    """Normalised columns."""

    def _initializer(shape, dtype=None, partition_info=None):
        out = np.random.RandomState(0).randn(*shape).astype(np.float32)
        out *= std / np.sqrt(np.square(out).sum(axis=0, keepdims=True))
        return tf.constant(out)

    return _initializer


def identity_init(shape, dtype=tf.float32, **kwargs):
    return tf.eye(shape[0], shape[1], dtype=dtype)


def variables():
    out = []
    with compat_scope.variable_scope("init"):
        get = compat_scope.get_variable
        out.append(get("default", [2, 3]))
        out.append(get("zeros", [2], initializer=tf.compat.v1.zeros_initializer))
        out.append(get("ones", shape=(3,), initializer=tf.compat.v1.ones_initializer()))
        out.append(get("constant", [2, 2], initializer=tf.compat.v1.constant_initializer([[1.0, 2.0], [3.0, 4.0]])))
        out.append(get("number", initializer=3.5))
        out.append(get("array", initializer=np.arange(6, dtype=np.float32).reshape(2, 3)))
        out.append(get("tensor", initializer=tf.linspace(0.0, 1.0, 5)))
        out.append(get("normal", [2], tf.float32, tf.compat.v1.random_normal_initializer(0.0, 0.1, seed=1)))
        out.append(get("uniform", [2], initializer=tf.compat.v1.random_uniform_initializer(minval=-1, maxval=1)))
        out.append(get("truncated", [2], initializer=tf.compat.v1.truncated_normal_initializer(stddev=1e-4)))
        out.append(get("scaling", [3, 2], initializer=tf.compat.v1.variance_scaling_initializer(2.0, "fan_avg", "uniform")))
        out.append(get("glorot", [3, 2], initializer=tf.compat.v1.glorot_uniform_initializer()))
        out.append(get("he", [3, 2], initializer=tf.keras.initializers.he_normal()))
        out.append(get("xavier", [3, 2], initializer=compat_scope.contrib.layers.xavier_initializer()))
        out.append(get("orthogonal", [2, 2], initializer=tf.compat.v1.orthogonal_initializer(1.2)))
        out.append(get("uniform_scaling", [4, 2], initializer=tf.compat.v1.uniform_unit_scaling_initializer(factor=1.0)))
        out.append(get("helper", [3, 2], initializer=normc(0.5)))
        out.append(get("function", [2, 3], initializer=identity_init))
        out.append(get("integer", [2], dtype=tf.int32, trainable=False))
        out.append(get("flag", [2], dtype=tf.bool, trainable=False, initializer=tf.compat.v1.constant_initializer(True)))
        out.append(get("double", [2], dtype=tf.float64))
        out.append(get("half", [2], tf.float16, initializer=tf.compat.v1.ones_initializer()))
    with compat_scope.variable_scope("inherited", initializer=tf.compat.v1.constant_initializer(0.25), dtype=tf.float64):
        out.append(get("value", [2]))
        out.append(get("own", [2], dtype=tf.float32, initializer=tf.compat.v1.constant_initializer(0.5)))
    with tf.control_dependencies(None):
        total = tf.add_n([tf.reduce_sum(tf.cast(v, tf.float32)) for v in out])
    return {"total": total, "names": [v.name for v in out]}
