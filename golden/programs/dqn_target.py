import tensorflow as tf


def build_layers(s, c_names, n_l1, w_initializer, b_initializer):
    with tf.variable_scope('l1'):
        w1 = tf.get_variable('w1', [2, n_l1], initializer=w_initializer, collections=c_names)
        b1 = tf.get_variable('b1', [1, n_l1], initializer=b_initializer, collections=c_names)
        l1 = tf.nn.relu(tf.matmul(s, w1) + b1)
    with tf.variable_scope('l2'):
        w2 = tf.get_variable('w2', [n_l1, 2], initializer=w_initializer, collections=c_names)
        out = tf.matmul(l1, w2)
    return out


s = tf.placeholder(tf.float32, [None, 2], name='s')
with tf.variable_scope('eval_net'):
    q = build_layers(s, ['eval_net_params', tf.GraphKeys.GLOBAL_VARIABLES], 3, tf.constant_initializer(0.3), tf.constant_initializer(0.1))
with tf.variable_scope('target_net'):
    t = build_layers(s, ['target_net_params', tf.GraphKeys.GLOBAL_VARIABLES], 3, tf.constant_initializer(0.0), tf.zeros_initializer())
ops = [tf.assign(a, b) for a, b in zip(tf.get_collection('target_net_params'), tf.get_collection('eval_net_params'))]
print([v.name for v in tf.get_collection('target_net_params')], [o.name for o in ops], tf.trainable_variables(), q.name, t.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(t, {s: [[1, 2]]}).tolist())
    sess.run(ops)
    print(sess.run(t, {s: [[1, 2]]}).round(4).tolist())
