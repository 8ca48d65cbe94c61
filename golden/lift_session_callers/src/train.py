import tensorflow as tf

import heads
import nets


class Losses(object):
    pass


def build():
    z = tf.placeholder(tf.float32, [4, 3], name="z")
    x = tf.placeholder(tf.float32, [4, 5], name="x")
    fake = nets.generator(z)
    _, real_logits = nets.discriminator(x)
    _, fake_logits = nets.discriminator(fake, reuse=True)
    aux = heads.auxiliary(fake)
    d_loss = tf.reduce_mean(tf.nn.softplus(-real_logits) + tf.nn.softplus(fake_logits))
    g_loss = tf.reduce_mean(tf.nn.softplus(-fake_logits)) + tf.reduce_mean(tf.square(aux))

    t_vars = tf.trainable_variables()
    d_vars = [var for var in t_vars if "discriminator/" in var.name]
    g_vars = [var for var in t_vars if var.name.startswith("generator")]
    aux_vars = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="auxiliary")
    d_optim = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(d_loss, var_list=d_vars)
    g_optim = tf.train.AdamOptimizer(0.01, beta1=0.5).minimize(g_loss, var_list=g_vars + aux_vars)
    return {"fake": fake, "d_loss": d_loss, "g_loss": g_loss, "d_optim": d_optim, "g_optim": g_optim,
            "counts": [len(d_vars), len(g_vars), len(aux_vars)]}


def run(checkpoint, z, x):
    model = build()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        feed = {"z:0": z, "x:0": x}
        history = []
        for _ in range(3):
            sess.run(model["d_optim"], feed_dict=feed)
            _, d_loss, g_loss = sess.run([model["g_optim"], model["d_loss"], model["g_loss"]], feed_dict=feed)
            history.append((d_loss, g_loss))
        return history, sess.run(model["fake"], feed_dict=feed)
