import keras
import tensorflow as tf


class Accumulating(keras.optimizers.SGD):
    def __init__(self, every=2, name="accumulating", **kwargs):
        super().__init__(name=name, **kwargs)
        self.every = every

    def build(self, variables):
        super().build(variables)
        self.sums = [self.add_variable_from_reference(v, name="sum") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        total = self.sums[self._get_variable_index(variable)]
        total.assign_add(gradient)
        super().update_step(total / self.every, variable, learning_rate)


class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, dim, warmup_steps=4000):
        self.dim, self.warmup_steps = tf.cast(dim, tf.float32), warmup_steps

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        return tf.math.rsqrt(self.dim) * tf.minimum(tf.math.rsqrt(step), step * self.warmup_steps**-1.5)


optimizer = Accumulating(learning_rate=Warmup(64), momentum=0.9, clipnorm=1.0)
