"""Cells without TensorFlow whose dropout is set from outside."""
import numpy as np


class DropoutWrapper(object):
    def __init__(self, cell, output_keep_prob=1.0, seed=0):
        self.cell = cell
        self.output_keep_prob = output_keep_prob
        self.random = np.random.RandomState(seed)

    def __call__(self, inputs, state):
        output, state = self.cell(inputs, state)
        if self.output_keep_prob is not None and self.output_keep_prob < 1:
            kept = self.random.uniform(size=output.shape) < self.output_keep_prob
            output = np.where(kept, output / self.output_keep_prob, 0.0)
        return output, state


def make_stack(cell, depth, keep_prob):
    def one():
        return DropoutWrapper(cell, output_keep_prob=keep_prob)

    return [one() for _ in range(depth)]


class Placeholder(object):
    """A number that is told later."""

    def __init__(self, value=None):
        self.value = value

    def __float__(self):
        return float(self.value)
