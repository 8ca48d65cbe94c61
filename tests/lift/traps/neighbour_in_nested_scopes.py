import tensorflow as tf


def scaled(x):
    with tf.variable_scope("scaled"):
        n, i = 2, 0
        while i < n:
            x = x * tf.get_variable("gamma_%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def block(x, depth, scope="block"):
    with tf.variable_scope(scope):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="dense_%d" % i)
            with tf.variable_scope("outer"), tf.name_scope("ops"):
                with tf.variable_scope("inner_%d" % i):
                    x = scaled(x)
        with tf.variable_scope("other"):
            with tf.variable_scope("deep"):
                return scaled(x)


def forward(x):
    x = block(x, 2)
    with tf.variable_scope("again"):
        y = block(x, 3, scope="b")
    return block(x, 2, scope="c") + y
