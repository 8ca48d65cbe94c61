"""A recurrent network of plain modules, as one writes it for TensorFlow 2."""
import tensorflow as tf


class VanillaCell(tf.Module):
    def __init__(self, units, name="vanilla_cell"):
        super().__init__(name=name)
        self.units = units
        self.kernel = None

    @tf.Module.with_name_scope
    def __call__(self, inputs, state):
        if self.kernel is None:
            shape = [inputs.shape[-1] + self.units, self.units]
            self.kernel = tf.Variable(tf.random.normal(shape, stddev=0.1), name="kernel")
            self.bias = tf.Variable(tf.zeros([self.units]), name="bias")
        state = tf.tanh(tf.concat([inputs, state], 1) @ self.kernel + self.bias)
        return state, state


class Unrolled(tf.Module):
    """Runs a cell over the steps of a batch."""

    def __init__(self, cell, name="unrolled"):
        super().__init__(name=name)
        self.cell = cell

    def __call__(self, inputs):
        state = tf.zeros([tf.shape(inputs)[0], self.cell.units])
        outputs = []
        for x in tf.unstack(inputs, axis=1):
            output, state = self.cell(x, state)
            outputs.append(output)
        return tf.stack(outputs, 1), state
