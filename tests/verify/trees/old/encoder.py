import tensorflow as tf


def dense(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable(
            "w",
            [x.shape[-1].value, units],
            initializer=tf.random_normal_initializer(stddev=0.5),
            regularizer=tf.contrib.layers.l2_regularizer(0.01),
        )
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def text_encoder(x, ids, units, depth, is_training=False, scope="encoder", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        table = tf.get_variable(
            "table", [11, units], initializer=tf.random_uniform_initializer(-0.1, 0.1)
        )
        for i in range(depth):
            x = tf.nn.relu(dense(x, units, f"layer_{i}"))
        x = tf.layers.batch_normalization(x, training=is_training, momentum=0.9, name="norm")
        return {"code": x + tf.gather(table, ids), "length": tf.shape(x)[0]}
