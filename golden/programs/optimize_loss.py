import tensorflow as tf
from tensorflow.contrib.layers import optimize_loss

x = tf.get_variable('x', initializer=[1.0, 2.0])
step = tf.train.get_or_create_global_step()
op = optimize_loss(tf.reduce_sum(x * x), step, learning_rate=0.1, optimizer='SGD', clip_gradients=1.0, summaries=['loss'])
op2 = optimize_loss(tf.reduce_sum(x * x), None, 0.1, lambda lr: tf.train.MomentumOptimizer(lr, 0.9), name='second')
print(op.name, op2.name, [v.name for v in tf.global_variables()], [s.name for s in tf.get_collection('summaries')])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(op)
    print(['%.4f' % v for v in sess.run(x)], sess.run(step))
