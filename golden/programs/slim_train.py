import tempfile
import tensorflow as tf
import tensorflow.contrib.slim as slim


def net(x, scope='net'):
    with tf.variable_scope(scope, values=[x]):
        with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.relu, weights_initializer=tf.constant_initializer(0.1), weights_regularizer=slim.l2_regularizer(0.01)):
            h = slim.stack(x, slim.fully_connected, [4, 3], scope='fc')
            h = slim.dropout(h, 0.9, is_training=False)
            return slim.fully_connected(h, 1, activation_fn=None, scope='out')


x, y = tf.ones([2, 3]), tf.zeros([2, 1])
p = net(x)
slim.losses.mean_squared_error(p, y) if hasattr(slim.losses, 'mean_squared_error') else tf.losses.mean_squared_error(y, p)
total = tf.losses.get_total_loss()
op = slim.learning.create_train_op(total, tf.train.GradientDescentOptimizer(0.1), clip_gradient_norm=1.0)
print(p.name, total.name, op.name, [v.name for v in slim.get_model_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(['%.5f' % sess.run(op) for _ in range(3)], sess.run(tf.train.get_global_step()))
