"""Model classes: what they become, where their objects are made, and what keeps one on the shim."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.__main__ import main

from .lifting import Lifted

NET = '''\
import tensorflow as tf


class Net(object):
    """A net."""

    def __init__(self, name, units=3{parameters}):
        self.name = name
        self.reuse = False
        self.units = units
        {init}

    def __call__(self, x{given}):
        with tf.variable_scope(self.name, reuse=self.reuse):
            {body}
        self.reuse = True
        {after}
        return y
{methods}

def use(x):
    {use}
'''
DENSE = "y = tf.layers.dense(x, self.units)"


def net(tmp_path: Path, **parts: str) -> Lifted:
    given = {"parameters": "", "init": "pass", "given": "", "body": DENSE, "after": "pass"}
    given |= {"methods": "", "use": 'return Net("n")(x)', **parts}
    return Lifted(tmp_path, NET.format(**given))


def squeezed(text: str) -> str:
    return " ".join(text.split()).replace("( ", "(").replace(" )", ")").replace(",)", ")")


def test_becomes_a_layer(tmp_path: Path) -> None:
    found = net(
        tmp_path, init="self.act = tf.nn.relu", body=f"{DENSE}\n            y = self.act(y)"
    )
    assert found.tiers["Net"] == found.tiers["Net.__call__"] == "lifted"
    text = squeezed(found.text)
    assert 'class Net(keras.layers.Layer): """A net."""' in text
    init = "def __init__(self, name, units=3, **kwargs): super().__init__(name=name, **kwargs)"
    assert init in text
    assert 'self.dense = keras.layers.Dense(self.units, name="dense")' in text
    assert "def call(self, x): y = self.dense(x) y = self.act(y)" in text
    assert "reuse" not in text
    assert found.verdicts["Net"]["callers_write"] == "Net(name, units=3)(x)"
    assert found.verdicts["Net"]["call_params"] == ["x"]


@pytest.mark.parametrize("value", ["act or tf.nn.relu", "tf.nn.elu if units else tf.nn.relu"])
def test_an_activation_may_be_chosen(value: str, tmp_path: Path) -> None:
    body = f"{DENSE}\n            y = self.act(y)"
    found = net(tmp_path, parameters=", act=None", init=f"self.act = {value}", body=body)
    assert found.tiers["Net.__call__"] == "lifted"


def test_attributes_follow_the_statements_before_them(tmp_path: Path) -> None:
    found = net(tmp_path, init="self.wide = 2 * units", body="y = tf.layers.dense(x, self.wide)")
    text = found.text
    assert text.index("self.wide = 2 * units") < text.index("keras.layers.Dense(self.wide")


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ('f = Net("n", 4)\n    return f(f(x))', "return self.f(self.f(x))"),
        ('f = Net("n")\n    return f(x) + f(x, reuse=True)', "self.f(x) + self.f(x)"),
        ('f = Net("n")\n    return f(x) + f(x, True)', "self.f(x) + self.f(x)"),
    ],
)
def test_functions_that_make_objects_become_layers(use: str, expected: str, tmp_path: Path) -> None:
    text = NET.replace("reuse=self.reuse", "reuse=reuse").replace("self.reuse = ", "again = ")
    parts = {"parameters": "", "init": "pass", "given": ", reuse=False", "body": DENSE}
    found = Lifted(tmp_path, text.format(**parts, after="pass", methods="", use=use))
    assert found.tiers["use"] == "lifted"
    assert expected in squeezed(found.text)


def test_what_only_says_how_to_compute_stays_with_the_call(tmp_path: Path) -> None:
    body = f"""{DENSE}
            for _ in range(turns):
                y = tf.tanh(y * scale)"""
    found = net(
        tmp_path, given=", turns=2, scale=1.5", body=body, use="return Net('n')(x, turns=3)"
    )
    assert found.tiers["Net.__call__"] == "lifted"
    assert "def call(self, x, turns=2, scale=1.5):" in found.text
    assert "turns=3)" in found.text


def test_arguments_that_are_no_tensors_are_named(tmp_path: Path) -> None:
    body = "y = tf.layers.dropout(tf.layers.dense(x, self.units), 0.5, training=training)"
    use = 'f = Net("n")\n    return f(f(x, True))'
    found = net(tmp_path, given=", training=False", body=body, use=use)
    assert found.tiers["use"] == "lifted"
    assert "return self.f(self.f(x, training=True), training=False)" in squeezed(found.text)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ('net = [Net("n")]\n    return net[0](x)', 'net = [compat_scope.new_layer(Net, "n")]'),
        ("return [Net(*x)][0](x)", "[compat_scope.new_layer(Net, *x)][0](x)"),
        (
            'nets = [Net(\n        "n",\n        units=4,  # wide\n    )]\n    return nets[0](x)',
            'compat_scope.new_layer(Net, "n", units=4,  # wide )',
        ),
    ],
)
def test_objects_made_in_other_code(use: str, expected: str, tmp_path: Path) -> None:
    found = net(tmp_path, use=use.replace("'", '"'))
    assert found.tiers["Net.__call__"] == "lifted"
    assert squeezed(expected) in squeezed(found.text)


def test_auto_reuse_is_said_where_objects_are_made(tmp_path: Path) -> None:
    text = NET.replace("reuse=self.reuse", "reuse=tf.AUTO_REUSE").replace("self.reuse", "self.done")
    parts = {"parameters": "", "init": "pass", "given": "", "body": DENSE, "after": "pass"}
    use = 'nets = [Net("n"), Net(name="n",)]\n    return nets[0](x) + nets[1](x)'
    found = Lifted(tmp_path, text.format(**parts, methods="", use=use))
    assert 'compat_scope.new_layer(Net, "n", reuse=compat_scope.AUTO_REUSE)' in found.text
    assert 'compat_scope.new_layer(Net, name="n", reuse=compat_scope.AUTO_REUSE)' in found.text


def test_lists_of_variables(tmp_path: Path) -> None:
    after = "self.variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=self.name)"
    methods = """
    @property
    def vars(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, self.name)

    def count(self):
        return len(self.variables)
