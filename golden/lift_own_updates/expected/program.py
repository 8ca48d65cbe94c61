import tensorflow as tf
from migrate import compat_scope

import nets

tf.compat.v1.disable_v2_behavior()


def run(checkpoint, x):
    """Trains from a checkpoint; counts as often as it says so."""
    images = tf.compat.v1.placeholder(tf.float32, [None, 4], name="images")
    count, tick = compat_scope.get_layer(nets.Steps, name="steps")()
    # follows its `u` only when it is shown
    shown = compat_scope.get_layer(nets.Discriminator, name="discriminator")(
        images, training=False
    )
    loss = tf.reduce_mean(
        tf.square(
            compat_scope.get_layer(
                nets.Discriminator, name="discriminator", reuse=True
            )(images)
            - 1.0
        )
    )
    updates = compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(updates):
        train = tf.compat.v1.train.GradientDescentOptimizer(0.01).minimize(loss)
    saver = tf.compat.v1.train.Saver([v for v in compat_scope.global_variables() if not v.op.name.startswith("steps")])
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        for _ in range(3):
            sess.run(train, {images: x})
            sess.run(tick)
        values = {v.op.name.replace("/", "."): sess.run(v) for v in compat_scope.global_variables()}
        return {"updates": float(len(updates)), "values": values, "shown": sess.run(shown, {images: x})}
