"""Methods that build parts of a graph: the layer next to the class, and what the method does then."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.__main__ import main

from .lifting import Lifted

CLASS = """\
import tensorflow as tf


class Model(object):
    def __init__(self, units, flag=False):
        self.units = units
        self._rate = 0.5
        {init}

    def net(self, x{given}):
        {body}
{more}

def use(x):
    return Model(3).net(x)
"""
DENSE = 'tf.layers.dense(x, self.units, name="d")'


def model(tmp_path: Path, body: str, **parts: str) -> Lifted:
    return Lifted(
        tmp_path, CLASS.format(**{"init": "pass", "given": "", "more": "", "body": body, **parts})
    )


def squeezed(text: str) -> str:
    return " ".join(text.split()).replace("( ", "(").replace(" )", ")").replace(",)", ")")


def test_becomes_a_layer_and_calls_it(tmp_path: Path) -> None:
    found = model(tmp_path, f"return {DENSE} * self._rate")
    # What makes the object hosts its layer: that is made for each `Model` anew.
    assert found.tiers == {"Model": "lifted", "Model.net": "lifted", "use": "lifted"}
    text = squeezed(found.text)
    assert "class Net(keras.layers.Layer): tf1_scope" in text
    assert "def __init__(self, units, rate, *, name=None, **kwargs)" in text
    assert "return self.d(x) * self.rate" in text
    assert "return compat_scope.get_layer(Net, self.units, self._rate)(x)" in text
    assert "with compat_scope.hosting(self): return Model(3).net(x)" in text
    verdict = found.verdicts["Model.net"]
    assert (verdict["class_name"], verdict["init_params"]) == ("Net", ["units", "rate"])
    assert [v["name"] for v in verdict["variables"]] == ["d/kernel", "d/bias"]


def test_a_tensor_of_the_object_is_given_with_the_call(tmp_path: Path) -> None:
    found = model(
        tmp_path, f"return {DENSE} + self.extra", init="self.extra = tf.zeros([1, units])"
    )
    assert "get_layer(Net, self.units)(x, self.extra)" in squeezed(found.text)


def test_what_it_sets_comes_back(tmp_path: Path) -> None:
    found = model(tmp_path, f"self.logits = {DENSE}\n        return tf.sigmoid(self.logits)")
    text = squeezed(found.text)
    assert 'return tf.sigmoid(logits), {"logits": logits}' in text
    assert "result, made = compat_scope.get_layer(Net, self.units)(x)" in text
    assert 'self.logits = made["logits"] return result' in text


def test_one_attribute_and_no_result(tmp_path: Path) -> None:
    found = model(tmp_path, f"self.logits = {DENSE}")
    assert "self.logits = compat_scope.get_layer(Net, self.units)(x)" in found.text


def test_other_attributes_on_other_ways_out(tmp_path: Path) -> None:
    body = f"""y = {DENSE}
        if self.units > 2:
            self.wide = y
            return y
        self.narrow = y
        return y * 2.0"""
    text = squeezed(model(tmp_path, body).text)
    assert 'return y, {"wide": wide} narrow = y return y * 2.0, {"narrow": narrow}' in text
    assert "for name, value in made.items(): setattr(self, name, value) return result" in text


def test_a_local_name_is_the_parameter(tmp_path: Path) -> None:
    body = f"units = self.units\n        return {DENSE} * units"
    text = squeezed(model(tmp_path, body).text)
    assert "def call(self, x): return self.d(x) * self.units" in text


def test_methods_that_call_methods(tmp_path: Path) -> None:
    more = """
    def part(self, x, name, factor=1.0):
        return tf.layers.dense(x, self.units, name=name) * self.scaled(factor)

    def scaled(self, factor):
        return factor * self._rate
