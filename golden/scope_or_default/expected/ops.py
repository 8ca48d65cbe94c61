import tensorflow as tf
from migrate import compat_scope


def linear(input_, output_size, scope=None, stddev=0.02, bias_start=0.0, with_w=False):
    shape = input_.get_shape().as_list()

    with compat_scope.variable_scope(scope or "Linear"):
        matrix = compat_scope.get_variable("Matrix", [shape[1], output_size], tf.float32,
                                 tf.compat.v1.random_normal_initializer(stddev=stddev))
        bias = compat_scope.get_variable("bias", [output_size],
                               initializer=tf.compat.v1.constant_initializer(bias_start))
        if with_w:
            return tf.matmul(input_, matrix) + bias, matrix, bias
        else:
            return tf.matmul(input_, matrix) + bias


def highway(x, size, name="highway"):
    with compat_scope.variable_scope(name):
        t = tf.sigmoid(linear(x, size, scope="transform", bias_start=-2.0))
        h = tf.nn.relu(linear(x, size))
        return t * h + (1.0 - t) * x


def stack(x):
    y, w, b = linear(x, 4, with_w=True)
    y = highway(y, 4)
    y = highway(y, 4, name="highway_again")
    return {"y": y, "w": w, "b": b}
