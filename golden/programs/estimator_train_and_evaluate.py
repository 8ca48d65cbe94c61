# Training with evaluations after checkpoints, exporters, and the estimator for TPUs where there is none.
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.contrib import tpu as contrib_tpu

tf.logging.set_verbosity(tf.logging.ERROR)
X = np.linspace(0.0, 1.0, 12).astype(np.float32).reshape([12, 1])


def line(x):
    with tf.variable_scope("line"):
        a = tf.get_variable("a", [1], initializer=tf.constant_initializer(0.5))
        b = tf.get_variable("b", [1], initializer=tf.constant_initializer(0.25))
    return x * a + b


def model_fn(features, labels, mode):
    y = line(features)
    if mode == tf.estimator.ModeKeys.PREDICT:
        outputs = {"fitted": tf.estimator.export.RegressionOutput(y)}
        return tf.estimator.EstimatorSpec(mode, predictions={"y": y}, export_outputs=outputs)
    loss = tf.losses.mean_squared_error(labels, y)
    op = tf.train.AdamOptimizer(0.05).minimize(loss, tf.train.get_or_create_global_step())
    error = {"error": tf.metrics.mean_absolute_error(labels, y)}
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=op, eval_metric_ops=error)


def tpu_model_fn(features, labels, mode, params):
    y = line(features["x"])
    loss = tf.reduce_mean(tf.square(y - labels)) if labels is not None else None
    if mode == tf.estimator.ModeKeys.TRAIN:
        optimizer = tf.train.GradientDescentOptimizer(0.1)
        if params["use_tpu"]:
            optimizer = tf.contrib.tpu.CrossShardOptimizer(optimizer)
        op = optimizer.minimize(loss, tf.train.get_global_step())
        return contrib_tpu.TPUEstimatorSpec(mode, loss=loss, train_op=op)
    if mode == tf.estimator.ModeKeys.EVAL:

        def metrics(labels, y):
            return {"error": tf.metrics.mean_absolute_error(labels, y), "size": tf.metrics.mean(params["batch_size"])}

        return contrib_tpu.TPUEstimatorSpec(mode, loss=loss, eval_metrics=(metrics, [labels, y]))
    return contrib_tpu.TPUEstimatorSpec(mode, predictions={"y": y})


def tpu_input(params):
    data = tf.data.Dataset.from_tensor_slices(({"x": X}, 3 * X)).repeat()
    return data.batch(params["batch_size"], drop_remainder=True)


directory = tempfile.mkdtemp()
try:
    feed = tf.estimator.inputs.numpy_input_fn(X, 3 * X, batch_size=4, num_epochs=None, shuffle=False)
    once = tf.estimator.inputs.numpy_input_fn(X, 3 * X, batch_size=5, shuffle=False)
    receiver = tf.estimator.export.build_raw_serving_input_receiver_fn

    def receive():
        x = tf.placeholder(tf.float32, [None, 1])
        return tf.estimator.export.TensorServingInputReceiver(x, x)

    exporters = [tf.estimator.FinalExporter("final", receive), tf.estimator.LatestExporter("latest", receive)]
    config = tf.estimator.RunConfig(os.path.join(directory, "m"), save_checkpoints_steps=10)
    estimator = tf.estimator.Estimator(model_fn, config=config)
    train = tf.estimator.TrainSpec(feed, max_steps=25)
    test = tf.estimator.EvalSpec(once, steps=None, name="test", exporters=exporters, throttle_secs=0)
    metrics, exported = tf.estimator.train_and_evaluate(estimator, train, test)
    print({k: round(float(v), 4) for k, v in sorted(metrics.items())}, len(exported))
    print(sorted(os.listdir(os.path.join(estimator.model_dir, "export"))))
    parsed = tf.estimator.export.build_parsing_serving_input_receiver_fn({"x": tf.FixedLenFeature([1], tf.float32)})
    with tf.Graph().as_default(), tf.Session() as sess:
        received = parsed()
        example = tf.train.Example()
        example.features.feature["x"].float_list.value.append(0.5)
        fed = {received.receiver_tensors["examples"]: [example.SerializeToString()]}
        print(sess.run(received.features["x"], fed).tolist(), received.receiver_tensors["examples"].name)
    print(len(os.listdir(os.path.join(estimator.model_dir, "export", "final"))))
    print(sorted(f for f in os.listdir(estimator.model_dir) if f.endswith(".index")))
    print(estimator.get_variable_names())
    again = tf.estimator.train_and_evaluate(estimator, train, test)
    print(again)

    run = contrib_tpu.RunConfig(
        model_dir=os.path.join(directory, "t"),
        save_checkpoints_steps=5,
        tpu_config=contrib_tpu.TPUConfig(iterations_per_loop=5, num_shards=8),
    )
    on_cpu = contrib_tpu.TPUEstimator(
        tpu_model_fn, config=run, params={}, use_tpu=False, train_batch_size=6, eval_batch_size=4, predict_batch_size=2
    )
    on_cpu.train(tpu_input, max_steps=12)
    print(os.path.basename(on_cpu.latest_checkpoint()), on_cpu.get_variable_names())
    print({k: round(float(v), 4) for k, v in sorted(on_cpu.evaluate(tpu_input, steps=3).items())})
    predictions = on_cpu.predict(tpu_input)
    print(["%.4f" % next(predictions)["y"][0] for _ in range(3)])
finally:
    shutil.rmtree(directory)
