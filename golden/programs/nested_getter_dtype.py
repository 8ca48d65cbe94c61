import tensorflow as tf


def fp32(getter, name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=True, *args, **kwargs):
    storage = tf.float32 if trainable else dtype
    v = getter(name, shape, dtype=storage, initializer=initializer, regularizer=regularizer, trainable=trainable, *args, **kwargs)
    if trainable and dtype != tf.float32:
        v = tf.cast(v, dtype)
    return v


with tf.variable_scope('fp32_storage', custom_getter=fp32, dtype=tf.float16) as sc:
    x = tf.cast(tf.ones([1, 3]), tf.float16)
    h = tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.5))
    w = tf.get_variable('w', [2], initializer=tf.ones_initializer())
    with tf.variable_scope('inner', dtype=tf.float64):
        u = tf.get_variable('u', [1], trainable=False)
print(h.dtype.name, w.dtype.name, u.dtype.base_dtype.name, sc.dtype.name, w.name)
print([(v.name, v.dtype.base_dtype.name) for v in tf.global_variables()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(h).tolist(), s.run(w).tolist())
