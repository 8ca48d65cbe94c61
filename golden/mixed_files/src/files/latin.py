# -*- coding: latin-1 -*-
# Père Noël
import tensorflow as tf

NAME = "é"


def latin(x):
  with tf.variable_scope("latin"): return x + tf.get_variable("b", [3]), len(NAME)