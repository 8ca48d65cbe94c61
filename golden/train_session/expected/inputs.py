import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


def placeholders(width):
    with compat_scope.name_scope(None):
        images = tf.compat.v1.placeholder(tf.float32, shape=(None, width), name="images")
        labels = tf.compat.v1.placeholder(tf.int32, shape=[None], name="labels")
        is_training = tf.compat.v1.placeholder_with_default(False, shape=(), name="is_training")
    return images, labels, is_training