"""
    body = 'with tf.variable_scope("net"): return self.part(x, "a", 2.0)'
    found = model(tmp_path, body.replace(": ", ":\n            "), more=more)
    text = squeezed(found.text)
    assert found.tiers["Model.net"] == found.tiers["Model.part"] == "lifted"
    assert "return self.dense(x) * scaled(self.factor, self.rate)" in text
    assert "self.part = Part(" in text
    assert "def scaled(self, factor): return scaled(factor, self._rate)" in text


def test_two_classes_with_methods_of_one_name(tmp_path: Path) -> None:
    second = CLASS[CLASS.index("class Model") : CLASS.index("def use")].replace("Model", "Other")
    parts = {"init": "pass", "given": "", "more": "", "body": f"return {DENSE}"}
    found = Lifted(tmp_path, (CLASS + "\n\n" + second).format(**parts))
    assert {"class ModelNet(", "class OtherNet("} <= {
        line.partition("keras")[0] for line in found.text.splitlines()
    }


@pytest.mark.parametrize(
    ("body", "parts", "text"),
    [
        ("return {d} + self.unknown", {}, "`self.unknown` is not set in `Model`"),
        (
            "self.y.append({d})\n        return tf.layers.dense(self.y[-1], 3)",
            {"init": "self.y = []"},
            "changes `self.y`",
        ),
        (
            "self.y[0] = {d}\n        return tf.layers.dense(x, 3)",
            {"init": "self.y = [0]"},
            "changes `self.y`",
        ),
        ("return {d} * len(vars(self))", {}, "uses `vars()`"),
        ("return {d} * f(self)", {"more": "\n\ndef f(m): return 1.0\n"}, "uses `self` as a value"),
        (
            "y = {d}\n        tf.assign(self.w, x[0])\n        return y * self.w * {v}",
            {"init": 'self.w = tf.get_variable("w", [2])'},
            "holds a variable",
        ),
        (
            "return {d} * self.w.read_value()",
            {"init": 'self.w = tf.get_variable("w", [3])'},
            "holds a variable",
        ),
        (
            "return {d} * self.half",
            {"more": "\n    @property\n    def half(self):\n        return halves(self.units)\n"},
            "reads the property `self.half`",
        ),
        (
            "y = {d}\n        self.units = 4\n        return y * self.half * {v}",
            {"more": "\n    @property\n    def half(self):\n        return self.units / 2\n"},
            "reads the property `self.half`",
        ),
        (
            "y = {d}\n        self.more()\n        return y * self.half * {v}",
            {
                "more": "\n    @property\n    def half(self):\n        return self.units / 2\n\n"
                "    def more(self):\n        self.units = 8\n"
            },
            "`self.half` is computed of `units`, which it sets",
        ),
        ("return {d} + tf.placeholder(tf.float32, [1, 2])", {}, "drives the program"),
    ],
)
def test_stays(tmp_path: Path, body: str, parts: dict[str, str], text: str) -> None:
    weight = 'tf.get_variable("v", [3])'
    found = model(tmp_path, body.replace("{d}", DENSE).replace("{v}", weight), **parts)
    assert found.tiers["Model.net"] == "shimmed"
    reason = found.verdicts["Model.net"]["reasons"][0]
    assert text in reason["message"]
    assert reason["line"] > 0


@pytest.mark.parametrize(
    ("body", "parts", "text"),
    [
        (
            "tf.assign(self.w, x[0])\n        return {d} * self.w",
            {"init": 'self.w = tf.get_variable("w", [3])'},
            "tf.compat.v1.assign(self.w, x[0]) return compat_scope.get_layer(Net, self.units)(x, self.w)",
        ),
        (
            "self.units = 4\n        with tf.variable_scope('n'):\n            return {d} * self.half",
            {"more": "\n    @property\n    def half(self):\n        return self.units / 2\n"},
            'self.units = 4 return compat_scope.get_layer(Net, self.units, self.half, name="n")(x)',
        ),
        (
            "return {d} * len(rest)",
            {"given": ", *rest"},
            "return compat_scope.get_layer(Net, self.units)(x, rest=rest)",
        ),
        (
            "y = {d}\n        f = tf.placeholder(tf.float32, [], name='f')\n        return {e} * f",
            {},
            'f = tf.compat.v1.placeholder(tf.float32, [], name="f") return compat_scope.get_layer(Net, self.units)(x, f)',
        ),
    ],
)
def test_what_stands_before_the_layers_stays_in_the_method(
    tmp_path: Path, body: str, parts: dict[str, str], text: str
) -> None:
    more = 'tf.layers.dense(y, 3, name="e")'
    found = model(tmp_path, body.replace("{d}", DENSE).replace("{e}", more), **parts)
    assert found.tiers["Model.net"] == "lifted"
    assert text in squeezed(found.text).replace("'", '"')


def test_what_a_method_adds_comes_back(tmp_path: Path) -> None:
    body = f"y = {DENSE}\n        self.ys.append(y)\n        self.ends['y'] = y\n        return y"
    found = model(tmp_path, body, init="self.ys = []\n        self.ends = {}")
    text = squeezed(found.text).replace("'", '"')
    assert 'ys = [] ends = {} y = self.d(x) ys.append(y) ends["y"] = y' in text
    assert 'self.ys.extend(made["ys"]) self.ends.update(made["ends"]) return result' in text


@pytest.mark.parametrize(
    "feeds",
    [
        "y = y * 2.0\n        self.units = tf.placeholder(tf.float32, [])",
        "size = self.units\n        f = tf.placeholder(tf.float32, [size])",
        "f = tf.placeholder(tf.float32, [], name='d')",
        "f = tf.placeholder(tf.float32, [len(self.units)])",
        "f, g = tf.placeholder(tf.float32, []), {d}",
    ],
)
def test_a_placeholder_that_stands_where_it_must_stays(tmp_path: Path, feeds: str) -> None:
    """It replaces what was read before, needs what was made before, or is called like a layer."""
    body = f"y = {{d}}\n        {feeds}\n        return tf.layers.dense(y, 3, name='e')"
    found = model(tmp_path, body.replace("{d}", DENSE))
    method = found.text.partition("def net(")[2]
    assert method.index("y = ") < method.index("placeholder(")


def test_an_attribute_that_an_object_may_lack_is_given_where_it_is_there(tmp_path: Path) -> None:
    body = (
        f"y = {DENSE}\n        if x.shape[0] > 1:\n            y = y * self.rate\n        return y"
    )
    text = squeezed(model(tmp_path, body, init="if flag: self.rate = 2.0").text)
    assert 'getattr(self, "rate", None)' in text


def test_a_variable_of_the_object_is_given_with_the_call(tmp_path: Path) -> None:
    found = model(tmp_path, f"return {DENSE} * self.w", init='self.w = tf.get_variable("w", [3])')
    assert "get_layer(Net, self.units)(x, self.w)" in squeezed(found.text)


def test_a_function_that_cannot_be_lifted_stays_a_method(tmp_path: Path) -> None:
    body = f"while True:\n            y = {DENSE}\n        return y"
    found = model(tmp_path, body)
    reasons = found.verdicts["Model.net"]["reasons"]
    lines = found.text.splitlines()
    assert reasons[0]["code"] == "TF304"
    assert "while True" in lines[reasons[0]["line"] - 1]
    assert "keras" not in found.text


def test_objects_are_made_by_the_layer(tmp_path: Path) -> None:
    norm = """

