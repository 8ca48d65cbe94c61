import tensorflow as tf

import nets


def run(checkpoint, x):
    """Trains from a checkpoint; counts as often as it says so."""
    images = tf.placeholder(tf.float32, [None, 4], name="images")
    count, tick = nets.steps("steps")
    shown = nets.discriminator(images, training=False)  # follows its `u` only when it is shown
    loss = tf.reduce_mean(tf.square(nets.discriminator(images, reuse=True) - 1.0))
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(updates):
        train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    saver = tf.train.Saver([v for v in tf.global_variables() if not v.op.name.startswith("steps")])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        for _ in range(3):
            sess.run(train, {images: x})
            sess.run(tick)
        values = {v.op.name.replace("/", "."): sess.run(v) for v in tf.global_variables()}
        return {"updates": float(len(updates)), "values": values, "shown": sess.run(shown, {images: x})}
