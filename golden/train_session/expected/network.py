import tensorflow as tf
from migrate import compat_scope


def inference(images, is_training):
    """Two layers; the first is normalised over the batch."""
    with compat_scope.variable_scope("net"):
        h = compat_scope.layers.dense(images, 6, use_bias=False, name="fc1",
                            kernel_regularizer=compat_scope.contrib.layers.l2_regularizer(1e-3))
        h = compat_scope.layers.batch_normalization(h, training=is_training, momentum=0.8)
        h = tf.nn.relu(h)
        tf.compat.v1.summary.histogram("hidden", h)
        h = compat_scope.layers.dropout(h, 0.0, training=is_training)
        return compat_scope.layers.dense(h, 3)
