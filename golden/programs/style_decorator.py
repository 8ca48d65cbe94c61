import tensorflow as tf


def scoped(name=None):
    def wrap(fn):
        def inner(*args, **kwargs):
            with tf.variable_scope(name or fn.__name__, reuse=tf.AUTO_REUSE):
                return fn(*args, **kwargs)
        inner.__name__ = fn.__name__
        return inner
    return wrap


@scoped()
def encode(x, n=2):
    return tf.layers.dense(x, n, name='enc')


@scoped('dec')
def decode(z):
    return tf.layers.dense(z, 3, name='dec') + tf.get_variable('shift', (), initializer=tf.ones_initializer())


x = tf.ones([1, 3])
a = decode(encode(x))
b = decode(encode(x * 2))
print(a.name, b.name, encode.__name__, [v.name for v in tf.trainable_variables()])
