import tensorflow as tf


class Net(object):
    def __init__(self):
        self.layers = [tf.layers.Dense(3, name="a"), tf.layers.Dense(2, name="b")]
        self.table = {"cell": tf.nn.rnn_cell.GRUCell(2)}

    def run(self, x):
        with tf.variable_scope("run"):
            w = tf.get_variable("w", [3, 3])
            x = tf.matmul(x, w)
            for layer in self.layers:
                x = layer(x)
            return x

    def step(self, x):
        with tf.variable_scope("step"):
            x = tf.layers.dense(x, 2)
            out, _ = self.table["cell"](x, tf.zeros([2, 2]))
            return out


def forward(x):
    net = Net()
    return net.step(net.run(x))
