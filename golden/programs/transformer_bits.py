import math
import tensorflow as tf


def layer_norm(x, epsilon=1e-6, scope='ln'):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        n = x.get_shape()[-1:]
        mean, var = tf.nn.moments(x, [-1], keep_dims=True)
        g = tf.get_variable('gamma', n, initializer=tf.ones_initializer())
        b = tf.get_variable('beta', n, initializer=tf.zeros_initializer())
        return g * (x - mean) / ((var + epsilon) ** .5) + b


def attention(q, k, heads=2, causal=True, scope='mha'):
    d = q.get_shape().as_list()[-1]
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        Q, K, V = (tf.layers.dense(t, d, use_bias=False, name=n, kernel_initializer=tf.constant_initializer(0.1 * (i + 1))) for i, (t, n) in enumerate([(q, 'q'), (k, 'k'), (k, 'v')]))
        Q_, K_, V_ = [tf.concat(tf.split(t, heads, axis=2), axis=0) for t in (Q, K, V)]
        w = tf.matmul(Q_, tf.transpose(K_, [0, 2, 1])) / math.sqrt(d // heads)
        if causal:
            tril = tf.linalg.LinearOperatorLowerTriangular(tf.ones_like(w[0])).to_dense()
            w = tf.where(tf.equal(tf.tile(tf.expand_dims(tril, 0), [tf.shape(w)[0], 1, 1]), 0), tf.ones_like(w) * (-2 ** 32 + 1), w)
        w = tf.layers.dropout(tf.nn.softmax(w), rate=0.1, training=tf.convert_to_tensor(False))
        out = tf.concat(tf.split(tf.matmul(w, V_), heads, axis=0), axis=2)
        return layer_norm(out + q)


x = tf.constant([[[1., 2., 3., 4.], [0., 1., 0., 1.]]])
y = x
for i in range(2):
    with tf.variable_scope('num_blocks_{}'.format(i), reuse=tf.AUTO_REUSE):
        y = attention(y, y)
print(y.name, [v.name for v in tf.trainable_variables()][:6], len(tf.trainable_variables()))
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(y).round(4).tolist())
