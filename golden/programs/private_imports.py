import tensorflow as tf
from tensorflow.python.ops import variable_scope as vs
from tensorflow.python.ops import array_ops, math_ops, init_ops, nn_ops
from tensorflow.python.framework import ops, dtypes
from tensorflow.python.layers import core as core_layers
from tensorflow.python.ops import rnn_cell_impl, rnn
from tensorflow.python.training import moving_averages

with vs.variable_scope('p', reuse=vs.AUTO_REUSE):
    w = vs.get_variable('w', [2], dtypes.float32, initializer=init_ops.zeros_initializer())
y = core_layers.Dense(2, name='d')(array_ops.ones([1, 2]))
c = rnn_cell_impl.GRUCell(2)
o, s = rnn.dynamic_rnn(c, array_ops.ones([1, 2, 2]), dtype=dtypes.float32)
with ops.name_scope('ns'):
    z = math_ops.reduce_sum(y)
m = moving_averages.assign_moving_average(w, array_ops.ones([2]), 0.9, zero_debias=False)
print(w.name, y.name, o.name, z.name, nn_ops.softmax(y).name)
print([v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(m)
    print(sess.run(w).round(3))
