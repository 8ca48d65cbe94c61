import os, tempfile
import tensorflow as tf

path = os.path.join(tempfile.mkdtemp(), 'model.ckpt')


def graph(prefix):
    with tf.variable_scope(prefix):
        a = tf.get_variable('layer_1/weights', [2], initializer=tf.constant_initializer(1. if prefix == 'x' else 0.))
        b = tf.layers.dense(tf.ones([1, 2]), 1, name='fc', kernel_initializer=tf.constant_initializer(2. if prefix == 'x' else 0.))
    return tf.trainable_variables()


with tf.Graph().as_default(), tf.Session() as sess:
    vs = graph('x')
    sess.run(tf.global_variables_initializer())
    print(os.path.basename(tf.train.Saver(vs).save(sess, path)))
with tf.Graph().as_default(), tf.Session() as sess:
    vs = graph('y')
    tf.train.init_from_checkpoint(path, {'x/': 'y/'})
    sess.run(tf.global_variables_initializer())
    print({v.op.name: sess.run(v).ravel().tolist() for v in vs})
    tf.train.Saver({v.op.name.replace('y/', 'x/'): v for v in vs}).restore(sess, path)
    init_op, init_feed = tf.contrib.framework.assign_from_checkpoint(path, {'x/fc/bias': vs[-1]})
    sess.run(init_op, init_feed)
    fn = tf.contrib.framework.assign_from_checkpoint_fn(path, {'x/fc/kernel': vs[1]}, ignore_missing_vars=True)
    fn(sess)
    print([sess.run(v).ravel().tolist() for v in vs], tf.train.checkpoint_exists(path))
    print(tf.contrib.framework.get_variables_to_restore(include=['y/fc']) == vs[1:], [v.name for v in tf.contrib.framework.get_variables('y', suffix='bias')])
