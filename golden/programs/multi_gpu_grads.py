import tensorflow as tf


def tower(x):
    with tf.variable_scope('t'):
        w = tf.get_variable('w', [2, 1], initializer=tf.constant_initializer(0.5))
        l = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))
        tf.add_to_collection('losses', l)
        return l


opt = tf.train.AdamOptimizer(0.1)
tg = []
with tf.variable_scope(tf.get_variable_scope()):
    for i in range(2):
        with tf.device('/cpu:0'), tf.name_scope('tower_%d' % i) as scope:
            loss = tower(tf.ones([2, 2]) * (i + 1))
            tf.get_variable_scope().reuse_variables()
            print(scope, loss.name, [l.name for l in tf.get_collection('losses', scope)])
            tg.append(opt.compute_gradients(loss))
avg = []
for gv in zip(*tg):
    g = tf.reduce_mean(tf.concat([tf.expand_dims(g, 0) for g, _ in gv], 0), 0)
    avg.append((g, gv[0][1]))
step = tf.get_variable('step', [], initializer=tf.constant_initializer(0), trainable=False) if not tf.get_variable_scope().reuse else None
train = opt.apply_gradients(avg)
print([v.name for v in tf.global_variables()], avg[0][0].name, step)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    s.run(train)
    print(s.run(tf.trainable_variables()[0]).ravel().tolist())
