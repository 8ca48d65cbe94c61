"""Levels that stand somewhere else than in the name: these keep their scopes."""
import os

import tensorflow as tf
from migrate import compat_scope

PREFIX = "tower/"


def named_before(x, name):
  key = name + "/w"
  return tf.matmul(x, compat_scope.get_variable(key, [x.get_shape()[1], 3]))


def of_a_path(x, name):
  return tf.matmul(x, compat_scope.get_variable(os.path.join(name, "w"), [x.get_shape()[1], 3]))


def by_a_constant(x):
  return tf.matmul(x, compat_scope.get_variable(PREFIX + "w", [x.get_shape()[1], 3]))


def layer(x, name):
  return compat_scope.layers.dense(x, 3, name=name + "/fc")


def last_level(x, name):
  return tf.matmul(x, compat_scope.get_variable(name.split("/")[-1] + "/w", [x.get_shape()[1], 3]))


def forward(x):
  return named_before(x, "a") + of_a_path(x, "b") + by_a_constant(x) + layer(x, "c") + last_level(x, "in/d")
