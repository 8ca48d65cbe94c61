import tensorflow as tf

import nets


class Model(object):
    def __init__(self, ids, dtype=tf.float32):
        self.dtype = tf.float32
        tf.get_variable_scope().set_initializer(tf.constant_initializer(0.25))
        x = nets.embed(ids)
        x, state = nets.encode(x)
        with tf.variable_scope("inner", initializer=tf.constant_initializer(0.5), dtype=self.dtype):
            x = nets.decode(x, state)
            x = nets.tower(tf.reshape(x, [-1, 4]))
            x = nets.connected(nets.drawn(x))
        with tf.variable_scope("weighted", regularizer=tf.contrib.layers.l2_regularizer(0.1), dtype=dtype):
            x = nets.gated(x)
            x = nets.normalized(x)
            x = nets.own_penalty(x)
            x = nets.penalized(nets.counted(x))
        with tf.variable_scope("precise", dtype=tf.float64):
            self.outputs = nets.double(x)


def build():
    ids = tf.placeholder(tf.int32, [2, 3], name="ids")
    model = Model(ids)
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    return {"outputs": model.outputs, "losses": [tf.identity(l) for l in losses],
            "names": [l.op.name.partition("/Regularizer")[0] for l in losses]}


def run(checkpoint, ids):
    given = tf.placeholder(tf.int32, [2, 3])
    model = Model(given)
    loss = tf.reduce_sum(tf.square(model.outputs)) + tf.losses.get_regularization_loss()
    step = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
    settled = [v for v in tf.global_variables() if "drawn" not in v.name and "connected" not in v.name]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        first = sess.run(settled)
        tf.train.Saver([v for v in tf.global_variables() if "Momentum" not in v.name]).restore(sess, checkpoint)
        losses = []
        for _ in range(3):
            losses.append(sess.run(loss, {given: ids}))
            sess.run(step, {given: ids})
    return {"first": first, "names": [v.op.name for v in settled], "losses": losses}
