import tensorflow as tf


def sizes(tensor, rank=None):
    if isinstance(tensor, list):
        return [len(tensor)]
    shape = tensor.shape.as_list()
    dynamic = tf.shape(tensor)
    return [dynamic[i] if n is None else n for i, n in enumerate(shape)]


def attend(x, y, mask=None, width=3, batch=None, length=None):
    with tf.variable_scope("attend"):
        q = tf.layers.dense(x, width, name="q")
        k = tf.layers.dense(y, width, name="k")
        scores = tf.matmul(tf.reshape(q, [batch, length, 1]), tf.reshape(k, [batch, 1, length]))
        if mask is not None:
            scores += mask
        return tf.reduce_sum(scores, 1)


def model(x):
    shape = sizes(x, rank=2)
    batch = shape[0]
    length = shape[1]
    with tf.variable_scope("model"):
        return attend(x=x, y=x, mask=None, width=3, batch=batch, length=length)


def forward(x):
    return model(x)
