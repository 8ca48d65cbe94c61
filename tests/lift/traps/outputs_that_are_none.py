import tensorflow as tf
def maybe(x, flag):
    with tf.variable_scope("maybe"):
        if flag is None:
            return None, tf.layers.dense(x, 3)
        h = tf.layers.dense(x, 2, name="h")
        return h, None

def forward(x):
    with tf.variable_scope("a"):
        n, y = maybe(x, None)
    with tf.variable_scope("b"):
        h, n2 = maybe(y, True)
    assert n is None and n2 is None
    return h
