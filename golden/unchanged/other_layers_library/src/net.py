from mylib import layers, slim
from mylib.contrib import rnn
import mylib.app as app

flags = app.flags


def net(x):
    x = layers.dense(x, 4)
    with slim.arg_scope([layers.conv2d], padding="SAME"):
        x = slim.fully_connected(x, 3)
    return rnn.BasicLSTMCell(3)(x)
