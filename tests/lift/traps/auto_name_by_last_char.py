import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for n in ["aa", "ba"]:
            x = tf.layers.dense(x, 3, name="l_" + n[-1])
        for n in ["left", "lower"]:
            x = tf.layers.dense(x, 3, name="k_{:.1}".format(n))
        for n in ["Fc", "fc"]:
            x = tf.layers.dense(x, 3, name=n.lower())
        return x


def forward(x):
    return net(x)
