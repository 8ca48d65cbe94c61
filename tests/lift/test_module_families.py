"""``--target module``: classes whose constructors make variables, with all that they inherit from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrate.__main__ import main

from .lifting import Lifted
from .test_classes import squeezed

LAYERS = '''\
import tensorflow as tf


class {base}{parent}:
    """Base."""

    def __init__(self, name{default}, **settings):
        self.name = name
        self.vars = {{}}
        self.settings = settings

    def __call__(self, x, mask=None):
        with tf.name_scope(self.name):
            return self.apply(x, mask)


class Dense({base}):
    def __init__(self, width, name):
        {base}.__init__(self, name)
        with tf.variable_scope({scope}):
            self.vars["w"] = tf.get_variable("w", [3, width], tf.float64)
            {more}

    def apply(self, x, mask):
        return tf.matmul(x, self.vars["w"])


def use(x):
    with tf.variable_scope("outer"):
        return Dense({given})(x)
'''


def layers(tmp_path: Path, **parts: str) -> Lifted:
    given = {"base": "Layer", "parent": "(object)", "default": "", "more": "pass"}
    given |= {"scope": "self.name", "given": "4, 'first'", **parts}
    return Lifted(tmp_path, LAYERS.format(**given), "module")


def test_becomes_a_module_that_makes_its_variables_at_once(tmp_path: Path) -> None:
    found = layers(tmp_path)
    assert found.tiers["Dense"] == found.tiers["Dense.__init__"] == "lifted"
    text = squeezed(found.text)
    assert 'class Layer(tf.Module): """Base.""" def __init__(self, name, **settings):' in text
    assert "super().__init__(name=name) self.vars = {} self.settings = settings" in text
    assert "def __call__(self, x, mask=None): with tf.name_scope(self.name):" in text
    assert "super().__init__(name) with self.name_scope:" in text
    assert "tf.compat.v1.glorot_uniform_initializer()([3, width], dtype=tf.float64)" in text
    assert "compat_scope.make_layer(Dense, 4, 'first')(x)" in text
    assert "keras" not in text


def test_another_scope_is_a_name_scope(tmp_path: Path) -> None:
    text = squeezed(layers(tmp_path, scope="name + '_vars'").text)
    assert 'with tf.name_scope(name + "_vars"):' in text


def test_whole_numbers_begin_with_zeros(tmp_path: Path) -> None:
    more = 'self.n = tf.get_variable("n", [], tf.int32, trainable=False)'
    text = squeezed(layers(tmp_path, more=more).text)
    assert 'self.n = tf.Variable(tf.zeros([], dtype=tf.int32), name="n", trainable=False)' in text


def test_an_own_name_begins_with_no_underscore(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf


class _Stats(object):
    def __init__(self):
        self.mean = tf.get_variable("mean", [3], initializer=tf.zeros_initializer())


def use(x):
    return x - _Stats().mean
"""
    text = squeezed(Lifted(tmp_path, source, "module").text)
    assert 'class _Stats(tf.Module): tf1_scope = "" # opens no scope of its own' in text
    assert 'super().__init__(name="stats")' in text


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"given": "4, 'a-b'"}, "TF309"),
        ({"given": "4, name='a/b'"}, "TF309"),
        ({"given": "4, 'conv%d.x' % 1"}, "TF309"),
        ({"default": "='a.b'"}, "TF309"),
        ({"more": "self.variables = [1]\n        print(self.variables)"}, "lifted"),
        ({"more": "pass\n\n    def submodules(self):\n        return 1"}, "TF320"),
        ({"more": "pass\n\n    def build(self):\n        self.losses = []"}, "lifted"),
        ({"more": "self.y = tf.reduce_sum(self.vars['w'])"}, "TF320"),
        ({"parent": "(dict)"}, "TF320"),
        (
            {"more": "self.n = tf.get_variable('n', initializer=0, dtype=tf.int64)"},
            "TF306",
        ),
    ],
)
def test_what_no_module_can_be(tmp_path: Path, parts: dict[str, str], code: str) -> None:
    found = layers(tmp_path, **parts)
    if code == "lifted":
        assert found.tiers["Dense.__init__"] == "lifted"
    else:
        assert found.codes["Dense.__init__"][0] == code


def test_attributes_do_not_hide_those_of_modules(tmp_path: Path) -> None:
    parts = {"more": "self.variables = [1]\n        print(self.variables)"}
    assert "self.variables_ = [1]" in layers(tmp_path, **parts).text


def test_tensorflow_comes_from_another_module(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "base.py").write_text("import tensorflow as tf\n\nSIZE = 3\n")
    source = LAYERS.format(
        base="Layer", parent="", default="", more="pass", scope="self.name", given="4, 'first'"
    ).replace("import tensorflow as tf", "from base import *")
    (tmp_path / "src" / "model.py").write_text(source)
    report = tmp_path / "r.json"
    places = [str(tmp_path / "src"), "--out", str(tmp_path / "out"), "--report", str(report)]
    assert main([*places, "--target", "module", "--jobs", "1"]) == 0
    verdicts = [v for f in json.loads(report.read_text())["files"] for v in f["verdicts"]]
    assert {v["qualname"] for v in verdicts if v["tier"] == "lifted"} == {"Dense", "Dense.__init__"}
    assert "class Layer(tf.Module):" in (tmp_path / "out" / "model.py").read_text()
