import tensorflow as tf
from migrate import compat_scope

import nets

tf.compat.v1.disable_v2_behavior()


class Model(object):
    def __init__(self, ids, dtype=tf.float32):
        self.dtype = tf.float32
        compat_scope.get_variable_scope().set_initializer(tf.compat.v1.constant_initializer(0.25))
        x = compat_scope.get_layer(nets.Embed, name="embed")(ids)
        x, state = compat_scope.get_layer(nets.Encode, name="encoder")(x)
        with compat_scope.variable_scope("inner", initializer=tf.compat.v1.constant_initializer(0.5), dtype=self.dtype):
            x = compat_scope.get_layer(nets.Decode, name="decoder")(x, state)
            x = compat_scope.get_layer(nets.Tower, name="tower")(tf.reshape(x, [-1, 4]))
            x = nets.connected(nets.drawn(x))
        with compat_scope.variable_scope("weighted", regularizer=compat_scope.contrib.layers.l2_regularizer(0.1), dtype=dtype):
            x = compat_scope.get_layer(nets.Gated, name="gated")(x)
            x = compat_scope.get_layer(nets.Normalized, name="normalized")(x)
            x = compat_scope.get_layer(nets.OwnPenalty, name="own_penalty")(x)
            x = nets.penalized(nets.counted(x))
        with compat_scope.variable_scope("precise", dtype=tf.float64):
            self.outputs = nets.double(x)


def build():
    ids = tf.compat.v1.placeholder(tf.int32, [2, 3], name="ids")
    model = Model(ids)
    losses = compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES)
    return {"outputs": model.outputs, "losses": [tf.identity(l) for l in losses],
            "names": [l.op.name.partition("/Regularizer")[0] for l in losses]}


def run(checkpoint, ids):
    given = tf.compat.v1.placeholder(tf.int32, [2, 3])
    model = Model(given)
    loss = tf.reduce_sum(tf.square(model.outputs)) + compat_scope.losses.get_regularization_loss()
    step = tf.compat.v1.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
    settled = [v for v in compat_scope.global_variables() if "drawn" not in v.name and "connected" not in v.name]
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        first = sess.run(settled)
        tf.compat.v1.train.Saver([v for v in compat_scope.global_variables() if "Momentum" not in v.name]).restore(sess, checkpoint)
        losses = []
        for _ in range(3):
            losses.append(sess.run(loss, {given: ids}))
            sess.run(step, {given: ids})
    return {"first": first, "names": [v.op.name for v in settled], "losses": losses}
