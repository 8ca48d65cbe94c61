def build():
    import tensorflow as tf
    from tensorflow.contrib import layers, rnn
    with tf.variable_scope('m') as scope:
        y = layers.fully_connected(tf.zeros([2, 2]), 3, scope='fc')
        cell = rnn.GRUCell(2)
        o, s = tf.nn.static_rnn(cell, [y, y], dtype=tf.float32)
    return scope.name, o[-1].name, [v.name for v in tf.global_variables()]

print(build())
