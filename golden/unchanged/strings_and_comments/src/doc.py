"""How it was written once:

    with tf.variable_scope("a"):
        w = tf.get_variable("w", [1])
        x = tf.layers.dense(x, 4)
"""

# tf.placeholder(tf.float32) went away; see tf.contrib.slim
TEMPLATE = "import tensorflow as tf\nsess = tf.Session()\n"
NAME = 'tf.global_variables_initializer'


def banner():
    # sess.run(tf.initialize_all_variables())
    return f"{NAME}: tf.app.run()"
