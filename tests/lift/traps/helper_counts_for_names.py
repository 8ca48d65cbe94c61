# graph only
import tensorflow as tf

N = 0


def bump():
    global N
    N += 1


def stays(x, name):
    with tf.variable_scope(name):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        bump()
        return stays(h, "s_%d" % N)


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b")
