import numpy as np
import tensorflow as tf
from migrate import compat_scope

import faces

tf.compat.v1.disable_v2_behavior()


def run(checkpoint, images):
    """Restores what is trained, takes two steps, and evaluates with the same graph."""
    x = tf.compat.v1.placeholder(tf.float32, [None, 9, 9, 2], name="images")
    is_training = tf.compat.v1.placeholder(tf.bool, [], name="is_training")
    embeddings = compat_scope.get_layer(faces.Embed, 5, name="Faces")(x, is_training)
    saver = tf.compat.v1.train.Saver(compat_scope.trainable_variables())
    loss = tf.reduce_mean(tf.square(embeddings - 1.0))
    train = tf.compat.v1.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(embeddings, {x: images, is_training: False})
        for _ in range(2):
            sess.run(train, {x: images, is_training: True})
        after = sess.run(embeddings, {x: images, is_training: False})
        moving = sess.run([v for v in compat_scope.trainable_variables() if "moving_mean" in v.name])
    names = [v.op.name for v in compat_scope.trainable_variables()]
    return {"before": before, "after": after, "moving": moving, "names": np.array(sorted(names))}
