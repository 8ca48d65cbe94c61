import tensorflow as tf


def layer_norm(input_tensor, name=None):
    """Run layer normalization on the last dimension of the tensor."""
    return tf.contrib.layers.layer_norm(
        inputs=input_tensor, begin_norm_axis=-1, begin_params_axis=-1, scope=name)


def create_initializer(initializer_range=0.02):
    return tf.truncated_normal_initializer(stddev=initializer_range)


def feed_forward(x, size):
    with tf.variable_scope("intermediate"):
        h = tf.layers.dense(x, 2 * size, activation=tf.nn.relu, kernel_initializer=create_initializer())
    with tf.variable_scope("output"):
        h = tf.layers.dense(h, size, kernel_initializer=create_initializer(0.01))
        return layer_norm(h + x)


def embeddings(ids, vocabulary, size):
    with tf.variable_scope("embeddings"):
        x = tf.contrib.layers.embed_sequence(ids, vocabulary, size, scope="words")
        return layer_norm(x, "norm")


def encoder(ids, vocabulary=11, size=4, layers=2):
    with tf.variable_scope("encoder"):
        x = embeddings(ids, vocabulary, size)
        for i in range(layers):
            with tf.variable_scope("layer_%d" % i):
                x = feed_forward(x, size)
        x = tf.contrib.layers.layer_norm(x, activation_fn=tf.nn.tanh)
        return tf.contrib.layers.layer_norm(x, scale=False, scope="last")
