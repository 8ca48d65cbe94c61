import tensorflow as tf
from tensorflow.contrib import layers


def instance_norm(x, scope="instance_norm"):
    return tf.contrib.layers.instance_norm(x, epsilon=1e-05, center=True, scale=True, scope=scope)


def residual(x, width, scope):
    """Two convolutions, each normalized."""
    with tf.variable_scope(scope):
        y = tf.layers.conv2d(x, width, 3, padding="same", name="conv1")
        y = tf.nn.relu(instance_norm(y, "norm1"))
        y = tf.layers.conv2d(y, width, 3, padding="same", name="conv2")
        return x + instance_norm(y, "norm2")


def generator(images):
    with tf.variable_scope("generator"):
        x = tf.layers.conv2d(images, 4, 3, padding="same")
        x = layers.instance_norm(x, activation_fn=tf.nn.relu)
        x = residual(x, 4, "res_0")
        x = layers.instance_norm(x, center=False)
        return residual(x, 4, "res_1")


def own_start(x):
    with tf.variable_scope("own_start"):
        return layers.instance_norm(x, param_initializers={"gamma": tf.zeros_initializer()})


def forward(images, notes):
    styled = generator(images)
    with tf.variable_scope("notes"):
        return {"styled": styled, "notes": layers.instance_norm(notes, scale=False, scope="norm")}
