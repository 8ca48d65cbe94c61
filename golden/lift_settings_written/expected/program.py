import tensorflow as tf
from migrate import compat_scope

import nets

tf.compat.v1.disable_v2_behavior()


def run(checkpoint, ids):
    """What variables begin with, where it is no draw, and the losses."""
    given = tf.compat.v1.placeholder(tf.int32, [2, 3], name="ids")
    y = nets.forward(given)
    losses = compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES)
    names = [l.op.name.partition("/Regularizer")[0] for l in losses]
    filled = [v for v in compat_scope.trainable_variables() if v.op.name.split("/")[-1] in ("s", "b", "scale", "bias")]
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        first = sess.run(filled)
        gate = [v for v in compat_scope.trainable_variables() if "gate/fc/kernel" in v.op.name or "key/kernel" in v.op.name]
        first += sess.run(gate)
        spread = sess.run([tf.reduce_max(tf.abs(v)) < 0.05 for v in compat_scope.trainable_variables() if "embed" in v.op.name])
        tf.compat.v1.train.Saver().restore(sess, checkpoint)
        outputs, costs = sess.run([y, losses], {given: ids})
    return {"outputs": outputs, "costs": costs, "first": first, "spread": [int(s.item()) for s in spread], "names": names}
