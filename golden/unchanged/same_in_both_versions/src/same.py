import tensorflow as tf


@tf.function
def f(x, n):
    a = tf.map_fn(lambda t: t * 2.0, x, dtype=tf.float32)
    b = tf.concat([x, x], 0)
    c = tf.expand_dims(x, -1)
    d = tf.one_hot(n, 3, on_value=1.0, off_value=0.0)
    e = tf.pad(x, [[0, 0], [1, 1]], "REFLECT")
    g = tf.gather_nd(x, [[0]]) + tf.linalg.matvec(d, tf.ones([3]))[0]
    h = tf.nn.top_k(x, 2).values
    k = tf.image.crop_and_resize(tf.ones([1, 4, 4, 1]), [[0.0, 0.0, 1.0, 1.0]], [0], [2, 2])
    m = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=n, logits=d)
    o = tf.nn.sigmoid_cross_entropy_with_logits(labels=d, logits=d)
    p = tf.cumsum(x, axis=1, exclusive=True)
    return a, b, c, e, g, h, k, m, o, p, tf.stop_gradient(x), tf.clip_by_global_norm([x], 1.0)


print(len(f(tf.ones([2, 3]), tf.constant([0, 1]))))
