import tensorflow as tf


def norm(x, scope, choose):
    with tf.variable_scope(scope):
        return choose(x * tf.Variable(tf.ones([3]), name="gamma"))


def dense(x, scope):
    with tf.variable_scope(scope):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def named(x):
    with tf.variable_scope("two"):
        return norm(x, "fc1", eval("tf.nn.tanh"))


def forward(x):
    x = dense(x, "two/fc1")
    x = named(x)
    with tf.variable_scope("a/b"):
        x = dense(x, "c/d")
    with tf.variable_scope("a"):
        x = norm(x, "b", eval("tf.nn.relu")) + 0.5
    return dense(x, "b/c/d") + norm(x, "b", eval("tf.nn.relu"))
