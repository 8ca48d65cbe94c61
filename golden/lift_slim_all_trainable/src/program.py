import numpy as np
import tensorflow as tf

import faces


def run(checkpoint, images):
    """Restores what is trained, takes two steps, and evaluates with the same graph."""
    x = tf.placeholder(tf.float32, [None, 9, 9, 2], name="images")
    is_training = tf.placeholder(tf.bool, [], name="is_training")
    embeddings = faces.embed(x, 5, is_training)
    saver = tf.train.Saver(tf.trainable_variables())
    loss = tf.reduce_mean(tf.square(embeddings - 1.0))
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(embeddings, {x: images, is_training: False})
        for _ in range(2):
            sess.run(train, {x: images, is_training: True})
        after = sess.run(embeddings, {x: images, is_training: False})
        moving = sess.run([v for v in tf.trainable_variables() if "moving_mean" in v.name])
    names = [v.op.name for v in tf.trainable_variables()]
    return {"before": before, "after": after, "moving": moving, "names": np.array(sorted(names))}
