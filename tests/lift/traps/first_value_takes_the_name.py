import tensorflow as tf


def forward(x):  # graph only: the operation takes the name
    turn = tf.get_variable("eye", initializer=tf.eye(3))
    return tf.matmul(x, turn)
