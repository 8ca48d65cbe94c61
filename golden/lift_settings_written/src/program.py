import tensorflow as tf

import nets


def run(checkpoint, ids):
    """What variables begin with, where it is no draw, and the losses."""
    given = tf.placeholder(tf.int32, [2, 3], name="ids")
    y = nets.forward(given)
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    names = [l.op.name.partition("/Regularizer")[0] for l in losses]
    filled = [v for v in tf.trainable_variables() if v.op.name.split("/")[-1] in ("s", "b", "scale", "bias")]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        first = sess.run(filled)
        gate = [v for v in tf.trainable_variables() if "gate/fc/kernel" in v.op.name or "key/kernel" in v.op.name]
        first += sess.run(gate)
        spread = sess.run([tf.reduce_max(tf.abs(v)) < 0.05 for v in tf.trainable_variables() if "embed" in v.op.name])
        tf.train.Saver().restore(sess, checkpoint)
        outputs, costs = sess.run([y, losses], {given: ids})
    return {"outputs": outputs, "costs": costs, "first": first, "spread": [int(s) for s in spread], "names": names}
