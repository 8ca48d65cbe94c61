import tensorflow as tf

v = tf.get_variable('v', initializer=0.0)
p = tf.placeholder_with_default(False, [])
def yes():
    with tf.control_dependencies([v.assign_add(1.0)]):
        return v.read_value()
y = tf.cond(p, yes, lambda: tf.identity(v), name='maybe')
n = tf.cond(p, lambda: tf.no_op(), lambda: tf.group(v.assign_sub(1.0)))
bn = tf.layers.batch_normalization(tf.ones([4, 2]), training=p, name='bn')
do = tf.layers.dropout(tf.ones([2]), 0.5, training=p)
sw = tf.contrib.framework.smart_cond(True, lambda: tf.constant(1), lambda: tf.constant(2)) if hasattr(tf.contrib.framework, 'smart_cond') else tf.constant(1)
print(y.name, n.name, bn.name, do.name, [u.name for u in tf.get_collection(tf.GraphKeys.UPDATE_OPS)])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y), sess.run(y, {p: True}), sess.run(v), sess.run(n), sess.run(v))
