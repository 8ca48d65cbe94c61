import tensorflow as tf

# graph only: each call changes the centers


def center_loss(features, label, alpha):
    with tf.variable_scope("loss"):
        centers = tf.get_variable("centers", [4, features.get_shape()[1]], trainable=False)
        near = tf.gather(centers, label)
        diff = (1 - alpha) * (near - features)
        centers = tf.scatter_sub(centers, label, diff)
        with tf.control_dependencies([centers]):
            return tf.square(features - near)


def scored(x):
    with tf.variable_scope("scored"):
        return tf.layers.dense(x, 3, name="d")


def forward(x):
    y = scored(x)
    return center_loss(y, tf.constant([1, 2]), 0.5)
