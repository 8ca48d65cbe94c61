import tensorflow as tf
from tensorflow.contrib import rnn

xs = tf.unstack(tf.ones([2, 3, 4]), 3, 1)
cells = [rnn.LSTMCell(2, forget_bias=0.5, initializer=tf.constant_initializer(0.1), cell_clip=1.0), rnn.LayerNormBasicLSTMCell(2), rnn.NASCell(2), rnn.CoupledInputForgetGateLSTMCell(2),
         rnn.TimeFreqLSTMCell(2, feature_size=2, frequency_skip=2), rnn.GridLSTMCell(2, feature_size=2, frequency_skip=2, num_frequency_blocks=[2]), rnn.PhasedLSTMCell(2) if False else rnn.GRUBlockCell(2), rnn.IntersectionRNNCell(4), rnn.SRUCell(4), rnn.HighwayWrapper(rnn.GRUCell(4)), rnn.MinimalRNNCell(4) if hasattr(rnn, 'MinimalRNNCell') else rnn.UGRNNCell(2), rnn.CFNCell(2) if hasattr(rnn, 'CFNCell') else rnn.UGRNNCell(2)]
for i, c in enumerate(cells):
    try:
        o, s = rnn.static_rnn(c, xs, dtype=tf.float32, scope='c%d' % i)
        print(type(c).__name__, o[-1].shape, [(v.op.name.split('/', 1)[1], v.shape.as_list()) for v in tf.trainable_variables('c%d/' % i)])
    except (ValueError, TypeError) as e:
        print(type(c).__name__, type(e).__name__, e)
