import tensorflow as tf

from digits import inference
from topics import Topics


def build():
    images = tf.placeholder(tf.float32, [None, 6], name="images")
    logits = inference(images, 5, 4)
    topics = Topics(7, 4, 2)
    with tf.name_scope("training"):
        train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.reduce_mean(tf.square(logits - 1.0)))
    return logits, topics, train


def model():
    logits, topics, _ = build()
    return logits, topics.scores, topics.loss, topics.W


def run(checkpoint, images, words):
    logits, topics, train = build()
    feed = {"images:0": images, "words:0": words}
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            sess.run([train, topics.train], feed_dict=feed)
            history.append(sess.run([logits, topics.scores, topics.loss], feed_dict=feed))
        names = [v.op.name for v in tf.trainable_variables()]
        return history, names, sess.run(topics.W)
