import tensorflow as tf


def block(x, filters):
    x = tf.layers.conv2d(x, filters, 3, padding="same", activation=tf.nn.relu)
    x = tf.layers.conv2d(x, filters, (3, 3), strides=(2, 2), padding="SAME", use_bias=False)
    return tf.layers.max_pooling2d(x, 2, 2)


def forward(image, is_training=False):
    x = block(image, 4)
    with tf.variable_scope("inner"):
        x = block(x, 4)
        x = tf.layers.flatten(x)
        x = tf.layers.dense(x, 6, tf.nn.relu)
        x = tf.layers.dropout(x, rate=0.5, training=is_training)
    x = tf.layers.dense(x, 5)
    x = tf.layers.dense(inputs=x, units=4, activation=tf.nn.tanh, name="named")
    return tf.layers.dense(x, 2, use_bias=False)
