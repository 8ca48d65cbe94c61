import tensorflow as tf
slim = tf.contrib.slim
layers = tf.layers
vs = tf.variable_scope
nn = tf.nn
log = tf.log

with vs('a'):
    y = layers.dense(tf.ones([1, 2]), 2, activation=nn.relu, name='d')
    z = slim.fully_connected(y, 1)
print(z.name, log(tf.constant(1.0)).name, [v.name for v in slim.get_variables()])
print([v.name for v in slim.get_variables('a/d')], [v.name for v in slim.get_variables_by_suffix('bias')])
