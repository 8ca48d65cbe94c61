import tensorflow as tf


def norm(x, scope):
    with tf.variable_scope(scope):
        return x * tf.Variable(tf.ones([3]), name="gamma")


def dense(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [3, 3])
        return norm(tf.matmul(x, w), "bn")


def nested(x):
    with tf.variable_scope("seg"):
        with tf.variable_scope("fc1"):
            x = norm(x, "bn")
    return dense(x, "seg/fc2")


def again(x):
    x = dense(x, "two/fc1")
    with tf.variable_scope("two"):
        return norm(x, "fc1")


def forward(x):
    x = dense(x, "cla/fc1")
    x = dense(x, "cla/fc2")
    x = dense(x, "fc1")
    x = nested(x)
    return again(x)
