import tensorflow as tf

WIDTH = 4


def head(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.shape[-1].value, WIDTH])
        return tf.matmul(x, w)


def widen():
    global WIDTH
    WIDTH = WIDTH + 1 if WIDTH < 6 else 4


# graph only
def forward(x):
    y = head(x, "a")
    widen()
    return head(y, "b")
