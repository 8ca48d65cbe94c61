from __future__ import print_function

import os
import tempfile

import tensorflow as tf
from migrate import compat_scope

import inputs
from network import inference

tf.compat.v1.disable_v2_behavior()

LEARNING_RATE = 0.1
STEPS = 5


def loss_op(logits, labels):
    cross_entropy = compat_scope.losses.sparse_softmax_cross_entropy(labels, logits)
    return cross_entropy + tf.add_n(compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES))


def train_op(loss, global_step):
    rate = tf.compat.v1.train.exponential_decay(LEARNING_RATE, global_step, 2, 0.5, staircase=True)
    optimizer = tf.compat.v1.train.MomentumOptimizer(rate, momentum=0.9)
    update_ops = compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(update_ops):
        grads_and_vars = optimizer.compute_gradients(loss)
        grads, tvars = zip(*grads_and_vars)
        grads, norm = tf.clip_by_global_norm(grads, 1.0)
        op = optimizer.apply_gradients(zip(grads, tvars), global_step=global_step)
    tf.compat.v1.summary.scalar("learning_rate", rate)
    for grad, var in zip(grads, tvars):
        if grad is not None:
            tf.compat.v1.summary.histogram(var.op.name + "/gradients", grad)
    return op, norm


def model():
    images, labels, is_training = inputs.placeholders(5)
    logits = inference(images, is_training)
    loss = loss_op(logits, labels)
    global_step = compat_scope.train.get_or_create_global_step()
    op, norm = train_op(loss, global_step)
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(predictions=logits, targets=labels, k=1), tf.float32, name="ToFloat"))
    tf.compat.v1.summary.scalar("loss", loss)
    return dict(images=images, labels=labels, is_training=is_training, logits=logits, loss=loss, op=op,
                norm=norm, accuracy=accuracy, global_step=global_step)


def build():
    m = model()
    return m["logits"], m["loss"], m["accuracy"]


def run(checkpoint, images, labels, is_training):
    m = model()
    feed = {m["images"]: images, m["labels"]: labels, m["is_training"]: True}
    saver = tf.compat.v1.train.Saver(max_to_keep=2)
    merged = tf.compat.v1.summary.merge_all()
    history = []
    with tf.compat.v1.Session(config=tf.compat.v1.ConfigProto(allow_soft_placement=True)) as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        for step in range(STEPS):
            _, loss, norm = sess.run([m["op"], m["loss"], m["norm"]], feed_dict=feed)
            if step % 2 == 0:
                sess.run(merged, feed_dict=feed)
                print("step %d: loss %.4f" % (step, loss.item()))
            history.append([loss, norm])
        where = tempfile.mkdtemp()
        saved = saver.save(sess, os.path.join(where, "model"), global_step=m["global_step"])
        moving = [sess.run(v) for v in compat_scope.global_variables() if "moving_" in v.op.name]
    with tf.compat.v1.Session() as sess:
        saver.restore(sess, tf.train.latest_checkpoint(where))
        feed[m["is_training"]] = False
        final = sess.run(m["loss"], feed)
    return {"history": history, "moving": moving, "final": final, "saved": os.path.basename(saved)}


if __name__ == "__main__":
    run(None, None, None, None)
