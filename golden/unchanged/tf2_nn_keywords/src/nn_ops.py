"""Operations of tf.nn by the keywords of TensorFlow 2."""
import tensorflow as tf


@tf.function
def features(images, filters, labels):
    x = tf.nn.conv2d(images, filters=filters, strides=2, padding="SAME", dilations=None)
    x = tf.nn.avg_pool(x, ksize=2, strides=2, padding="VALID")
    mean, variance = tf.nn.moments(x, axes=[0, 1, 2], keepdims=True)
    x = tf.nn.batch_normalization(x, mean, variance, offset=None, scale=None, variance_epsilon=1e-3)
    x = tf.reduce_max(x, axis=[1, 2], keepdims=False)
    best = tf.argmax(x, axis=-1, output_type=tf.int32)
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=x, axis=-1)
    norm = tf.nn.l2_normalize(x, axis=-1) * tf.math.rsqrt(tf.math.count_nonzero(x, dtype=tf.float32) + 1.0)
    weighted = tf.nn.weighted_moments(x, axes=[0], frequency_weights=tf.ones_like(x))
    return tf.where(x > 0.0, x, 0.0), best, losses, norm, weighted


out = features(tf.ones([2, 8, 8, 3]), tf.ones([3, 3, 3, 4]), tf.one_hot([0, 1], 4))
tf.debugging.assert_shapes([(out[0], ("N", 4)), (out[1], ("N",))])
