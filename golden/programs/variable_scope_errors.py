import tensorflow as tf

def attempt(f):
    try:
        print('ok', getattr(f(), 'name', None))
    except Exception as e:
        print(type(e).__name__, str(e).split('\n')[0][:110])

tf.get_variable('v', [1])
attempt(lambda: tf.get_variable('v', [1]))
def reuse_missing():
    with tf.variable_scope('x', reuse=True):
        return tf.get_variable('nope', [1])
attempt(reuse_missing)
def wrong_shape():
    with tf.variable_scope('', reuse=True):
        return tf.get_variable('v', [2])
attempt(wrong_shape)
def wrong_dtype():
    with tf.variable_scope('', reuse=True):
        return tf.get_variable('v', [1], dtype=tf.int32)
attempt(wrong_dtype)
attempt(lambda: tf.get_variable('s', initializer=tf.zeros([1]), shape=[1]))
attempt(lambda: tf.get_variable('t'))
attempt(lambda: tf.variable_scope(None).__enter__())
attempt(lambda: tf.variable_scope(3).__enter__())
attempt(lambda: tf.layers.dense(tf.ones([2]), 3))
attempt(lambda: tf.layers.conv2d(tf.ones([2, 2]), 3, 3))
attempt(lambda: tf.get_variable('u', [None]))
attempt(lambda: tf.get_variable('i', [2], dtype=tf.string))
attempt(lambda: tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), tf.ones([1, 2, 3])))
attempt(lambda: tf.train.GradientDescentOptimizer(0.1).minimize(tf.constant(1.0), var_list=[]))
attempt(lambda: tf.contrib.layers.fully_connected(tf.ones([2]), 3))
attempt(lambda: tf.get_default_graph().get_tensor_by_name('zzz:0'))
