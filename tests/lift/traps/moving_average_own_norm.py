import tensorflow as tf
from tensorflow.python.training import moving_averages


def norm(x, training, decay=0.9, name="norm"):
    """A batch normalization of its own: what moves the statistics takes variables, not Keras' own."""
    with tf.variable_scope(name):
        channels = x.shape[-1].value
        beta = tf.get_variable("beta", [channels], initializer=tf.zeros_initializer())
        gamma = tf.get_variable("gamma", [channels], initializer=tf.ones_initializer())
        moving_mean = tf.get_variable(
            "moving_mean", [channels], initializer=tf.zeros_initializer(), trainable=False
        )
        moving_variance = tf.get_variable(
            "moving_variance", [channels], initializer=tf.ones_initializer(), trainable=False
        )
        if training:
            mean, variance = tf.nn.moments(x, [0])
            tf.add_to_collection(
                tf.GraphKeys.UPDATE_OPS,
                moving_averages.assign_moving_average(moving_mean, mean, decay, zero_debias=False),
            )
            tf.add_to_collection(
                tf.GraphKeys.UPDATE_OPS,
                moving_averages.assign_moving_average(
                    moving_variance, variance, decay, zero_debias=False
                ),
            )
        else:
            mean, variance = moving_mean, moving_variance
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, 1e-3)


def forward(x):
    first = norm(tf.layers.dense(x, 3), True)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        first = tf.identity(first)
    return norm(first, False, name="after")
