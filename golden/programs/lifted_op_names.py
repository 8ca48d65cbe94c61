import tensorflow as tf


def norm(x, scope='norm'):
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        mean = tf.reduce_mean(x, [-1], keep_dims=True)
        gain = tf.get_variable('gain', [x.shape[-1].value], initializer=tf.ones_initializer())
        return tf.multiply(x - mean, gain, name='out')


def heads(x, n):
    return [tf.layers.dense(x, 2, name='head_%d' % i) for i in range(n)]


def net(x, scope='net', reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 4, name='fc')
        with tf.variable_scope('inner'):
            h = norm(tf.nn.relu(h))
            k = tf.layers.conv2d(tf.reshape(h, [-1, 2, 2, 1]), 3, 1, name='conv')
        return k, tf.layers.dense(tf.layers.flatten(k), 2, name='logits'), heads(h, 2)


x = tf.placeholder(tf.float32, [None, 3], name='x')
k, y, two = net(x)
_, z, _ = net(x, reuse=True)
print(k.name, y.name, z.name, [t.name for t in two])
with tf.name_scope('tower'), tf.variable_scope('other'):
    _, w, more = net(x, 'a/b')
print(w.name, [t.name for t in more], norm(y).name, norm(z, 'last').name)
graph = tf.get_default_graph()
print(graph.get_tensor_by_name('net/logits/BiasAdd:0').shape, graph.get_tensor_by_name('net/inner/norm/out:0').shape)
print([v.name for v in tf.global_variables()])
