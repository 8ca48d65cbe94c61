import tensorflow as tf
from tensorflow.contrib import rnn

cells = lambda: [rnn.BasicLSTMCell(2), rnn.BasicLSTMCell(2)]
x = tf.ones([1, 3, 2])
o, fw, bw = rnn.stack_bidirectional_dynamic_rnn(cells(), cells(), x, dtype=tf.float32)
xs = tf.unstack(x, axis=1)
p, f2, b2 = rnn.static_bidirectional_rnn(rnn.GRUCell(3), rnn.GRUCell(3), xs, dtype=tf.float32, scope='static')
print(o.name, o.shape, len(p), p[0].name, f2.name)
print([v.name for v in tf.global_variables()])
