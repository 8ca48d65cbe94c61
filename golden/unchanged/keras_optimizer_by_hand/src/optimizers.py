"""An optimizer with weight decay that leaves some variables out, written for Keras 3."""

import re

import keras
from keras import ops


class AdamWeightDecay(keras.optimizers.Optimizer):
    def __init__(self, learning_rate=1e-3, weight_decay_rate=0.0, exclude=None, name="adam_wd", **kwargs):
        super().__init__(learning_rate=learning_rate, name=name, **kwargs)
        self.weight_decay_rate = weight_decay_rate
        self.exclude = exclude or []

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.m = [self.add_variable_from_reference(v, "m") for v in variables]
        self.v = [self.add_variable_from_reference(v, "v") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        m, v = (s[self._get_variable_index(variable)] for s in (self.m, self.v))
        self.assign(m, 0.9 * m + 0.1 * gradient)
        self.assign(v, 0.999 * v + 0.001 * ops.square(gradient))
        update = m / (ops.sqrt(v) + 1e-6)
        if self._decays(variable.path):
            update = update + self.weight_decay_rate * variable
        self.assign_sub(variable, learning_rate * update)

    def _decays(self, name):
        for pattern in self.exclude:
            if re.search(pattern, name) is not None:
                return False
        return True
