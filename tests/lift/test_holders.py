"""Classes whose constructors make layers: what they become, and what keeps a family as it is.

What TF 1.15.5 does with them is recorded in ``golden/lift_holders``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted
from .test_classes import squeezed

SOURCE = '''\
import tensorflow as tf


class Scale(object):
    def __init__(self, size, name="scale"):
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [size])

    def __call__(self, x):
        return x * self.w


class Other(object):
    def build(self):
        return 1

    def twice(self):
        return self.build() * 2


class Model({base}):
    """A model."""

    def __init__(self, x, act=tf.nn.relu, name="model"):
        {before}
        self.name = name
        self.x = x
        self.parts = []
        self.build(act)

    def build(self, act):
        {scope}
            self._make(act)
        for part in self.parts:
            x = part(self.x)
        self.out = x
        {drive}

    def _make(self, act):
        raise NotImplementedError


class Small(Model):
    def _make(self, act):
        {make}

    {method}


def use(x):
    {use}
'''
PARTS = {
    "base": "object",
    "before": "pass",
    "scope": "with tf.variable_scope(self.name):",
    "drive": "self.train = tf.train.AdamOptimizer().minimize(tf.reduce_sum(self.out))",
    "make": "self.parts.append(Scale(2))",
    "method": "later = 0",
    "use": "return Small(x).out",
}


def model(tmp_path: Path, **parts: str) -> Lifted:
    return Lifted(tmp_path, SOURCE.format(**{**PARTS, **parts}))


def test_a_model_becomes_a_layer_that_holds_its_layers(tmp_path: Path) -> None:
    found = model(tmp_path)
    assert found.tiers["Small"] == found.tiers["Small._make"] == "lifted"
    text = squeezed(found.text)
    assert "class Model(keras.layers.Layer)" in text
    assert "super().__init__(name=name, **kwargs) self.x = x" in text
    assert "self.build_(act) def build_(self, act): with keras.name_scope(self.name):" in text
    assert "self.parts.append(Scale(2))" in text
    assert "return compat_scope.make_layer(Small, x).out" in text
    assert "tf1_scope" not in text
    assert "return self.build() * 2" in text  # that of another class


def test_layers_of_no_scope(tmp_path: Path) -> None:
    found = model(tmp_path, scope="if self.x is not None:")
    assert found.tiers["Small"] == "lifted"
    text = squeezed(found.text)
    assert 'class Model(keras.layers.Layer): """A model.""" tf1_scope = ""' in text
    assert "name_scope" not in text


@pytest.mark.parametrize(
    "make",
    [
        "part = Scale(2); self.parts.append(part)",
        "self.first = Scale(2)",
        "self.parts += [Scale(2)]; self.parts = [Scale(2, 'b')] + self.parts",
        "self.named = {'a': Scale(2)}",
        "self.parts = [Scale(2, name) for name in ('a', 'b')]",
        "self.parts.append(Scale(2) if self.x is None else Scale(3))",
    ],
)
def test_ways_to_hold_a_layer(tmp_path: Path, make: str) -> None:
    found = model(tmp_path, make=make)
    assert found.tiers["Small"] == ("lifted" if "+" not in make else "shimmed")


@pytest.mark.parametrize(
    "use",
    [
        "make = Small if x is None else Small; return make(x).out",
        "made = [make(x) for make in [Small]]; return made[0].out",
        "make = Small; make = print; return make(x).out",
        "make = Small; return make, make(x).out",
        "make = Scale if x is None else Small; return make(x)",
        "return {'small': Small}['small'](x).out",
    ],
)
def test_a_class_that_a_name_holds(tmp_path: Path, use: str) -> None:
    found = model(tmp_path, use=use)
    if "else Small; return make(x).out" in use:
        assert found.tiers["Small"] == "lifted"
        assert "compat_scope.make_layer(make, x).out" in found.text
    else:
        assert found.codes["Small._make"][0] == ("TF314" if "Scale" in use else "TF305")
        assert found.tiers["Small"] == "shimmed"


def test_a_function_that_is_given_a_class_stays(tmp_path: Path) -> None:
    source = SOURCE.format(**{**PARTS, "use": "return run(Scale, x)"})
    source += "\n\ndef run(kind, x):\n    return kind(2)(x)\n"
    found = Lifted(tmp_path, source)
    assert found.tiers["Scale.__init__"] == "lifted"
    assert found.tiers.get("run", "shimmed") == "shimmed"
    assert "compat_scope.make_layer(kind, 2)(x)" in found.text


@pytest.mark.parametrize(
    "parts",
    [
        {"drive": "pass"},  # a program that builds no graph computes it once
        {"base": "tf.Module"},
        {"before": "self.early = 1"},
        {"scope": "with tf.variable_scope('elsewhere'):"},
        {"scope": "with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):"},
        {"scope": "with tf.variable_scope(None, self.name):"},
        {"scope": "with tf.variable_scope(self.name) as self.scope:"},
        {"scope": "with tf.variable_scope(self.name, custom_getter=GET):"},
        {"make": "self.parts.append(Scale(2)); self.v = tf.get_variable('v', [2])"},
        {"make": "self.parts.append(Scale(2)); tf.layers.dense(self.x, 2)"},
        {"make": "self.parts.append(Scale(2)); self.y = act(self.x)"},
        {"make": "self.parts.append(Scale(2)); self.s = tf.get_variable_scope().name"},
        {"make": "Scale(2)(self.x)"},
        {"make": "self.kept.append(Scale(2))", "method": "kept = []"},  # that of the class
        {"make": "self.parts.append(lambda x: Scale(2)(x))"},
        {"make": "self.parts = [lambda x: [Scale(2) for _ in x]]"},
        {"make": "with tf.variable_scope('inner'): self.parts.append(Scale(2))"},
        {"method": "def more(self): self.parts.append(Scale(2, 'more'))"},
        {"method": "def again(self): self.build(None)"},
        {"method": "def __len__(self): return 1"},
        {"method": "def get_config(self): return {}"},
        {"use": "small = Small(x); small.build(None); return small.out"},
        {"use": "return getattr(Small(x), 'build')"},
        {"use": "return Small(x, name='a/b').out"},
    ],
)
def test_stays(tmp_path: Path, parts: dict[str, str]) -> None:
    found = model(tmp_path, **parts)
    assert found.tiers["Small"] == "shimmed"
    assert "class Model(keras" not in found.text
    assert "name_scope" not in found.text


ALIASES = """\
import tensorflow as tf


