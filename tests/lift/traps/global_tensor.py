import tensorflow as tf

LAST = None


def net(x):
    global LAST
    with tf.variable_scope("net"):
        LAST = tf.layers.dense(x, 3)
        return tf.nn.relu(LAST)


def forward(x):
    return net(x) + LAST
