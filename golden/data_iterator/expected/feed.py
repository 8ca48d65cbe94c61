from __future__ import print_function

import numpy as np
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


def input_fn(features, labels, batch_size=2):
    dataset = tf.compat.v1.data.Dataset.from_tensor_slices((features, labels))
    dataset = dataset.map(lambda x, y: (tf.cast(x, tf.float32, name="ToFloat") * 2.0, y))
    dataset = dataset.batch(batch_size).repeat(1)
    return dataset


def classify(x):
    with compat_scope.variable_scope("classifier"):
        return compat_scope.layers.dense(x, 2, name="logits")


def build():
    features = tf.compat.v1.placeholder(tf.float32, [None, 3], name="features")
    labels = tf.compat.v1.placeholder(tf.int64, [None], name="labels")
    logits = classify(features)
    halved = tf.compat.v1.py_func(lambda a: (a * 0.5).astype(np.float32), [logits], tf.float32)
    halved = tf.compat.v1.Print(halved, [tf.shape(halved)], message="shape ")
    return logits, halved, labels


def evaluate(checkpoint, features, labels):
    dataset = input_fn(features, labels)
    iterator = dataset.make_initializable_iterator()
    x, y = iterator.get_next()
    counts = tf.compat.v1.data.Dataset.range(3).make_one_shot_iterator().get_next()
    logits = classify(x)
    predictions = tf.argmax(logits, 1)
    accuracy, update_op = tf.compat.v1.metrics.accuracy(labels=y, predictions=predictions, name="accuracy")
    mean, mean_op = tf.compat.v1.metrics.mean(logits)
    batches = []
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        sess.run(compat_scope.local_variables_initializer())
        tf.compat.v1.train.Saver().restore(sess, checkpoint)
        sess.run(iterator.initializer)
        while True:
            try:
                batches.append(sess.run([logits, update_op, mean_op, counts])[0])
            except tf.errors.OutOfRangeError:
                break
        names = [v.op.name for v in compat_scope.local_variables()]
        return np.concatenate(batches), sess.run([accuracy, mean]), names
