import tensorflow as tf


def enc(x):
    with tf.variable_scope("net/enc", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 3, name="fc")


def forward(x):
    x = enc(x)
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        with tf.variable_scope("enc"):
            return tf.layers.dense(x, 3, name="fc")
