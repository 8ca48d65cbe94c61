import tensorflow as tf
from tensorflow import layers, losses as L
from tensorflow.contrib import layers as cl, slim
from tensorflow.python.ops import variable_scope as vs
from tensorflow import variable_scope, get_variable as gv

with variable_scope('outer') as sc:
    a = gv('a', [2, 2], initializer=tf.constant_initializer(0.5))
    h = layers.dense(tf.matmul(tf.ones([1, 2]), a), 3, activation=tf.nn.tanh)
    with vs.variable_scope('inner'):
        k = cl.fully_connected(h, 2)
        m = slim.fully_connected(k, 2, scope='last')
loss = L.mean_squared_error(tf.zeros([1, 2]), m)
print(sc.name, a.name, h.name, k.name, m.name, loss.name)
print([v.op.name for v in tf.trainable_variables('outer')])
