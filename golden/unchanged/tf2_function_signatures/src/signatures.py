import functools

import tensorflow as tf


class Scorer(tf.Module):
    def __init__(self, dim, name="scorer"):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.normal([dim]), name="w")
        self.calls = tf.Variable(0, trainable=False, dtype=tf.int64)

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32, name="features")])
    def score(self, features):
        self.calls.assign_add(1)
        return {"scores": tf.tensordot(features, self.w, 1)}

    @tf.function(input_signature=(tf.TensorSpec([], tf.string),), reduce_retracing=True)
    def parse(self, line):
        return tf.strings.to_number(tf.strings.split(line, ","))


@functools.partial(tf.function, jit_compile=True)
def normalize(x):
    return tf.math.divide_no_nan(x, tf.norm(x, axis=-1, keepdims=True))


scorer = Scorer(4)
concrete = scorer.score.get_concrete_function()
print(concrete.structured_outputs, [v.name for v in concrete.variables])
