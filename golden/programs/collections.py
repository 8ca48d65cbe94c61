import tensorflow as tf

with tf.variable_scope('a'):
    v = tf.get_variable('v', [1], collections=['mine', tf.GraphKeys.GLOBAL_VARIABLES])
    w = tf.get_variable('w', [1], trainable=False)
    l = tf.get_local_variable('l', [1])
with tf.variable_scope('ab'):
    x = tf.get_variable('x', [1])
tf.add_to_collection('mine', x)
tf.add_to_collections(['one', 'two'], 5)
print([t.name for t in tf.get_collection('mine')], [t.name for t in tf.get_collection('mine', 'ab')])
print([t.name for t in tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='a')])
print([t.name for t in tf.trainable_variables('a/')], [t.name for t in tf.local_variables()])
ref = tf.get_collection_ref('one')
ref.append(6)
print(tf.get_collection('one'), tf.get_collection('two'), tf.get_collection('none'))
print(sorted(k for k in tf.get_default_graph().get_all_collection_keys()))
print(tf.GraphKeys.TRAINABLE_VARIABLES, tf.GraphKeys.UPDATE_OPS, tf.GraphKeys.VARIABLES)
