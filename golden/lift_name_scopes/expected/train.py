import tensorflow as tf
from migrate import compat_scope

from digits import Inference
from topics import Topics

tf.compat.v1.disable_v2_behavior()


def build():
    images = tf.compat.v1.placeholder(tf.float32, [None, 6], name="images")
    logits = compat_scope.get_layer(Inference, 5, 4)(images)
    topics = Topics(7, 4, 2)
    with compat_scope.name_scope("training"):
        train = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(tf.reduce_mean(tf.square(logits - 1.0)))
    return logits, topics, train


def model():
    logits, topics, _ = build()
    return logits, topics.scores, topics.loss, topics.W


def run(checkpoint, images, words):
    logits, topics, train = build()
    feed = {"images:0": images, "words:0": words}
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            sess.run([train, topics.train], feed_dict=feed)
            history.append(sess.run([logits, topics.scores, topics.loss], feed_dict=feed))
        names = [v.op.name for v in compat_scope.trainable_variables()]
        return history, names, sess.run(topics.W)
