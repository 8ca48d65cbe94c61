import tensorflow as tf


class Log(object):
    def __init__(self):
        self.lines = []

    def write(self, line):
        self.lines.append(line)


def note(out, text):
    out.write(text)


def head(x, out, name):
    with tf.variable_scope(name):
        note(out, name)
        return tf.layers.dense(x, 3, name="fc") * len(out.lines)


def net(x, out):
    x = head(x, out, "a")
    return head(x, out, "b")


def forward(x):  # graph only
    log = Log()
    y = net(x, log)
    return y * float(len(log.lines))
