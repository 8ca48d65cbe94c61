from __future__ import print_function

import numpy as np
import tensorflow as tf


def input_fn(features, labels, batch_size=2):
    dataset = tf.data.Dataset.from_tensor_slices((features, labels))
    dataset = dataset.map(lambda x, y: (tf.to_float(x) * 2.0, y))
    dataset = dataset.batch(batch_size).repeat(1)
    return dataset


def classify(x):
    with tf.variable_scope("classifier"):
        return tf.layers.dense(x, 2, name="logits")


def build():
    features = tf.placeholder(tf.float32, [None, 3], name="features")
    labels = tf.placeholder(tf.int64, [None], name="labels")
    logits = classify(features)
    halved = tf.py_func(lambda a: (a * 0.5).astype(np.float32), [logits], tf.float32)
    halved = tf.Print(halved, [tf.shape(halved)], message="shape ")
    return logits, halved, labels


def evaluate(checkpoint, features, labels):
    dataset = input_fn(features, labels)
    iterator = dataset.make_initializable_iterator()
    x, y = iterator.get_next()
    counts = tf.data.Dataset.range(3).make_one_shot_iterator().get_next()
    logits = classify(x)
    predictions = tf.argmax(logits, 1)
    accuracy, update_op = tf.metrics.accuracy(labels=y, predictions=predictions, name="accuracy")
    mean, mean_op = tf.metrics.mean(logits)
    batches = []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(tf.local_variables_initializer())
        tf.train.Saver().restore(sess, checkpoint)
        sess.run(iterator.initializer)
        while True:
            try:
                batches.append(sess.run([logits, update_op, mean_op, counts])[0])
            except tf.errors.OutOfRangeError:
                break
        names = [v.op.name for v in tf.local_variables()]
        return np.concatenate(batches), sess.run([accuracy, mean]), names
