"""Classes whose constructors make variables: what they become, where objects are made, and what keeps a family as it is.

What TF 1.15.5 does with them is recorded in ``golden/lift_family_*``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted
from .test_classes import squeezed

STATS = '''\
import tensorflow as tf


class Stats({base}):
    """Statistics."""

    {attribute}

    def __init__(self{parameters}):
        {first}
        self.mean = tf.get_variable("mean", [3], initializer=tf.zeros_initializer())
        {then}

    def shifted(self, x):
        return {use}


def use(x):
    {make}
'''


def stats(tmp_path: Path, **parts: str) -> Lifted:
    given = {"base": "object", "attribute": "count = 0", "parameters": "", "first": "pass"}
    given |= {"then": "pass", "use": "x - self.mean", "make": "return Stats().shifted(x)", **parts}
    return Lifted(tmp_path, STATS.format(**given))


def test_becomes_a_layer_that_makes_its_variables_at_once(tmp_path: Path) -> None:
    found = stats(tmp_path)
    assert found.tiers["Stats"] == found.tiers["Stats.__init__"] == "lifted"
    assert found.verdicts["Stats"]["callers_write"] == "Stats()"
    text = squeezed(found.text)
    assert 'class Stats(keras.layers.Layer): """Statistics.""" tf1_scope = ""' in text
    assert "def __init__(self, **kwargs): super().__init__(**kwargs)" in text
    assert 'self.mean = self.add_weight(name="mean", shape=[3], initializer="zeros")' in text
    assert "return compat_scope.make_layer(Stats).shifted(x)" in text


def test_layers_beside_the_variables_leave_the_constructor_as_a_part_of_it(tmp_path: Path) -> None:
    found = stats(tmp_path, then="self.out = tf.layers.dense(tf.ones([1, 1]), 2, name='d')")
    text = squeezed(found.text)
    assert 'class StatsLayer(keras.layers.Layer): tf1_scope = ""' in text
    assert 'self.mean = outputs["mean"] self.out = outputs["out"]' in text


def test_a_variable_stays_one_of_tensorflow_where_its_object_may_hand_it_on(tmp_path: Path) -> None:
    found = stats(tmp_path, use="self.mean.assign_add(x)")
    assert 'initializer="zeros").value' in squeezed(found.text)


def test_a_dtype_is_kept(tmp_path: Path) -> None:
    parts = {"then": 'self.n = tf.get_variable("n", [], tf.float64, trainable=False)'}
    text = squeezed(stats(tmp_path, **parts).text)
    assert (
        'name="n", shape=[], initializer="glorot_uniform", dtype="float64", trainable=False' in text
    )


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"base": "tf.Module"}, "TF320"),
        ({"base": "object, metaclass=type"}, "TF320"),
        ({"attribute": "trainable = True"}, "TF320"),
        ({"parameters": ", dtype"}, "TF313"),
        ({"parameters": ", name"}, "TF313"),
        ({"first": "self.built = False", "then": "print(other.built)"}, "TF320"),
        ({"then": "self.twice = self.mean * 2.0"}, "TF320"),
        ({"make": "return [make() for make in [Stats]][0].shifted(x)"}, "TF305"),
        ({"make": 'return globals()["Stats"]().shifted(x)'}, "TF305"),
        ({"use": "x - self.__dict__['mean']"}, "TF320"),
    ],
)
def test_stays(tmp_path: Path, parts: dict[str, str], code: str) -> None:
    found = stats(tmp_path, **parts)
    assert found.tiers["Stats.__init__"] == "shimmed"
    assert found.verdicts["Stats.__init__"]["reasons"][0]["code"] == code
    assert "add_weight" not in found.text


FAMILY = """\
import tensorflow as tf


class Base(object):
    def __init__(self, name, size=2):
        {before}
        self.name = name
        self.size = size

    def __call__(self, x{given}):
        return self.apply(x)


class Scale(Base):
    # What it multiplies by is made at once.
    def __init__(self, name):
        {inherited}
        with tf.variable_scope(self.name{suffix}, reuse={reuse}):
            self.scale = tf.get_variable("scale", [self.size]{dtype})
            {inside}

    def apply(self, x):
        return x * self.scale


class Shift({base}):
    def __init__(self, name):
        super().__init__(name, size=3)
        self.shift = tf.get_variable("shift", [self.size])

    def apply(self, x):
        return x + self.shift


def use(x):
    return Shift("b")({make}(x))
