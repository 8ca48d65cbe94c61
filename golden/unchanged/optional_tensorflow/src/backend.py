"""Works without TensorFlow; with it, wants TF 2."""
import numpy as np

try:
    import tensorflow as tf
except ImportError:
    tf = None

if tf is not None and int(tf.__version__.split(".")[0]) < 2:
    raise ImportError("TensorFlow 2 is required")


def softmax(x, axis=-1):
    if tf is not None and tf.is_tensor(x):
        return tf.nn.softmax(x, axis=axis)
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def to_numpy(x):
    return x.numpy() if tf is not None and isinstance(x, (tf.Tensor, tf.Variable)) else np.asarray(x)
