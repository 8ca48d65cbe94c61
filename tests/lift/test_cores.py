"""Methods that build a model amid a program: which statements become a layer, and what keeps them where they are.

What TF 1.15.5 does with such a class is recorded in ``golden/lift_core``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted
from .test_classes import squeezed

NET = """\
import tensorflow as tf


class Net(object):
    def __init__(self, sess, units, verbose=False):
        self.units = units
        x = tf.placeholder(tf.float32, [None, 3])
        {before}
        # The network
        h = tf.layers.dense(x, self.units, name="h")
        {amid}
        self.out = tf.layers.dense(h, 2, name="out")
        {after}
        self.sess = sess

    def run(self):
        return self.sess.run(self.out)
"""


def net(tmp_path: Path, **parts: str) -> Lifted:
    given = {"before": "pass", "amid": "pass", "after": "pass", **parts}
    return Lifted(tmp_path, NET.format(**given))


def test_the_network_becomes_a_layer(tmp_path: Path) -> None:
    found = net(tmp_path)
    assert found.tiers["Net.__init__"] == "lifted"
    assert found.verdicts["Net.__init__"]["callers_write"] == "NetLayer(units)(x)"
    text = squeezed(found.text)
    assert "self.out = compat_scope.get_layer(NetLayer, self.units)(x)" in text
    assert "def call(self, x): # The network h = self.h(x)" in text


def test_what_is_read_afterwards_comes_out(tmp_path: Path) -> None:
    text = squeezed(net(tmp_path, after="self.norm = tf.norm(h)").text)
    assert "self.out, h = compat_scope.get_layer(NetLayer, self.units)(x)" in text


def test_a_function_that_was_defined_before_reads_what_is_set_later(tmp_path: Path) -> None:
    text = squeezed(net(tmp_path, before="get = lambda: h", after="self.norm = get()").text)
    assert "self.out, h = compat_scope.get_layer(" in text


def test_an_attribute_that_is_read_and_set_goes_in_and_out(tmp_path: Path) -> None:
    parts = {
        "before": "self.scale = x[:, :1]",
        "amid": "self.scale = self.scale * 2.0; h *= self.scale",
    }
    text = squeezed(net(tmp_path, **parts).text)
    assert "self.scale, self.out = compat_scope.get_layer(" in text
    assert "self.scale)" in text.partition("get_layer(NetLayer")[2]


def test_an_attribute_that_is_set_on_some_ways_only_comes_back_by_its_name(tmp_path: Path) -> None:
    text = squeezed(net(tmp_path, amid="if verbose: self.extra = h").text)
    assert "outputs = {}" in text and ': outputs["extra"] = h' in text
    assert 'return {"out": out, **outputs}' in text
    assert "for name, value in made.items(): setattr(self, name, value)" in text


@pytest.mark.parametrize(
    "parts",
    [
        {"amid": "y = tf.placeholder(tf.float32, h.shape)"},
        {"amid": "if verbose: return"},
        {"amid": "self.run()"},
        {"amid": "print(vars(self))"},
        {"amid": "if verbose: extra = h", "after": "print(extra)"},
        {"amid": "import os", "after": "print(os)"},
        {"amid": "(kept := h)", "after": "print(kept)"},
        {"amid": "first, *others = [h, h]", "after": "print(others)"},
        {"before": "outs = []", "amid": "outs.append(h)", "after": "print(outs)"},
    ],
)
def test_stays(tmp_path: Path, parts: dict[str, str]) -> None:
    found = net(tmp_path, **parts)
    assert found.tiers["Net.__init__"] == "shimmed"
    assert "keras" not in found.text


def test_the_report_says_why_a_network_stays_and_where(tmp_path: Path) -> None:
    found = net(tmp_path, amid='h = h + tf.get_variable("v", [find()])')
    reason = found.verdicts["Net.__init__"]["reasons"][0]
    assert (reason["code"], reason["message"]) == (
        "TF319",
        "`find()` may do more than give a value",
    )
    assert "find()" in found.text.split("\n")[reason["line"] - 1]


FUNCTION = """\
import tensorflow as tf


def classifier(x, units, sess=None):
    \"\"\"Returns logits and what made them.\"\"\"
    {before}
    with tf.variable_scope("first") as scope:
        h = tf.layers.dense(x, units, name="h")
    {amid}
    with tf.variable_scope("second"):
        h = tf.layers.dense(h, 2, name="h")
    return h, tf.trainable_variables({given})
