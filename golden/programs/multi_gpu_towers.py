import tensorflow as tf

x = tf.placeholder(tf.float32, [4, 2])
opt = tf.train.GradientDescentOptimizer(0.1)
towers = []
with tf.variable_scope(tf.get_variable_scope()):
    for i, part in enumerate(tf.split(x, 2)):
        with tf.device('/cpu:0'):
            with tf.name_scope('tower_%d' % i) as scope:
                w = tf.get_variable('w', [2, 1], initializer=tf.ones_initializer())
                loss = tf.reduce_mean(tf.matmul(part, w), name='loss')
                tf.add_to_collection('losses', loss)
                total = tf.add_n(tf.get_collection('losses', scope), name='total')
                tf.get_variable_scope().reuse_variables()
                towers.append(opt.compute_gradients(total))
                print(scope, loss.name, total.name)
avg = []
for gv in zip(*towers):
    g = tf.reduce_mean(tf.concat([tf.expand_dims(g, 0) for g, _ in gv], 0), 0)
    avg.append((g, gv[0][1]))
train = opt.apply_gradients(avg)
print([(g.name, v.name) for g, v in avg], train.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: [[1, 2], [3, 4], [5, 6], [7, 8]]})
    print(sess.run(w).tolist())
