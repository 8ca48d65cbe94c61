from __future__ import absolute_import

import pkg
from pkg.compat import scope as vs
from pkg.modules.core import core


def run(x):
    with vs("first"):
        a = core(x)
    with vs("second"):
        b = core(x)
        c = pkg.tf.get_variable("c", [4])
    return a, b + c