"""


def function(tmp_path: Path, **parts: str) -> Lifted:
    given = {"before": "pass", "amid": "pass", "given": "'first'", **parts}
    return Lifted(tmp_path, FUNCTION.format(**given))


def test_a_function_that_collects_what_it_made(tmp_path: Path) -> None:
    found = function(tmp_path)
    assert found.tiers["classifier"] == "lifted"
    text = squeezed(found.text)
    assert "h = compat_scope.get_layer(ClassifierLayer, units)(x)" in text
    assert 'with keras.name_scope("first"): h = self.first_h(x)' in text
    assert text.endswith("return h, compat_scope.trainable_variables('first')")


def test_networks_with_a_program_between_are_layers_of_their_own(tmp_path: Path) -> None:
    found = function(tmp_path, amid="made = tf.trainable_variables()")
    assert found.verdicts["classifier"]["reasons"][0]["message"] == (
        "its parts became `First`, `Second`"
    )
    text = squeezed(found.text)
    assert 'h = compat_scope.get_layer(First, units, name="first")(x) made =' in text
    assert 'h = compat_scope.get_layer(Second, name="second")(h) return h' in text


def test_a_scope_that_is_read_elsewhere_stays_around_the_layer(tmp_path: Path) -> None:
    text = squeezed(function(tmp_path, given="scope.name").text)
    assert "as scope: h = compat_scope.get_layer(ClassifierLayer1, units)(x)" in text


@pytest.mark.parametrize(
    "parts",
    [
        {"amid": "h, v = tf.layers.dense(h, 2, name='k'), tf.trainable_variables()"},
        {
            "amid": "with tf.variable_scope(scope, reuse=True): h += tf.layers.dense(x, units, name='h')"
        },
        {"amid": "for v in tf.trainable_variables(): h += tf.layers.dense(h, 2)"},
    ],
)
def test_what_cannot_be_told_apart_stays(tmp_path: Path, parts: dict[str, str]) -> None:
    found = function(tmp_path, **parts)
    assert found.codes["classifier"][0] == "TF318"
    assert "keras" not in found.text


POLICY = """\
import tensorflow as tf


class Seen(object):
    def __init__(self, size):
        self.mean = tf.get_variable("mean", [size], trainable=False)
        self.fed = tf.placeholder(tf.float32, [size])

    def shifted(self, x):
        return x - self.mean


class Kind(object):
    def __init__(self, size):
        self.size = size

    {method}


class Wide(Kind):
    pass


def make_kind(size):
    if size > 3:
        return Wide(size)
    return {other}


def columns(scale):
    def start(shape, dtype=None, partition_info=None):
        return scale * tf.ones(shape, tf.float32 if dtype is None else dtype.base_dtype)
    return start


class Policy(object):
    def __init__(self, x, size, scope="policy"):
        with tf.variable_scope(scope):
            self.out = self.build(x, make_kind(size))

    def build(self, x, kind, reuse=False):
        {scope}
            if reuse:
                tf.get_variable_scope().reuse_variables()
            self.seen = Seen(3)
            h = tf.layers.dense(x - {seen}, kind.width(), name="h", kernel_initializer=columns(2.0))
            out = tf.layers.dense(h, 2, name="out")
        return out
"""


def policy(tmp_path: Path, **parts: str) -> Lifted:
    given = {"method": "def width(self): return 2 * self.size", "other": "Kind(size)"}
    given |= {"scope": "with tf.variable_scope('inner'):", "seen": "self.seen.mean", **parts}
    return Lifted(tmp_path, POLICY.format(**given))


def test_a_core_in_a_scope_of_the_method(tmp_path: Path) -> None:
    found = policy(tmp_path)
    assert found.tiers["Policy.build"] == "lifted"
    text = squeezed(found.text)
    assert "class PolicyLayer(keras.layers.Layer)" in text
    assert "def call(self, x, seen_mean): h = self.h(x - seen_mean)" in text
    assert "kind.width(), kernel_initializer=columns(2.0)" in text
    assert "out = compat_scope.get_layer(PolicyLayer, kind)(x, self.seen.mean)" in text
    assert (
        "else tf.as_dtype(dtype).base_dtype)" in text
    )  # Keras gives initializers the name of a dtype


@pytest.mark.parametrize(
    "parts",
    [
        {"method": "def width(self): self.asked = True; return self.size"},
        {"method": "def width(self): return self.area\n    area = property(print)"},
        {"method": "def width(self): return read(self.size)"},
        {
            "method": "def width(self): return self.size\n    def __getattr__(self, name): print(name)"
        },
        {"method": "@staticmethod\n    def width(): return 2"},
        {"method": "pass"},
        {"other": "size"},
        {"other": "KINDS[size]"},
    ],
)
def test_a_method_that_may_do_more_than_give_a_width(tmp_path: Path, parts: dict[str, str]) -> None:
    found = policy(tmp_path, **parts)
    assert found.codes["Policy.build"][0] == "TF319"
    assert "PolicyLayer" not in found.text


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"seen": "(self.seen.mean if kind else 0.0)"}, "self.seen)"),
        ({"seen": "self.seen.shifted(x)"}, "self.seen)"),
    ],
)
def test_an_object_of_which_more_is_asked_goes_in_whole(
    tmp_path: Path, parts: dict[str, str], shown: str
) -> None:
    found = policy(tmp_path, **parts)
    assert found.tiers["Policy.build"] == "shimmed" or shown in squeezed(found.text)


DECORATED = """\
import functools

import tensorflow as tf