class Norm(object):
    def __init__(self, name, scale):
        self.name = name
        self.scale = scale

    def __call__(self, x):
        return tf.contrib.layers.batch_norm(x, scale=self.scale, scope=self.name)
"""
    body = f"return self.norm({DENSE})"
    found = model(
        tmp_path, body, init='self.norm = Norm("n", flag)\n        self.flag = flag', more=norm
    )
    text = squeezed(found.text)
    assert "def __init__(self, flag, units, *, name=None, **kwargs)" in text
    assert 'self.n = Norm("n", flag)' in text.partition("class Model")[0]
    assert "Norm(" not in text.partition("class Model")[2].partition("class Norm")[0]
    init = 'self.flag = flag\n\n        # norms\n        self.norm = Norm("n", flag)\n\n        self.m = flag'
    text = model(tmp_path / "comment", body, init=init, more=norm).text
    assert "        self.flag = flag\n\n        self.m = flag\n" in text, text


def test_tabs_and_carriage_returns(tmp_path: Path) -> None:
    source = CLASS.format(init="pass", given="", more="", body=f"self.y = {DENSE}")
    path = tmp_path / "src" / "model.py"
    path.parent.mkdir()
    path.write_bytes(source.replace("    ", "\t").replace("\n", "\r\n").encode())
    assert main([str(path.parent), "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "model.py").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == text.count(b"\r")
    assert b"\t\tself.y = compat_scope.get_layer(Net, self.units)(x)\r\n" in text
    compile(text, "model.py", "exec")


def test_an_object_made_of_what_changes_stays(tmp_path: Path) -> None:
    norm = """

