import tensorflow as tf

def mlp(x, scope, n=3):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.layers.dense(x, n, tf.tanh), 1)

obs = tf.placeholder(tf.float32, [None, 2])
q, tq = mlp(obs, 'q'), mlp(obs, 'target_q')
qv = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='q')
tv = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='target_q')
sync = tf.group(*[t.assign(v) for v, t in zip(sorted(qv, key=lambda v: v.name), sorted(tv, key=lambda v: v.name))])
soft = [tf.assign(t, 0.9 * t + 0.1 * v, use_locking=True) for v, t in zip(qv, tv)]
td = tf.stop_gradient(tq) - q
loss = tf.reduce_mean(tf.where(tf.abs(td) < 1.0, tf.square(td) * 0.5, tf.abs(td) - 0.5))
with tf.variable_scope('opt', reuse=False):
    train = tf.train.AdamOptimizer(1e-3).minimize(loss, var_list=qv)
print(q.name, tq.name, sync.name, soft[0].name, loss.name, train.name)
print([v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(sync)
    print((sess.run(q, {obs: [[1, 2]]}) == sess.run(tq, {obs: [[1, 2]]})).all())
