import tensorflow as tf
from tensorflow.contrib import slim


def net(x):
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.tanh, biases_initializer=None):
        x = slim.fully_connected(x, 3)
        return slim.fully_connected(x, 3, activation_fn=None, scope="out")


def forward(x):
    with slim.arg_scope([slim.fully_connected], num_outputs=4):
        x = slim.fully_connected(x)
    return net(x)
