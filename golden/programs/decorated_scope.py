import tensorflow as tf

def with_scope(name):
    def deco(f):
        def wrapped(*args, **kwargs):
            with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
                return f(*args, **kwargs)
        return wrapped
    return deco

@with_scope('enc')
def enc(x, n=3):
    return tf.layers.dense(x, n, name='fc')

class Net(object):
    @with_scope('net')
    def __call__(self, x):
        return tf.layers.dense(enc(x), 1, name='out')

net = Net()
a, b = net(tf.ones([1, 2])), net(tf.zeros([1, 2]))
print(a.name, b.name, enc(tf.ones([1, 2])).name)
print([v.name for v in tf.trainable_variables()])
