import tensorflow as tf

import dense_net


def run(checkpoint, images, training):
    """Trains from a checkpoint; evaluates before and after with the same graph."""
    x = tf.placeholder(tf.float32, [None, 6, 6, 3], name="images")
    flag = tf.placeholder(tf.bool, [], name="training")
    logits = dense_net.forward(x, flag)
    loss = tf.reduce_mean(tf.square(logits - 1.0))
    saver = tf.train.Saver()
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(logits, {x: images, flag: False})
        for _ in range(2):
            sess.run(train, {x: images, flag: True})
        after = sess.run(logits, {x: images, flag: False})
        moving = [v for v in tf.global_variables() if "moving_" in v.op.name]
        values = sess.run(moving)
    return {"before": before, "after": after, "moving": dict(zip([v.op.name.replace("/", ".") for v in moving], values))}
