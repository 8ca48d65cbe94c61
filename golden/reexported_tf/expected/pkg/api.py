from __future__ import absolute_import

import pkg
from pkg.compat import scope as vs
from migrate import compat_scope
from pkg.modules.core import core


def run(x):
    with vs("first"):
        a = core(x)
    with vs("second"):
        b = core(x)
        c = compat_scope.get_variable("c", [4])
    return a, b + c
