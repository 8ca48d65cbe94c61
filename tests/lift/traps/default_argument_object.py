import tensorflow as tf


def head(x, init=tf.constant_initializer(0.3), names=["a"]):
    name = names[-1]
    names.append(name + "b")
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [3, 3], initializer=init))


# graph only
def forward(x):
    return head(head(x))
