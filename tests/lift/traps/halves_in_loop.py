import tensorflow as tf


def net(x):
    for i in range(4):
        with tf.variable_scope("l%d" % (i // 2), reuse=tf.AUTO_REUSE):
            x = tf.tanh(tf.layers.dense(x, 3, name="fc"))
    return x


def forward(x):
    return net(x)
