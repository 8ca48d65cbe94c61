# A model function with its estimator: trained twice, evaluated, asked for predictions, exported, and warm-started.
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
DATA = np.linspace(-1.0, 1.0, 60).reshape([20, 3]).astype(np.float32)
LABELS = (np.arange(20) % 4).astype(np.int32)


def network(x, units, training):
    with tf.variable_scope("net", initializer=tf.constant_initializer(0.1)):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.initializers.identity())
        h = tf.layers.batch_normalization(tf.matmul(x, w), training=training, momentum=0.5)
        return tf.layers.dense(h, 4, kernel_initializer=tf.initializers.identity(0.5), name="logits")


def model_fn(features, labels, mode, params, config):
    logits = network(features["x"], params["units"], mode == tf.estimator.ModeKeys.TRAIN)
    predictions = {"class": tf.argmax(logits, 1), "logits": logits}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=predictions)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    if mode == tf.estimator.ModeKeys.EVAL:
        metrics = {"accuracy": tf.metrics.accuracy(labels, predictions["class"])}
        return tf.estimator.EstimatorSpec(mode, loss=loss, eval_metric_ops=metrics)
    optimizer = tf.train.MomentumOptimizer(params["rate"], 0.9)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        op = optimizer.minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, predictions, loss, op)


def shown(array):
    return ["%.3f" % (v + 0.0) for v in np.ravel(np.where(np.abs(array) < 5e-4, 0, array))]


class Count(tf.train.SessionRunHook):
    def __init__(self):
        self.runs = 0

    def before_run(self, context):
        self.runs += 1
        return tf.train.SessionRunArgs(tf.train.get_global_step())


def train_data():
    return tf.data.Dataset.from_tensor_slices(({"x": DATA}, LABELS)).repeat().batch(7)


rows = tf.estimator.inputs.numpy_input_fn({"x": DATA}, LABELS, batch_size=8, num_epochs=1, shuffle=False)
only = tf.estimator.inputs.numpy_input_fn({"x": DATA[:3]}, batch_size=2, num_epochs=2, shuffle=False)
directory = tempfile.mkdtemp()
try:
    params = {"units": 4, "rate": 0.1}
    config = tf.estimator.RunConfig(save_checkpoints_steps=4, keep_checkpoint_max=2, tf_random_seed=5)
    classifier = tf.estimator.Estimator(model_fn, os.path.join(directory, "m"), config, params)
    print(classifier.latest_checkpoint(), classifier.params, classifier.config.save_checkpoints_secs)
    count = Count()
    print(classifier.train(train_data, hooks=[count], steps=5) is classifier, count.runs)
    classifier.train(train_data, steps=3)
    classifier.train(train_data, max_steps=8)  # done already
    print(os.path.basename(classifier.latest_checkpoint()))
    print(sorted(f for f in os.listdir(classifier.model_dir) if f.endswith(".index")))
    print(classifier.get_variable_names())
    print(shown(classifier.get_variable_value("net/w")))
    print({k: round(float(v), 4) for k, v in sorted(classifier.evaluate(rows).items())})
    print({k: round(float(v), 4) for k, v in sorted(classifier.evaluate(rows, steps=1, name="one").items())})
    print(classifier.eval_dir() == os.path.join(classifier.model_dir, "eval"), os.path.isdir(classifier.eval_dir("one")))
    for example in classifier.predict(only, predict_keys=["class"]):
        print(sorted(example), int(example["class"]))
    batches = list(classifier.predict(only, yield_single_examples=False))
    print([b["logits"].shape for b in batches], shown(batches[0]["logits"][0]))

    def receive():
        x = tf.placeholder(tf.float32, [None, 3], name="x")
        return tf.estimator.export.ServingInputReceiver({"x": x}, {"rows": x})

    path = classifier.export_savedmodel(os.path.join(directory, "served"), receive)
    with tf.Session(graph=tf.Graph()) as sess:
        graph = tf.saved_model.loader.load(sess, ["serve"], path)
        signature = graph.signature_def["serving_default"]
        print(sorted(signature.inputs), sorted(signature.outputs), signature.method_name)
        name = signature.outputs["logits"].name
        print(shown(sess.run(name, {signature.inputs["rows"].name: DATA[:1]})))
    warm = tf.estimator.WarmStartSettings(classifier.model_dir, vars_to_warm_start="net/w")
    other = tf.estimator.Estimator(model_fn, os.path.join(directory, "o"), params=params, warm_start_from=warm)
    other.train(train_data, steps=1)
    print(shown(other.get_variable_value("net/w")), other.get_variable_value("global_step"))
finally:
    shutil.rmtree(directory)
