import tensorflow as tf
from migrate import compat_scope

import heads
import nets

tf.compat.v1.disable_v2_behavior()


class Losses(object):
    pass


def build():
    z = tf.compat.v1.placeholder(tf.float32, [4, 3], name="z")
    x = tf.compat.v1.placeholder(tf.float32, [4, 5], name="x")
    fake = compat_scope.get_layer(nets.Generator, name="generator")(z)
    _, real_logits = compat_scope.get_layer(nets.Discriminator, name="discriminator")(x)
    _, fake_logits = compat_scope.get_layer(
        nets.Discriminator, name="discriminator", reuse=True
    )(fake)
    aux = compat_scope.get_layer(heads.Auxiliary, name="auxiliary")(fake)
    d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits) + tf.nn.softplus(fake_logits))
    g_loss = tf.reduce_mean(tf.nn.softplus(-fake_logits)) + tf.reduce_mean(tf.square(aux))

    t_vars = compat_scope.trainable_variables()
    d_vars = [var for var in t_vars if "discriminator/" in var.name]
    g_vars = [var for var in t_vars if var.name.startswith("generator")]
    aux_vars = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope="auxiliary")
    d_optim = tf.compat.v1.train.AdamOptimizer(0.01, beta1=0.5).minimize(d_loss, var_list=d_vars)
    g_optim = tf.compat.v1.train.AdamOptimizer(0.01, beta1=0.5).minimize(g_loss, var_list=g_vars + aux_vars)
    return {"fake": fake, "d_loss": d_loss, "g_loss": g_loss, "d_optim": d_optim, "g_optim": g_optim,
            "counts": [len(d_vars), len(g_vars), len(aux_vars)]}


def run(checkpoint, z, x):
    model = build()
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        feed = {"z:0": z, "x:0": x}
        history = []
        for _ in range(3):
            sess.run(model["d_optim"], feed_dict=feed)
            _, d_loss, g_loss = sess.run([model["g_optim"], model["d_loss"], model["g_loss"]], feed_dict=feed)
            history.append((d_loss, g_loss))
        return history, sess.run(model["fake"], feed_dict=feed)
