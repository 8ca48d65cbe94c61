from __future__ import print_function

import os
import tempfile

import tensorflow as tf

import inputs
from network import inference

LEARNING_RATE = 0.1
STEPS = 5


def loss_op(logits, labels):
    cross_entropy = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    return cross_entropy + tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))


def train_op(loss, global_step):
    rate = tf.train.exponential_decay(LEARNING_RATE, global_step, 2, 0.5, staircase=True)
    optimizer = tf.train.MomentumOptimizer(rate, momentum=0.9)
    update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(update_ops):
        grads_and_vars = optimizer.compute_gradients(loss)
        grads, tvars = zip(*grads_and_vars)
        grads, norm = tf.clip_by_global_norm(grads, 1.0)
        op = optimizer.apply_gradients(zip(grads, tvars), global_step=global_step)
    tf.summary.scalar("learning_rate", rate)
    for grad, var in zip(grads, tvars):
        if grad is not None:
            tf.summary.histogram(var.op.name + "/gradients", grad)
    return op, norm


def model():
    images, labels, is_training = inputs.placeholders(5)
    logits = inference(images, is_training)
    loss = loss_op(logits, labels)
    global_step = tf.train.get_or_create_global_step()
    op, norm = train_op(loss, global_step)
    accuracy = tf.reduce_mean(tf.to_float(tf.nn.in_top_k(logits, labels, 1)))
    tf.summary.scalar("loss", loss)
    return dict(images=images, labels=labels, is_training=is_training, logits=logits, loss=loss, op=op,
                norm=norm, accuracy=accuracy, global_step=global_step)


def build():
    m = model()
    return m["logits"], m["loss"], m["accuracy"]


def run(checkpoint, images, labels, is_training):
    m = model()
    feed = {m["images"]: images, m["labels"]: labels, m["is_training"]: True}
    saver = tf.train.Saver(max_to_keep=2)
    merged = tf.summary.merge_all()
    history = []
    with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        for step in range(STEPS):
            _, loss, norm = sess.run([m["op"], m["loss"], m["norm"]], feed_dict=feed)
            if step % 2 == 0:
                sess.run(merged, feed_dict=feed)
                print("step %d: loss %.4f" % (step, loss))
            history.append([loss, norm])
        where = tempfile.mkdtemp()
        saved = saver.save(sess, os.path.join(where, "model"), global_step=m["global_step"])
        moving = [sess.run(v) for v in tf.global_variables() if "moving_" in v.op.name]
    with tf.Session() as sess:
        saver.restore(sess, tf.train.latest_checkpoint(where))
        feed[m["is_training"]] = False
        final = sess.run(m["loss"], feed)
    return {"history": history, "moving": moving, "final": final, "saved": os.path.basename(saved)}


if __name__ == "__main__":
    run(None, None, None, None)
