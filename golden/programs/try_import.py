try:
    import tensorflow.compat.v2 as missing_module_tf
except ImportError:
    missing_module_tf = None
import tensorflow as tf
try:
    from tensorflow.python.ops.rnn_cell import BasicLSTMCell
except ImportError:
    from tensorflow.contrib.rnn import BasicLSTMCell
try:
    xrange
except NameError:
    xrange = range

cell = BasicLSTMCell(2)
s = cell.zero_state(3, tf.float32)
for i in xrange(2):
    out, s = cell(tf.ones([3, 1]), s)
print(out.shape, [v.name for v in tf.trainable_variables()], out.name)
