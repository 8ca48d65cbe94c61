import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.contrib.layers import batch_norm


def bn(x, is_training, name):
    return batch_norm(x, decay=0.9, updates_collections=None, epsilon=1e-5, scale=True,
                      is_training=is_training, scope=name)


def images(x, is_training):
    with tf.variable_scope("images"):
        x = layers.batch_norm(x, scale=True, is_training=is_training,
                              param_initializers={"gamma": tf.constant_initializer(1.5)})
        x = layers.batch_norm(x, decay=0.8, is_training=is_training, activation_fn=tf.nn.relu)
        x = tf.layers.batch_normalization(x, momentum=0.7, training=is_training)
        x = layers.batch_norm(x, is_training=False, scope="frozen")
        return bn(x, False, "in_place")


def vectors(x, is_training):
    with tf.variable_scope("vectors"):
        x = layers.batch_norm(x, scale=True, decay=0.9, is_training=is_training)
        x = tf.layers.batch_normalization(x, momentum=0.7, training=is_training)
        return layers.fully_connected(x, 3, normalizer_fn=batch_norm,
                                      normalizer_params={"is_training": is_training, "decay": 0.5})


def last(x, is_training):
    with tf.variable_scope("last"):
        return bn(x, is_training, "in_place")


def net(x, is_training=True):
    h = images(x, is_training)
    return last(vectors(tf.reduce_mean(h, [1, 2]), is_training), False)
