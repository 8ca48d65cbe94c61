import tensorflow as tf
from tensorflow.contrib import layers, slim


def block(x, depth, is_training, name):
    with tf.variable_scope(name):
        x = tf.layers.conv2d(x, depth, 3, use_bias=False)
        x = tf.layers.batch_normalization(x, momentum=0.9, training=is_training)
        return tf.nn.relu(x)


def net(x, is_training):
    x = block(x, 3, is_training, "first")
    x = slim.conv2d(x, 4, 3, normalizer_fn=slim.batch_norm,
                    normalizer_params={"is_training": is_training, "decay": 0.8})
    x = slim.flatten(x)
    x = tf.layers.dropout(x, 0.0, training=is_training)
    x = layers.batch_norm(x, is_training=is_training, decay=0.7, scale=True)
    x = slim.dropout(x, 1.0, is_training=is_training)
    return tf.layers.dense(x, 2)
