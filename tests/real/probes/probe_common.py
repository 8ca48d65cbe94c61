"""Records or restores a TF1 model: shared by the inference scripts beside it.

Plain TF1 code, like the scripts themselves: it is copied into the repository under test, runs there
under TF 1.15 with ``--probe_mode=record``, is migrated along with the repository, and runs in the
migrated tree with ``--probe_mode=restore``.

A script passes `run` an ordered list of ``(case, build)``. ``build()`` makes a graph and returns the
steps to run in it, each ``(label, {output name: tensor or operation}, feed_dict)``.

Recording gives every variable the value of `weight`, saves them with a Saver and dumps the outputs.
Restoring restores that checkpoint and dumps the same. Both write, under ``--probe_dir``,
``<mode>.json`` (variables in creation order) and ``<mode>.npz`` (outputs, keyed ``case/label/name``).
"""

import importlib
import json
import os
import re
import sys
import types
import zlib

import numpy as np
import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_enum("probe_mode", "record", ["record", "restore"], "Write the checkpoint or read it.")
flags.DEFINE_string("probe_dir", None, "Where the checkpoints and the dumps go.")
FLAGS = flags.FLAGS

POSITIVE = re.compile(r"(gamma|variance|/g|adam_v|/Adam\w*_\d+|/RMSProp|/Adagrad|_power(_\d+)?)$")


def weight(name, shape, dtype):
    """The value of variable `name`: distinct for each name and reproducible anywhere.

    Drawn from ``numpy.random.RandomState(crc32(name))``. Integers are in 0..4. Vectors and scalars are
    uniform in (-0.3, 0.3); tensors of rank 2 and more are normal with variance 1 / fan-in. Where the
    name ends like a scale, a variance, an optimizer's second moment or its power of beta, whatever the
    rank, values are uniform in (0.5, 0.95).
    """
    random = np.random.RandomState(zlib.crc32(name.encode("utf8")) & 0xFFFFFFFF)
    if np.issubdtype(dtype, np.integer):
        return random.randint(0, 5, size=shape).astype(dtype)
    if POSITIVE.search(name):
        return random.uniform(0.5, 0.95, size=shape).astype(dtype)
    if len(shape) < 2:
        return random.uniform(-0.3, 0.3, size=shape).astype(dtype)
    fan_in = float(np.prod(shape[:-1]))
    return (random.standard_normal(size=shape) / np.sqrt(fan_in)).astype(dtype)


def stand_in(*names):
    """Puts an empty module in place of each that is not installed.

    For what a repository imports to read files, draw or talk to a simulator: nothing here does that,
    and much of it exists for one of the two Pythons only, whatever TensorFlow does.
    """
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            sys.modules[name] = types.ModuleType(name)
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], child, sys.modules[name])


def sample(name, shape, low=-1.0, high=1.0):
    """A float32 input that depends on `name` alone."""
    random = np.random.RandomState(zlib.crc32(name.encode("utf8")) & 0xFFFFFFFF)
    return random.uniform(low, high, size=shape).astype(np.float32)


def _checkpoint(case):
    return os.path.join(FLAGS.probe_dir, case, "model.ckpt")


def _assign_all(sess):
    assigned = []
    for variable in tf.global_variables():
        dtype = variable.dtype.base_dtype.as_numpy_dtype
        value = weight(variable.op.name, variable.shape.as_list(), dtype)
        assigned.append(tf.assign(variable, value))
    sess.run(tf.group(*assigned))


def _run_case(case, build, outputs):
    with tf.Graph().as_default():
        steps = build()
        trainable = set(v.op.name for v in tf.trainable_variables())
        variables = [
            {
                "name": v.op.name,
                "shape": v.shape.as_list(),
                "dtype": v.dtype.base_dtype.name,
                "trainable": v.op.name in trainable,
            }
            for v in tf.global_variables()
        ]
        saver = tf.train.Saver()
        with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
            if FLAGS.probe_mode == "record":
                _assign_all(sess)
                if not os.path.isdir(os.path.dirname(_checkpoint(case))):
                    os.makedirs(os.path.dirname(_checkpoint(case)))
                saver.save(sess, _checkpoint(case), write_meta_graph=False)
            else:
                saver.restore(sess, _checkpoint(case))
            for label, fetches, feed in steps:
                for name, value in sorted(sess.run(fetches, feed_dict=feed).items()):
                    if value is not None:  # an operation, such as an optimizer's step
                        outputs["%s/%s/%s" % (case, label, name)] = value
    return variables


def run(cases):
    """Runs every ``(case, build)`` and writes the dumps; ends the program, as tf.app.run does."""

    def main(_):
        outputs = {}
        variables = {}
        for case, build in cases:
            variables[case] = _run_case(case, build, outputs)
        base = os.path.join(FLAGS.probe_dir, FLAGS.probe_mode)
        np.savez(base + ".npz", **outputs)
        with open(base + ".json", "w") as handle:
            json.dump({"tensorflow": tf.__version__, "variables": variables}, handle, indent=1)

    tf.app.run(main=main)
