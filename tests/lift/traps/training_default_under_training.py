import tensorflow as tf
def drop(x, rate=0.5, training=False):
    with tf.variable_scope("drop"):
        w = tf.get_variable("w", [3, 3])
        return tf.layers.dropout(tf.matmul(x, w), rate, training=training)

def block(x, training=True):
    with tf.variable_scope("block"):
        y = drop(x)
        y = tf.layers.batch_normalization(y, training=training and False)
        return y + tf.layers.dropout(x)

def forward(x):
    return block(x, training=True)
