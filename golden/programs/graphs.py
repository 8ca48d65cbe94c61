import tensorflow as tf

g1, g2 = tf.Graph(), tf.Graph()
with g1.as_default():
    with tf.variable_scope('v'):
        a = tf.get_variable('a', [1], initializer=tf.zeros_initializer())
        tf.layers.dense(tf.ones([1, 1]), 1)
    init1 = tf.global_variables_initializer()
with g2.as_default():
    a2 = tf.get_variable('v/a', [1], initializer=tf.ones_initializer())
    tf.layers.dense(tf.ones([1, 1]), 1)
    init2 = tf.global_variables_initializer()
    print([v.name for v in tf.global_variables()])
tf.reset_default_graph()
b = tf.get_variable('v/a', [2])
print(tf.trainable_variables(), a.graph is g1, [v.name for v in g1.get_collection('variables')])
for g, i, v in ((g1, init1, a), (g2, init2, a2)):
    with tf.Session(graph=g) as sess:
        sess.run(i)
        print(sess.run(v), sess.run('v/a:0'))
g1.finalize()
print(g1.finalized, len(g2.get_operations()) > 5, sorted(g2.get_all_collection_keys()))
