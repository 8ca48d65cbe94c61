import tensorflow as tf


def weight(shape, name="weight"):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1), name=name)


def bias(shape, name="bias"):
    return tf.Variable(tf.constant(0.1, shape=shape), name=name)


def network(x, layers=2, width=4):
    for layer in range(layers):
        with tf.name_scope("down_{}".format(str(layer))):
            if layer == 0:
                w = weight([3, width], name="w")
            else:
                w = weight([width, width], name="w")
            b = bias([width], name="b")
            x = tf.nn.relu(tf.matmul(x, w) + b)
    with tf.name_scope("out"):
        return tf.matmul(x, weight([width, 3])) + bias([3])


def launch(x, **kwargs):
    return network(x, **kwargs)


def forward(x):
    return launch(x, layers=3)
