import tensorflow as tf


class EMA:
    """Holds averages; no module, no layer."""

    def __init__(self, variables, decay=0.99, name="ema"):
        self.decay, self.name = decay, name
        self.variables = list(variables)
        self.averages = [tf.Variable(v, trainable=False, name=v.name.split(":")[0] + "/ema") for v in variables]

    def __call__(self):
        for average, variable in zip(self.averages, self.variables):
            average.assign_sub((1 - self.decay) * (average - variable))

    def swap(self):
        for average, variable in zip(self.averages, self.variables):
            value = tf.identity(average)
            average.assign(variable)
            variable.assign(value)


@tf.function
def update(ema):
    ema()
