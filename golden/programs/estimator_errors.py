# What estimators refuse, and what they say.
import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)


def says(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except (ValueError, TypeError) as error:
        text = str(error).partition("\n")[0].partition("<")[0].partition("/")[0]
        print(type(error).__name__, text[:60])
    else:
        print("fine")


def model_fn(features, labels, mode):
    w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
    loss = tf.reduce_mean(tf.square(features * w - labels))
    op = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, predictions=features * w, loss=loss, train_op=op)


def more(features, labels, mode, other):
    pass


def without_labels(features, mode):
    pass


X = np.arange(6, dtype=np.float32)
numpy_input_fn = tf.estimator.inputs.numpy_input_fn
pairs = numpy_input_fn(X, 2 * X, batch_size=3, num_epochs=None, shuffle=False)
says(tf.estimator.Estimator, None)
says(tf.estimator.Estimator, more)
says(tf.estimator.Estimator, lambda labels: None)
says(tf.estimator.Estimator, model_fn, params={"a": 1})
says(tf.estimator.Estimator, model_fn, "a", tf.estimator.RunConfig("b"))
says(tf.estimator.RunConfig, save_checkpoints_steps=1, save_checkpoints_secs=1)
says(numpy_input_fn, X, X)
says(numpy_input_fn, {"x": X, "z": X[:2]}, shuffle=False)
with tf.Graph().as_default():
    says(numpy_input_fn({"x": X, "z": X[:2]}, shuffle=False))
    says(numpy_input_fn({}, shuffle=False))
    says(numpy_input_fn([1], shuffle=False))
    says(numpy_input_fn({"x": X}, {"x": X}, shuffle=False))
says(tf.estimator.TrainSpec, pairs, max_steps=0)
says(tf.estimator.EvalSpec, pairs, throttle_secs=-1)
says(tf.estimator.EvalSpec, 1)
estimator = tf.estimator.Estimator(model_fn)
says(estimator.train, pairs, steps=1, max_steps=1)
says(estimator.train, pairs, steps=0)
says(estimator.train, pairs, hooks=[1])
says(estimator.evaluate, pairs, steps=0)
says(estimator.get_variable_names)
says(tf.estimator.Estimator(without_labels).train, pairs, steps=1)
says(tf.estimator.Estimator(lambda features, labels: 1).train, pairs, steps=1)
with tf.Graph().as_default():
    loss = tf.constant([1.0, 2.0])
    says(tf.estimator.EstimatorSpec, "train", loss=tf.reduce_sum(loss))
    says(tf.estimator.EstimatorSpec, "eval")
    says(tf.estimator.EstimatorSpec, "infer")
    says(tf.estimator.EstimatorSpec, "eval", loss=loss)
    says(tf.estimator.EstimatorSpec, "eval", loss=loss[:1])
    says(tf.estimator.EstimatorSpec, "eval", loss=1.0)
    says(tf.estimator.EstimatorSpec, "infer", predictions={"a": 1})
    spec = tf.estimator.EstimatorSpec("infer", predictions=loss)
    print(list(spec.export_outputs), spec.predictions is loss, spec.loss, spec.eval_metric_ops)
    print(spec._replace(predictions=loss + 1).mode, spec._fields)
config = tf.estimator.RunConfig(save_summary_steps=3)
print(config.replace(save_checkpoints_steps=9).save_checkpoints_secs, config.save_checkpoints_secs, config.model_dir)
print(config.is_chief, config.num_worker_replicas, config.task_type, config.keep_checkpoint_max, config.master == "")
