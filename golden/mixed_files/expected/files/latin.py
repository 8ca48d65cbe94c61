# -*- coding: latin-1 -*-
# Père Noël
import tensorflow as tf
from migrate import compat_scope

NAME = "é"


def latin(x):
  with compat_scope.variable_scope("latin"): return x + compat_scope.get_variable("b", [3]), len(NAME)