import tensorflow as tf


def inference(images, is_training):
    """Two layers; the first is normalised over the batch."""
    with tf.variable_scope("net"):
        h = tf.layers.dense(images, 6, use_bias=False, name="fc1",
                            kernel_regularizer=tf.contrib.layers.l2_regularizer(1e-3))
        h = tf.layers.batch_normalization(h, training=is_training, momentum=0.8)
        h = tf.nn.relu(h)
        tf.summary.histogram("hidden", h)
        h = tf.layers.dropout(h, 0.0, training=is_training)
        return tf.layers.dense(h, 3)