class Log(object):
    def __init__(self, seen, name="log"):
        self.name = name
        self.seen = {first}
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [2])
        {then}

    def note(self, x):
        {noted}
        return x * self.w


def use(x):
    seen = []
    log = Log(seen)
    {after}
    return log.note(x), seen
"""


@pytest.mark.parametrize(
    ("parts", "tier"),
    [
        ({}, "lifted"),
        ({"first": "[]", "noted": "self.seen.append(x)"}, "lifted"),
        ({"first": "list(seen)", "noted": "self.seen.append(x)"}, "lifted"),
        ({"noted": "self.seen.append(x)"}, "shimmed"),  # the caller's list
        ({"noted": "self.seen += [x]"}, "shimmed"),
        ({"noted": "self.seen[0] = x"}, "shimmed"),
        ({"first": "seen or []", "noted": "self.seen.append(x)"}, "shimmed"),
        ({"then": "seen.append(1)"}, "shimmed"),
        ({"after": "seen.append(x)"}, "shimmed"),
        ({"after": "log.seen.append(x)"}, "shimmed"),
    ],
)
def test_lists_that_an_object_shares(tmp_path: Path, parts: dict[str, str], tier: str) -> None:
    """Keras would hold a copy of them."""
    given = {"first": "seen", "then": "pass", "noted": "pass", "after": "pass", **parts}
    found = Lifted(tmp_path, ALIASES.format(**given))
    assert found.tiers["Log.__init__"] == tier
    if tier == "shimmed":
        assert found.codes["Log.__init__"][0] == "TF319"
