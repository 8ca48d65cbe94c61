import tensorflow as tf
from migrate import compat_scope

import dense_net

tf.compat.v1.disable_v2_behavior()


def run(checkpoint, images, training):
    """Trains from a checkpoint; evaluates before and after with the same graph."""
    x = tf.compat.v1.placeholder(tf.float32, [None, 6, 6, 3], name="images")
    flag = tf.compat.v1.placeholder(tf.bool, [], name="training")
    logits = compat_scope.get_layer(dense_net.Forward)(x, training=flag)
    loss = tf.reduce_mean(tf.square(logits - 1.0))
    saver = tf.compat.v1.train.Saver()
    train = tf.compat.v1.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(logits, {x: images, flag: False})
        for _ in range(2):
            sess.run(train, {x: images, flag: True})
        after = sess.run(logits, {x: images, flag: False})
        moving = [v for v in compat_scope.global_variables() if "moving_" in v.op.name]
        values = sess.run(moving)
    return {"before": before, "after": after, "moving": dict(zip([v.op.name.replace("/", ".") for v in moving], values))}