"""


def family(tmp_path: Path, **parts: str) -> Lifted:
    given = {"before": "pass", "inherited": "super(Scale, self).__init__(name)", "suffix": ""}
    given |= {
        "given": "",
        "dtype": "",
        "inside": "pass",
        "reuse": "None",
        "base": "Base",
        "make": 'Scale("a")',
        **parts,
    }
    return Lifted(tmp_path, FAMILY.format(**given))


def test_a_family_becomes_layers_together(tmp_path: Path) -> None:
    found = family(tmp_path)
    assert found.tiers["Scale.__init__"] == found.tiers["Shift.__init__"] == "lifted"
    text = squeezed(found.text)
    assert "class Base(keras.layers.Layer): def __init__(self, name, size=2, **kwargs):" in text
    assert "super().__init__(name=name, **kwargs) self.size = size" in text
    assert "def call(self, x): return self.apply(x)" in text
    assert "def __init__(self, name, **kwargs): super().__init__(name, **kwargs)" in text
    assert "super().__init__(name, size=3, **kwargs)" in text
    assert "tf1_scope" not in text.partition("class Shift")[0]  # it is the layer's name


def test_the_scope_of_a_constructor_is_told(tmp_path: Path) -> None:
    text = family(tmp_path, suffix=' + "_vars"', inherited="Base.__init__(self, name)").text
    assert 'self.tf1_scope = self.name + "_vars"' in text
    assert "variable_scope" not in text


def test_objects_that_share_by_name_say_so(tmp_path: Path) -> None:
    text = family(tmp_path, reuse="tf.AUTO_REUSE").text
    assert 'compat_scope.make_layer(Scale, "a", reuse=compat_scope.AUTO_REUSE)(x)' in text
    assert 'compat_scope.make_layer(Shift, "b")' in text


@pytest.mark.parametrize(
    "parts",
    [
        {"before": "self.early = 1"},
        {"inherited": "pass; self.name = name; self.size = 2"},
        {"inherited": "if name: super().__init__(name)"},
        {"reuse": "True"},
        {"inside": 'self.fed = tf.placeholder(tf.float32, [], name="fed")'},
        {"inside": "self.scope = tf.get_variable_scope().name"},
        {"inside": "self.apply(1.0)"},
        {"suffix": ".scope"},
        {"base": "Scale"},
        {"make": 'Scale("a/b")'},
        {"make": 'Scale("a/" + "b")'},
        {"given": ", training"},
        {"given": "", "base": "Base", "dtype": ", tf.float64"},
        {"make": "(Scale if x is None else Base)('a')"},
    ],
)
def test_no_class_of_a_family_becomes_a_layer_alone(tmp_path: Path, parts: dict[str, str]) -> None:
    found = family(tmp_path, **parts)
    assert found.tiers["Scale.__init__"] == found.tiers["Shift.__init__"] == "shimmed"
    assert "keras" not in found.text


def test_a_variable_without_counterpart_takes_its_family_back(tmp_path: Path) -> None:
    source = FAMILY.replace('"shift", [self.size]', '"shift", [self.size], partitioner=PARTS')
    given = {"before": "pass", "inherited": "super().__init__(name)", "suffix": "", "reuse": "None"}
    given |= {"given": "", "dtype": "", "inside": "pass"}
    found = Lifted(tmp_path, source.format(**given, base="Base", make='Scale("a")'))
    assert found.verdicts["Shift.__init__"]["reasons"][0]["code"] == "TF306"
    assert found.verdicts["Scale.__init__"]["reasons"][0]["code"] == "TF320"
    assert "keras" not in found.text


def test_a_family_that_is_made_under_settings_of_a_scope_stays(tmp_path: Path) -> None:
    source = STATS.replace(
        "    {make}", "    with tf.variable_scope('s', custom_getter=GET):\n        {make}"
    )
    given = {"base": "object", "attribute": "count = 0", "parameters": "", "first": "pass"}
    given |= {"then": "pass", "use": "x - self.mean", "make": "return Stats().shifted(x)"}
    found = Lifted(tmp_path, source.format(**given))
    assert found.verdicts["Stats.__init__"]["reasons"][0]["code"] == "TF306"
    assert "add_weight" not in found.text


@pytest.mark.parametrize(
    ("value", "tier"),
    [("np.zeros(1)", "lifted"), ("shared", "shimmed"), ("list(shared)", "lifted")],
)
def test_what_an_object_changes_of_its_own_is_shared_with_nobody(
    tmp_path: Path, value: str, tier: str
) -> None:
    parts = {"first": f"self.seen = {value}", "use": "x - self.mean, self.add()"}
    then = "\n\n    def add(self):\n        self.seen[0] += 1"
    parts |= {"parameters": ", shared", "then": then, "make": "return Stats([1]).shifted(x)"}
    text = STATS.format(base="object", attribute="count = 0", **parts)
    found = Lifted(tmp_path, f"import numpy as np\n{text}")
    assert found.tiers["Stats"] == tier


@pytest.mark.parametrize("target", ["keras", "module"])
@pytest.mark.parametrize(
    ("given", "name", "use", "lifted"),
    [
        ("", "name=None", "y * 2.0 if self.name else y", False),
        ("None", "name", "y * 2.0 if self.name else y", False),
        ("name='stats'", "name=None", "y * 2.0 if self.name else y", False),
        ("'stats'", "name", "y * 2.0 if self.name else y", True),
        ("", "name='stats'", "y * 2.0 if self.name else y", True),
        ("", "name=None", "y * 2.0", True),
    ],
)
def test_a_name_that_may_be_none(
    tmp_path: Path, target: str, given: str, name: str, use: str, lifted: bool
) -> None:
    """A layer without a name gets one, and what the object asks would have another answer."""
    source = STATS.format(
        base="object",
        attribute="count = 0",
        parameters=f", {name}",
        first="self.name = name",
        then="pass",
        use=use.replace("y", "(x - self.mean)"),
        make=f"return Stats({given}).shifted(x)",
    )
    found = Lifted(tmp_path, source, target)
    assert found.tiers["Stats.__init__"] == ("lifted" if lifted else "shimmed")
    if not lifted:
        assert found.codes["Stats.__init__"][0] == "TF302"