class Norm(object):
    def __init__(self, name, scale):
        self.name = name
        self.scale = scale

    def __call__(self, x):
        return tf.contrib.layers.batch_norm(x, scale=self.scale, scope=self.name)


def change(model):
    model.flag = True
"""
    init = 'self.flag = flag\n        self.norm = Norm("n", self.flag)'
    found = model(tmp_path, f"return self.norm({DENSE})", init=init, more=norm)
    reason = found.verdicts["Model.net"]["reasons"][0]
    assert reason["message"] == "`self.flag` is set more than once"


def test_arguments_in_parentheses(tmp_path: Path) -> None:
    more = """
    def part(self, x, name, rate=None):
        y = tf.layers.dense(x, self.units, name=name)
        return y if rate is None else y * rate
"""
    body = 'return self.part((x), ("a")) + self.part(x, ("b"), (2.0),) + self.part(name="c", x=(x))'
    found = model(tmp_path, body, more=more)
    assert found.tiers["Model.net"] == found.tiers["Model.part"] == "lifted"


def test_what_the_constructor_s_methods_set_is_there(tmp_path: Path) -> None:
    more = """
    def prepare(self):
        self.rate = 0.5
"""
    body = f"if x.shape[0] > 1:\n            return {DENSE} * self.rate\n        return {DENSE}"
    found = model(tmp_path, body, init="self.prepare()", more=more)
    assert "read under a condition" not in found.verdicts["Model.net"]["reasons"][0]["message"]


STEPS = """\
import tensorflow as tf


def logged(method):
    print(method.__doc__)
    return method


class Watcher(object):
    def __init__(self, model):
        self.model = model

    def look(self):
        self.model.rate = 3.0


class Model(object):
    {own}

    def __init__(self, x, units):
        self.units = units
        self.rate = 2.0
        {before}
        x = self.first(x)
        {amid}
        self.out = tf.layers.dense(x, units, name="out") * self.rate
        self.loss = tf.reduce_sum(self.out)

    def first(self, x):
        return tf.layers.dense(x, self.units, name="first")
