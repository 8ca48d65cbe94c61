import tensorflow as tf

with tf.variable_scope('c'):
    w = tf.get_variable('w', [2], collections=['mine', tf.GraphKeys.GLOBAL_VARIABLES])
    l = tf.get_variable('l', [1], collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False)
    t = tf.Variable(1.0, collections=['mine'], name='t', trainable=False)
tf.add_to_collection('outs', tf.identity(w, name='o'))
tf.add_to_collections(['x', 'y'], 5)
g = tf.get_default_graph()
print([v.name for v in tf.get_collection('mine')], [v.name for v in tf.get_collection('mine', scope='c/t')])
print([v.name for v in tf.global_variables()], [v.name for v in tf.local_variables()], tf.get_collection('x'), tf.get_collection_ref('y'))
tf.get_collection_ref('x').append(6)
print(g.get_collection('x'), sorted(k for k in g.get_all_collection_keys()), [v.name for v in tf.model_variables()])
g.clear_collection('x')
print(tf.get_collection('x'), [o.name for o in g.get_collection('outs')])
