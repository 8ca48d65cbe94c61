import tensorflow as tf
from migrate import compat_scope

import model

tf.compat.v1.disable_v2_behavior()


def main():
    z = tf.compat.v1.placeholder(tf.float32, [4, 3], name="z")
    fake = compat_scope.get_layer(model.Generator, name="generator")(z)
    again = compat_scope.get_layer(model.Generator, name="generator", reuse=True)(-z)
    loss = tf.reduce_mean(tf.square(fake - again))
    g_vars = [v for v in compat_scope.trainable_variables() if v.name.startswith("generator")]
    train = tf.compat.v1.train.AdamOptimizer(0.01, beta1=0.5).minimize(loss, var_list=g_vars)
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        sess.run(train, {z: [[0.0] * 3] * 4})
        saver.save(sess, "/tmp/generator/model.ckpt")


if __name__ == "__main__":
    main()