"""


def steps(tmp_path: Path, own: str = "pass", before: str = "pass", amid: str = "pass") -> Lifted:
    return Lifted(tmp_path, STEPS.format(own=own, before=before, amid=amid))


def test_a_constructor_whose_steps_are_methods(tmp_path: Path) -> None:
    found = steps(tmp_path)
    assert found.tiers["Model.__init__"] == found.tiers["Model.first"] == "lifted"
    text = squeezed(found.text)
    assert "self.out = compat_scope.get_layer(ModelLayer, units, self.units, self.rate)(x)" in text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (
            {"before": "self.watcher = Watcher(self)", "amid": "self.watcher.look()"},
            "may change the object, which was given away",
        ),
        (
            {"own": "def __setattr__(self, name, value):\n        self.__dict__[name] = value"},
            "has a `__setattr__`",
        ),
        (
            {
                "own": "@property\n    def out(self):\n        return self._out\n\n"
                "    @out.setter\n    def out(self, value):\n        self._out = value * 2.0"
            },
            "`self.out`, which is set, is computed by the class",
        ),
        (
            {"before": "if units > 3: y = x", "amid": "x = x + y"},
            "`y` is not always there",
        ),
        ({"amid": "import numpy as np", "before": "pass"}, "stands among what makes layers"),
    ],
)
def test_a_constructor_that_stays(tmp_path: Path, parts: dict[str, str], text: str) -> None:
    found = steps(tmp_path, **parts)
    assert found.tiers["Model.__init__"] == "shimmed"
    assert text in found.verdicts["Model.__init__"]["reasons"][0]["message"]


def test_a_base_class_in_a_module_without_tensorflow_may_set_attributes(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf

import base


class Model(base.Model):
    def net(self, x):
        return tf.layers.dense(x, self.units, name="d")


def use(x):
    return Model(3).net(x)
"""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "net.py").write_text(source, encoding="utf-8")
    base = "class Model(object):\n    def __init__(self, units):\n        self.units = units\n"
    (tmp_path / "src" / "base.py").write_text(base, encoding="utf-8")
    assert main([str(tmp_path / "src"), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    text = squeezed((tmp_path / "out" / "net.py").read_text(encoding="utf-8"))
    assert "compat_scope.get_layer(Net, self.units)(x)" in text


LEFT = """
import tensorflow as tf


class Actor(object):
    def __init__(self, sess, s, s_):
        self.sess = sess
        with tf.variable_scope("Actor"):
            self.a = self._build_net(s, "eval")
            self.a_ = self._build_net(s_, "target")
        self.loss = tf.reduce_mean(self.a - self.a_)
        self.train = tf.train.AdamOptimizer(0.1).minimize(self.loss)

    def _build_net(self, s, scope):
        with tf.variable_scope(scope):
            return tf.layers.dense(s, 3, name="l")

    def act(self, s):
        return self.sess.run(self.a, {"s:0": s})
"""


@pytest.mark.parametrize(
    ("more", "stays"),
    [
        ("", False),
        ("again = lambda actor, x: actor._build_net(x, 'more')", True),
        ("NAMES = ['_build_net']", True),
        (
            "class Other:\n    def f(self):\n        self._build_net()\n\n    def _build_net(self):\n        return 1",
            False,
        ),
        ("class Other:\n    def f(self):\n        self._build_net()", True),
        (
            "class Both(Other, Actor):\n    pass\n\n\nclass Other:\n    def f(self):\n        self._build_net()\n\n    def _build_net(self):\n        return 1",
            True,
        ),
    ],
)
def test_a_private_method_that_nothing_calls_any_more_goes(
    tmp_path: Path, more: str, stays: bool
) -> None:
    text = Lifted(tmp_path, f"{LEFT}\n\n{more}\n").text
    assert ("def _build_net(self, s, scope)" in text) == stays
    if not stays:
        assert "minimize(self.loss)\n\n    def act(" in text


def test_a_comment_above_a_method_keeps_it(tmp_path: Path) -> None:
    text = Lifted(
        tmp_path, LEFT.replace("    def _build", "    # of one layer\n    def _build")
    ).text
    assert "    # of one layer\n    def _build_net" in text


def test_a_method_that_a_class_of_others_may_call_stays(tmp_path: Path) -> None:
    text = Lifted(
        tmp_path,
        LEFT.replace("(object)", "(base.Agent)").replace("import", "import base\nimport", 1),
    ).text
    assert "def _build_net" in text


def test_what_only_says_that_it_makes_the_model_is_called_as_the_class(tmp_path: Path) -> None:
    text = CLASS.replace("net(", "create(").format(
        init="pass", given="", more="", body=f"self.out = {DENSE}"
    )
    found = Lifted(tmp_path, text)
    assert "class ModelLayer(keras.layers.Layer):" in found.text
    assert "self.out = compat_scope.get_layer(ModelLayer, self.units)(x)" in squeezed(found.text)
