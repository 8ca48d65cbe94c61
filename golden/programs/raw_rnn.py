import tensorflow as tf

x = tf.ones([3, 2, 4])
ta = tf.TensorArray(tf.float32, 3).unstack(x)
cell = tf.nn.rnn_cell.LSTMCell(2, initializer=tf.ones_initializer())
def loop_fn(time, out, state, ls):
    emit = out
    nxt = cell.zero_state(2, tf.float32) if out is None else state
    done = time >= 3
    inp = tf.cond(tf.reduce_all(done), lambda: tf.zeros([2, 4]), lambda: ta.read(time))
    return tf.fill([2], time >= 3), inp, nxt, emit, None
ota, fs, _ = tf.nn.raw_rnn(cell, loop_fn)
o = ota.stack()
print(o.name, fs.h.name, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(o)[-1].round(4).tolist())
