import tensorflow as tf


class Log(object):
    def __init__(self):
        self.lines = []

    def write(self, line):
        self.lines.append(line)


def note(out, text):
    out.write(text)


def make_cell(units, out):
    note(out, "cell")
    return tf.nn.rnn_cell.GRUCell(units + len(out.lines))


def run(x, cell, name):
    with tf.variable_scope(name):
        y, _ = tf.nn.dynamic_rnn(cell, tf.stack([x, 2.0 * x], 1), dtype=tf.float32)
        return y[:, -1]


def forward(x):  # graph only
    log = Log()
    first = make_cell(3, log)
    second = make_cell(3, log)
    log.lines.append("more")
    return run(x, first, "a")[:, :3] + run(x, second, "b")[:, :3] * float(len(log.lines))
