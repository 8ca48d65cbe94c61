import tensorflow as tf

names = []
for scope in ['a', 'b']:
    for kind in ('fw', "bw"):
        with tf.variable_scope('%s/%s' % (scope, kind)) as vs:
            cell = tf.nn.rnn_cell.GRUCell(2, reuse=tf.get_variable_scope().reuse)
            out, _ = tf.nn.dynamic_rnn(cell, tf.ones([1, 2, 3]), dtype=tf.float32, scope='rnn_%s' % kind)
            names.append((vs.name, vs.original_name_scope, out.name))
print(names)
print([v.name for v in tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='a/fw')])
print([v.name.split('/')[0] for v in tf.trainable_variables() if 'candidate' in v.name and v.name.endswith('bias:0')])
