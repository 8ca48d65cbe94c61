import tensorflow as tf


def stays(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h, "after")
        return stays(tf.nn.relu(h), "later")


def turns(x):
    with tf.variable_scope("turns"):
        for i in range(2):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            x = stays(x, "s%d" % i)
        return x


def forward(x):
    with tf.variable_scope("net"):
        x = host(x, "a")
        w = tf.get_variable("w", [3, 3])
        x = host(tf.matmul(x, w), "b")
        x = turns(x)
        b = tf.get_variable("bias", [3])
        return host(x + b, "c")
