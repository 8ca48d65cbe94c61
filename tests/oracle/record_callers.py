"""Records what TF 1.15.5 does with the programs of ``tests/lifted_runtime``, and what their models compute.

Run with a Python 3.7 that has TensorFlow 1.15.5:

    python tests/oracle/record_callers.py
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, os.pardir, "lifted_runtime")
sys.path.insert(0, PROGRAMS)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import caller_programs  # noqa: E402
import models  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf1_functions  # noqa: E402


def observed(run):
    observations = []
    with tf.Graph().as_default():
        run(tf, tf1_functions, tf.placeholder(tf.float32, [2, 4]), observations.append)
    return json.loads(json.dumps(observations))


def computed(model):
    """Names, and outputs before and after one run of UPDATE_OPS, with values that follow from the names."""
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [2, 4])
        y = model(tf, tf1_functions, x)
        variables = tf.global_variables()
        for variable in variables:
            value = models.value(variable.op.name, variable.shape.as_list())
            variable.load(value.astype(variable.dtype.as_numpy_dtype), session)
        feed = {x: models.INPUT}
        outputs = [session.run(y, feed).tolist()]
        trained = tf.trainable_variables()
        gradients = tf.gradients(tf.reduce_sum(tf.square(y)), trained)
        gradients = [tf.convert_to_tensor(g) for g in gradients if g is not None]
        slopes = session.run([tf.reduce_sum(tf.square(g)) for g in gradients], feed)
        session.run(tf.get_collection(tf.GraphKeys.UPDATE_OPS), feed)
        outputs.append(session.run(y, feed).tolist())
        after = session.run([tf.reduce_sum(tf.cast(v, tf.float32)) for v in variables])
        return {
            "names": [v.op.name for v in variables],
            "outputs": outputs,
            "slopes": [float(v) for v in slopes],
            "sums": [float(v) for v in after],
        }


def write(name, data):
    path = os.path.join(PROGRAMS, "recorded", name)
    with open(path, "w") as stream:
        items = ["%s: %s" % (json.dumps(key), json.dumps(data[key])) for key in sorted(data)]
        stream.write("{\n" + ",\n".join(items) + "\n}\n")
    sys.stdout.write("%s: %d\n" % (path, len(data)))


if __name__ == "__main__":
    assert tf.__version__ == "1.15.5", tf.__version__
    tf.get_logger().setLevel("ERROR")
    write("programs.json", {k: observed(run) for k, run in caller_programs.PROGRAMS.items()})
    write("models.json", {k: computed(model) for k, model in models.MODELS.items()})