"""
    found = net(
        tmp_path, after=after, methods=methods, use='n = [Net("n")]\n    return n[0].variables'
    )
    assert found.tiers["Net"] == "lifted"
    text = squeezed(found.text)
    assert 'tf1_attributes = {"variables": "trainable_variables"}' in text
    assert "def vars(self): return self.variables" in text
    assert "def count(self): return len(self.trainable_variables)" in text
    assert "get_collection" not in text


@pytest.mark.parametrize("name", ["losses", "_layers", "_trainable"])
def test_attributes_that_keras_has_get_another_name(name: str, tmp_path: Path) -> None:
    found = net(tmp_path, init=f"self.{name} = [units]", body=f"{DENSE} * self.{name}[0]")
    assert f"self.{name}_ = [units]" in found.text
    assert f"self.dense(x) * self.{name}_[0]" in found.text
    assert "tf1_attributes" not in found.text  # nobody else reads it


@pytest.mark.parametrize(
    ("parts", "code", "message"),
    [
        ({"use": 'n = Net("n")\n    n.units = 5\n    return n(x)'}, "TF320", "set from outside"),
        ({"use": "return [c('n')(x) for c in [Net]]"}, "TF305", "used as a value"),
        ({"after": "self.y = y"}, "TF320", "`self.y` is set in `__call__`"),
        ({"after": "self.units += 1"}, "TF320", "is set in another way"),
        ({"init": "self.v = tf.placeholder(tf.float32)"}, "TF320", "in `__init__`"),
        ({"init": "self.v = make(units)"}, "TF319", "may do more than give a value"),
        ({"init": "self.v = []", "after": "self.v.append(y)"}, "TF320", "`self.v` is changed"),
        ({"init": "self.v = {}", "after": "self.v['y'] = y"}, "TF320", "`self.v` is changed"),
        ({"after": "register(self)"}, "TF320", "uses `self` as a value"),
        ({"body": 'y = x * tf.Variable(1.0, name="v")'}, "TF307", "gets another name where"),
        (
            {"init": "self.f = [units][0]", "body": "y = self.f(tf.layers.dense(x, 3))"},
            "TF305",
            "calls `self.f`",
        ),
        ({"parameters": ", dtype=None"}, "TF313", "`dtype` of `__init__`"),
        ({"init": "if units is None: return"}, "TF320", "`return` in `__init__`"),
        ({"init": 'tf.get_variable("v", [1])'}, "TF320", "`__init__` creates variables, too"),
        ({"init": "self.name = name + '_net'"}, "TF302", "`self.name` is not simply set"),
        ({"given": ", width=3", "body": "y = tf.layers.dense(x, width)"}, "TF311", "`width`"),
        (
            {"body": "inner = Net('i')\n            y = inner(tf.layers.dense(x, 3))"},
            "TF314",
            "`__call__` makes an object of `Net`",
        ),
        (
            {"methods": "\n    def build(self, shape):\n        return shape\n"},
            "TF320",
            "its method `build` means something else",
        ),
        (
            {"methods": "\n    def set(self, units):\n        self.units = units\n"},
            "TF320",
            "`self.units` is set in `set`",
        ),
        (
            {
                "parameters": ", tf_=None, SIZE=4",
                "init": "self.size = SIZE",
                "body": "y = tf.layers.dense(x, SIZE)",
            },
            "TF313",
            "`SIZE` is another thing in `__init__`",
        ),
    ],
)
def test_stays(parts: dict[str, str], code: str, message: str, tmp_path: Path) -> None:
    """The class does; what its call makes may be a layer that the call asks for."""
    found = net(tmp_path, **parts)
    verdict = found.verdicts["Net.__call__"]
    assert [r for r in verdict["reasons"] if r["code"] == code and message in r["message"]], verdict
    assert "new_layer" not in found.text and "class Net(object):" in found.text
    if verdict["tier"] == "lifted":
        assert verdict["class_name"] == "NetLayer"
        assert "name=self.name, reuse=self.reuse)(x) self.reuse = True" in squeezed(found.text)


def test_a_class_may_have_the_name_of_a_symbol(tmp_path: Path) -> None:
    parts = {"parameters": "", "init": "pass", "given": "", "body": DENSE, "after": "pass"}
    text = NET.format(**parts, methods="", use='return dense("n")(x)').replace("Net", "dense")
    assert Lifted(tmp_path, text).tiers["dense"] == "lifted"


def test_a_class_reached_through_an_object_stays(tmp_path: Path) -> None:
    found = net(tmp_path, use='return x.nets.Net("n")(x)')
    assert found.tiers["Net"] == "shimmed"
    assert "may be the class" in found.verdicts["Net.__call__"]["reasons"][0]["message"]


def test_imports_follow(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    ops = """\
import tensorflow as tf


