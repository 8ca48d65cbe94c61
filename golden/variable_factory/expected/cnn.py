import tensorflow as tf
from migrate import compat_scope


def _variable(name, shape, initializer, trainable=True):
    return compat_scope.get_variable(name, shape, initializer=initializer, dtype=tf.float32, trainable=trainable)


def _weights(name, shape, **kwargs):
    init = tf.compat.v1.truncated_normal_initializer(stddev=0.05, dtype=tf.float32)
    return _variable(name, shape, init, **kwargs)


def _bias(shape, value=0.1):
    return _variable("biases", shape, tf.compat.v1.constant_initializer(value))


def _flat(x):
    dim = 1
    for d in x.get_shape()[1:].as_list():
        dim *= d
    return tf.reshape(x, [-1, dim]), dim


def logits(images):
    with compat_scope.variable_scope("conv1") as scope:
        kernel = _weights("weights", [3, 3, 1, 4])
        conv = tf.nn.conv2d(images, kernel, [1, 1, 1, 1], padding="SAME")
        conv1 = tf.nn.relu(tf.nn.bias_add(conv, _bias([4], 0.0)), name=scope.name)
    pool1 = tf.nn.max_pool2d(conv1, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME", name="pool1")
    with compat_scope.variable_scope("local"):
        flat, dim = _flat(pool1)
        hidden = tf.nn.relu(tf.matmul(flat, _weights("weights", [dim, 8])) + _bias([8]))
    with compat_scope.variable_scope("softmax_linear"):
        frozen = _weights("weights", [8, 3], trainable=False)
        return tf.add(tf.matmul(hidden, frozen), _bias([3], 0.0), name="logits")
