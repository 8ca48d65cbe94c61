import tensorflow as tf


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, depth):
    with tf.variable_scope("host"):
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            with tf.variable_scope(None, "blk"):
                x = stays(x)
        return x


def inside(x, depth):
    with tf.variable_scope("inside"):
        x = tf.layers.dense(x, 3, name="d")
        with tf.variable_scope("blk", initializer=tf.ones_initializer()):
            for i in range(depth):
                for j in range(i):
                    if j % 2 == 0:
                        x = stays(x, "s%d%d" % (i, j))
            x = tf.nn.relu(x)
            with tf.variable_scope(None, "deep") as deep:
                x = stays(x, deep.name.split("/")[-1])
        return tf.layers.dense(x, 3, name="e")


def forward(x):
    return host(x, 3) + inside(x, 4)
