# slim's own loops: training to a number of steps and on from there, and evaluation from checkpoints.
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

slim = tf.contrib.slim
tf.logging.set_verbosity(tf.logging.ERROR)


def network(x, is_training):
    normalized = {"is_training": is_training, "decay": 0.5, "scale": True}
    with slim.arg_scope(
        [slim.fully_connected],
        weights_initializer=tf.initializers.identity(0.5),
        normalizer_fn=slim.batch_norm,
        normalizer_params=normalized,
    ):
        h = slim.fully_connected(x, 4, scope="fc1")
        return slim.fully_connected(h, 1, activation_fn=None, normalizer_fn=None, scope="out")


def data():
    x = np.linspace(-1.0, 1.0, 24).reshape([8, 3]).astype(np.float32)
    return tf.constant(x), tf.constant(x.sum(1, keepdims=True))


def note(sess, train_op, global_step, kwargs):
    loss, stop = slim.learning.train_step(sess, train_op, global_step, kwargs)
    print(sess.run(global_step), "%.4f" % loss, bool(stop), sorted(kwargs))
    return loss, stop


def says(*args, **kwargs):
    try:
        slim.learning.train(*args, **kwargs)
    except ValueError as error:
        print(error)


directory = tempfile.mkdtemp()
try:
    train_dir = os.path.join(directory, "train")
    for steps in (3, 5):
        with tf.Graph().as_default():
            x, y = data()
            slim.losses.mean_squared_error(network(x, True), y)
            op = slim.learning.create_train_op(slim.losses.get_total_loss(), tf.train.GradientDescentOptimizer(0.1))
            tf.summary.scalar("loss", op)
            loss = slim.learning.train(
                op, train_dir, note, number_of_steps=steps, log_every_n_steps=2, save_summaries_secs=0
            )
            print("%.4f" % loss, os.path.basename(tf.train.latest_checkpoint(train_dir)))
    print([name for name, _ in tf.train.list_variables(train_dir)])
    with tf.Graph().as_default():
        x, y = data()
        z = network(x, False)
        values, updates = slim.metrics.aggregate_metric_map(
            {"error": slim.metrics.streaming_mean_absolute_error(z, y), "size": slim.metrics.streaming_mean(z)}
        )
        path = slim.evaluation.wait_for_new_checkpoint(train_dir)
        got = slim.evaluation.evaluate_once(
            "", path, os.path.join(directory, "once"), 2, eval_op=list(updates.values()), final_op=values
        )
        print({key: "%.4f" % value for key, value in sorted(got.items())})
    with tf.Graph().as_default():
        x, y = data()
        error, update = slim.metrics.streaming_mean_absolute_error(network(x, False), y)
        tf.summary.scalar("error", error)
        tf.train.get_or_create_global_step()
        got = slim.evaluation.evaluation_loop(
            "",
            train_dir,
            os.path.join(directory, "loop"),
            eval_op=update,
            final_op=error,
            eval_interval_secs=0,
            max_number_of_evaluations=1,
        )
        print("%.4f" % got, len(os.listdir(os.path.join(directory, "loop"))))
    with tf.Graph().as_default():
        x, y = data()
        op = slim.learning.create_train_op(tf.reduce_sum(network(x, True)), tf.train.GradientDescentOptimizer(0.1))
        says(None, train_dir)
        says(op, None, saver=tf.train.Saver())
        says(op, None, summary_op=None)
        says(op, train_dir, number_of_steps=0)
        print(slim.learning.train(op, None, number_of_steps=2) is not None, tf.train.latest_checkpoint(directory))
finally:
    shutil.rmtree(directory)
