"""Variables of a program's own, with methods that TensorFlow 1's had, too."""

import numpy as np


class Variable(object):
    def __init__(self, value, reuse=False):
        self.first = np.asarray(value)
        self.value = None
        self.reuse = reuse

    def initialized_value(self):
        return self.first if self.value is None else self.value

    def reuse_variables(self):
        self.reuse = True


def doubled(scope, variable, reuse=False):
    if reuse:
        scope.reuse_variables()
    else:
        assert scope.reuse is False
    return Variable(variable.initialized_value() * 2)
