import tensorflow as tf
from tensorflow.contrib.framework import arg_scope
from tensorflow.contrib.layers import batch_norm


def normalize(x, training, scope):
    """Corrects its moving mean for its start."""
    with arg_scope([batch_norm],
                   scope=scope,
                   updates_collections=None,
                   decay=0.9,
                   center=True,
                   scale=True,
                   zero_debias_moving_mean=True):
        return tf.cond(training,
                       lambda: batch_norm(inputs=x, is_training=training, reuse=None),
                       lambda: batch_norm(inputs=x, is_training=training, reuse=True))


def normalize_always(x, training, scope="bn"):
    return tf.cond(training,
                   lambda: batch_norm(x, is_training=True, decay=0.7, updates_collections=None, scope=scope),
                   lambda: batch_norm(x, is_training=False, decay=0.7, updates_collections=None, scope=scope, reuse=True))


def bottleneck(x, filters, training, scope):
    with tf.name_scope(scope):
        x = normalize(x, training, scope=scope + "_batch1")
        x = tf.nn.relu(x)
        return tf.layers.conv2d(x, filters, 3, padding="SAME", use_bias=False, name=scope + "_conv1")


def network(x, training):
    for i in range(2):
        x = tf.concat([x, bottleneck(x, 4, training, "bottle_" + str(i))], 3)
    x = normalize(x, training, "linear_batch")
    x = tf.reduce_mean(tf.nn.relu(x), [1, 2])
    with tf.variable_scope("head"):
        x = normalize_always(tf.layers.dense(x, 5, name="hidden"), training)
    return tf.layers.dense(x, 2, name="linear")


def forward(images, training):
    return network(images, training)


def other_settings(x, training):
    return tf.cond(training,
                   lambda: batch_norm(x, is_training=True, epsilon=0.1, updates_collections=None, scope="bn"),
                   lambda: batch_norm(x, is_training=False, updates_collections=None, scope="bn", reuse=True))


def later_updates(x, training):
    return tf.cond(training,
                   lambda: batch_norm(x, is_training=True, scope="bn"),
                   lambda: batch_norm(x, is_training=False, scope="bn", reuse=True))


def the_wrong_way(x, training):
    return tf.cond(training,
                   lambda: batch_norm(x, is_training=False, updates_collections=None, scope="bn"),
                   lambda: batch_norm(x, is_training=True, updates_collections=None, scope="bn", reuse=True))
