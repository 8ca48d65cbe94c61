import tensorflow as tf


def placeholders(width):
    with tf.name_scope(None):
        images = tf.placeholder(tf.float32, shape=(None, width), name="images")
        labels = tf.placeholder(tf.int32, shape=[None], name="labels")
        is_training = tf.placeholder_with_default(False, shape=(), name="is_training")
    return images, labels, is_training