def keeps_arguments(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        self.__dict__.update(kwargs)
        {before}
        return method(self, *args, **kwargs)
    return wrapper


def net(x, sizes, reuse=None):
    for i, size in enumerate(sizes):
        x = tf.layers.dense(x, size, {named}reuse=reuse)
    return x


class Critic(object):
    @{decorator}
    def __init__(self, seen, done, hidden, scale):
        self.seen = tf.nn.relu(seen)
        with tf.variable_scope("Q"):
            first = tf.concat([self.seen, done], axis=1)
            self.first = net(first, [self.hidden, 1]) * self.scale
            second = tf.concat([self.seen, self.first], axis=1)
            self.second = net(second, [self.hidden, 1], reuse=True)


def use(seen, done):
    return Critic(seen, done, hidden=3, scale=2.0).second
"""


def decorated(tmp_path: Path, **parts: str) -> Lifted:
    given = {"before": "pass", "named": "name='fc_%d' % i, ", "decorator": "keeps_arguments"}
    return Lifted(tmp_path, DECORATED.format(**{**given, **parts}))


def test_a_decorator_that_wraps_sees_no_body(tmp_path: Path) -> None:
    found = decorated(tmp_path)
    assert found.tiers["Critic.__init__"] == "lifted"
    text = squeezed(found.text)
    assert "@keeps_arguments def __init__(self, seen, done, hidden, scale):" in text
    assert "self.net = Net([hidden, 1])" in text  # one network, called twice
    assert text.count("self.net(") == 2


@pytest.mark.parametrize(
    "parts",
    [
        {"before": "print(inspect.getsource(method))"},
        {"before": "print(method.__code__.co_names)"},
        {"before": "tf.get_variable_scope().reuse_variables()"},
        {"decorator": "functools.lru_cache()"},
        {"named": ""},  # TF1 counts on: the second ones are others
    ],
)
def test_a_decorator_that_may_look_inside(tmp_path: Path, parts: dict[str, str]) -> None:
    found = decorated(tmp_path, **parts)
    assert found.tiers["Critic.__init__"] == "shimmed"
    assert "CriticLayer" not in found.text


SCRIPT = """\
import tensorflow as tf


class Net(object):
    def __init__(self, units):
        self.x = tf.placeholder(tf.float32, [None, 3])
        with tf.name_scope("hidden"):
            weights = tf.Variable(tf.truncated_normal([3, units], stddev=0.1), name="weights")
            {inside}
        self.out = {out}


{made}
"""


@pytest.mark.parametrize(
    ("parts", "tier"),
    [
        ({}, "lifted"),
        ({"inside": "h = self.x"}, "shimmed"),  # does nothing with it
        ({"made": "first = Net(2)\nsecond = Net(2)"}, "shimmed"),  # hidden_1/weights
        ({"made": "nets = [Net(2) for _ in range(2)]"}, "shimmed"),
        ({"made": "def two():\n    return Net(2)\n\n\nfirst = two()\nsecond = two()"}, "shimmed"),
    ],
)
def test_a_core_of_variables_alone(tmp_path: Path, parts: dict[str, str], tier: str) -> None:
    given = {"inside": "h = tf.matmul(self.x, weights)", "out": "h * 2.0", "made": "net = Net(2)"}
    found = Lifted(tmp_path, SCRIPT.format(**{**given, **parts}))
    assert found.tiers["Net.__init__"] == tier
    if tier == "lifted":
        assert 'get_layer(NetLayer, units, name="hidden")(self.x)' in found.text


TOP = "self.top = tf.layers.Dense(4); h = self.top(h)"


def test_a_layer_that_nothing_else_asks_for_stays_inside(tmp_path: Path) -> None:
    found = net(tmp_path, amid=TOP)
    assert found.tiers["Net.__init__"] == "lifted"
    assert "self.out = compat_scope.get_layer(NetLayer, self.units)(x)" in squeezed(found.text)


def test_a_layer_that_is_asked_for_keeps_the_network_where_it_is(tmp_path: Path) -> None:
    found = net(tmp_path, amid=TOP, after="print(self.top.name)")
    assert found.tiers["Net.__init__"] == "shimmed"


UNPACKED = """\
import tensorflow as tf


def dense(x, units, flat=False):
    {before}
    {both}
    w = tf.get_variable("w", [width, units])
    return tf.matmul(y, w)
"""


@pytest.mark.parametrize(
    ("both", "lifted"),
    [
        ("y, width = x, x.get_shape()[-1].value", True),
        ("[y, width] = (tf.nn.relu(x), x.get_shape()[-1].value)  # both", True),
        ("width, y = y.get_shape()[-1].value, width", False),  # each reads what the other was
    ],
)
def test_a_tensor_and_its_width_set_at_once(tmp_path: Path, both: str, lifted: bool) -> None:
    before = "pass" if lifted else "width, y = x, x"
    found = Lifted(tmp_path, UNPACKED.format(before=before, both=both))
    assert (found.tiers["dense"] == "lifted") == lifted
    if lifted:
        assert "width = x_shape[-1]" in found.text or "x_shape[-1], self.units" in found.text
