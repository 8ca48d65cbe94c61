import sonnet as snt
import tensorflow as tf


class Net(snt.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.linear = snt.Linear(4)

    def __call__(self, x):
        return tf.nn.relu(self.linear(x))
