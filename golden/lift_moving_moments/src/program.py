import tensorflow as tf

import nets


def run(checkpoint, images, is_training):
    """Trains from a checkpoint; evaluates before and after with the same graph."""
    x = tf.placeholder(tf.float32, [None, 6, 6, 2], name="images")
    training = tf.placeholder(tf.bool, [], name="training")
    logits = nets.forward(x, training)
    loss = tf.reduce_mean(tf.square(logits - 1.0))
    saver = tf.train.Saver()
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(logits, {x: images, training: False})
        for _ in range(2):
            sess.run(train, {x: images, training: True})
        after = sess.run(logits, {x: images, training: False})
        averages = [v for v in tf.global_variables() if "ExponentialMovingAverage" in v.op.name]
        values = sess.run(averages)
    return {"before": before, "after": after, "averages": dict(zip([v.op.name.replace("/", ".") for v in averages], values))}
