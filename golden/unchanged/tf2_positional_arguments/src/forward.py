"""Positional arguments whose meaning changed since TF1; this module is on TensorFlow 2."""
import tensorflow as tf

init = tf.random_normal_initializer(0.0, 0.02)
w = tf.Variable(init(shape=(3, 4)), name="w")
b = tf.Variable(tf.zeros_initializer()((4,)), name="b")


@tf.function
def forward(x, training=False):
    if training:
        x = tf.nn.dropout(x, 0.1)
    x = tf.matmul(x, w) + b
    mean, variance = tf.nn.moments(x, [0], None, True)
    x = tf.where(tf.reduce_any(x > 0, 1, True), (x - mean) * tf.math.rsqrt(variance + 1e-3), x)
    return tf.nn.softmax(x, 1), tf.argmax(x, 1), tf.reduce_sum(x, 1, True), tf.squeeze(x[:, :1], [1])


@tf.function
def loss(x, y):
    with tf.GradientTape() as tape:
        value = tf.reduce_mean(tf.square(y - forward(x, True)[0]))
    return value, tape.gradient(value, [w, b])


print(loss(tf.ones([2, 3]), tf.zeros([2, 4]))[0].shape)
