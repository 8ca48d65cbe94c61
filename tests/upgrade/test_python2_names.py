"""Python 2's own names in modules that Python 3 can parse."""

from __future__ import annotations

HEAD = 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n'


def test_builtins_and_dictionary_methods(migrated):
    after = migrated(
        f"{HEAD}def f(d):\n    return [unicode(k) for k, v in d.iteritems() for i in xrange(v)]\n"
    )
    assert after.endswith("    return [str(k) for k, v in d.items() for i in range(v)]\n")


def test_reduce_is_imported(migrated):
    after = migrated(f"{HEAD}def f(xs):\n    return reduce(max, xs)\n")
    assert "from functools import reduce\n" in after
    assert after.endswith("    return reduce(max, xs)\n")


def test_names_that_are_bound_stay(migrated):
    body = """from six.moves import xrange
try:
    unicode
except NameError:
    unicode = str
def reduce(f, xs):
    return list(xrange(3)), unicode(1)
class Table:
    def iteritems(self):
        return []
def g(t, raw_input, other):
    return t.iteritems(), raw_input(), other.iteritems(1)
"""
    assert migrated(HEAD + body).endswith(body)
