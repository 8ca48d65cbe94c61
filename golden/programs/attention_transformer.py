import numpy as np
import tensorflow as tf

def norm(x, scope):
    with tf.variable_scope(scope):
        n = x.shape[-1].value
        g = tf.get_variable('g', [n], initializer=tf.constant_initializer(1))
        b = tf.get_variable('b', [n], initializer=tf.constant_initializer(0))
        u = tf.reduce_mean(x, axis=-1, keepdims=True)
        s = tf.reduce_mean(tf.square(x - u), axis=-1, keepdims=True)
        return (x - u) * tf.rsqrt(s + 1e-5) * g + b

def shape_list(x):
    static, dynamic = x.shape.as_list(), tf.shape(x)
    return [dynamic[i] if s is None else s for i, s in enumerate(static)]

def conv1d(x, scope, nf, w_init_stdev=0.02):
    with tf.variable_scope(scope):
        *start, nx = shape_list(x)
        w = tf.get_variable('w', [1, nx, nf], initializer=tf.constant_initializer(0.05))
        b = tf.get_variable('b', [nf], initializer=tf.constant_initializer(0))
        return tf.reshape(tf.matmul(tf.reshape(x, [-1, nx]), tf.reshape(w, [-1, nf])) + b, start + [nf])

def attn(x, scope, n_head):
    with tf.variable_scope(scope):
        c = conv1d(x, 'c_attn', x.shape[-1].value * 3)
        q, k, v = [tf.transpose(tf.reshape(t, shape_list(t)[:-1] + [n_head, t.shape[-1].value // n_head]), [0, 2, 1, 3]) for t in tf.split(c, 3, axis=2)]
        w = tf.matmul(q, k, transpose_b=True) * tf.rsqrt(tf.cast(v.shape[-1].value, tf.float32))
        nd, ns = shape_list(w)[-2:]
        m = tf.cast(tf.range(nd)[:, None] >= tf.range(ns) - ns + nd, w.dtype)
        w = tf.nn.softmax(w * m - (1 - m) * 1e10, dim=-1)
        a = tf.transpose(tf.matmul(w, v), [0, 2, 1, 3])
        return conv1d(tf.reshape(a, shape_list(x)), 'c_proj', x.shape[-1].value)

X = tf.placeholder(tf.float32, [None, 3, 4])
with tf.variable_scope('model', reuse=tf.AUTO_REUSE):
    h = X
    for i in range(2):
        with tf.variable_scope('h%d' % i):
            h = h + attn(norm(h, 'ln_1'), 'attn', 2)
    h = norm(h, 'ln_f')
print(h.name, h.shape, len(tf.global_variables()), tf.global_variables()[4].name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {X: np.arange(12).reshape(1, 3, 4) ** 1.5}).round(4).tolist())