def fc(x, units, name):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        return tf.matmul(x, tf.get_variable("w", [x.shape[-1].value, units]))


TABLE = {"fc": fc}
"""
    (tmp_path / "src" / "ops.py").write_text(ops, encoding="utf-8")
    body = 'y = fc(x, 3, "a")'
    text = NET.replace("as tf\n", "as tf\nfrom ops import fc\n", 1)
    parts = {"parameters": "", "init": "pass", "given": "", "body": body, "after": "pass"}
    (tmp_path / "src" / "net.py").write_text(
        text.format(**parts, methods="", use="return x"), encoding="utf-8"
    )
    assert main([str(tmp_path / "src"), "--out", str(tmp_path / "out"), "--target", "keras"]) == 0
    found = (tmp_path / "out" / "net.py").read_text(encoding="utf-8")
    assert "from ops import Fc\n" in found
    assert 'self.a = Fc(3, name="a")' in found
    assert "def fc(" in (tmp_path / "out" / "ops.py").read_text(encoding="utf-8")


def test_an_object_kept_in_a_lifted_function_stays_on_the_shim(tmp_path: Path) -> None:
    use = 'n = Net("n")\n    y = n(x) * tf.get_variable("w", [1])\n    return y, n.units'
    found = net(tmp_path, use=use)
    assert found.tiers["Net.__call__"] == "lifted"
    assert found.tiers["use"] == "shimmed"
    assert found.verdicts["use"]["reasons"][0]["message"] == "`n` is used as a value"
