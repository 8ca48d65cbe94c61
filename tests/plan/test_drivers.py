"""Drivers: which scoped functions only feed, train, save or test what others build."""

from __future__ import annotations

import textwrap

import pytest

from migrate.plan import verdicts
from tests.model.reading import graph_of

_MODEL = """
    def net(x):
        return tf.layers.dense(x, 3, name="d")
"""


def roles(text: str) -> dict[str, bool]:
    text = textwrap.dedent(_MODEL) + textwrap.dedent(text)
    graph = graph_of({"m.py": "import unittest\nimport tensorflow as tf\n" + text})
    return {v.qualname: v.is_driver for v in verdicts(graph, lambda symbol: True).get("m", ())}


@pytest.mark.parametrize(
    "line",
    [
        "x = tf.placeholder(tf.float32, [None, 2])",
        "saver = tf.train.Saver()",
        "optimizer = tf.train.AdamOptimizer(0.1)",
        "with tf.Graph().as_default(): pass",
        "init = tf.global_variables_initializer()",
    ],
)
def test_what_uses_the_program_s_means_and_makes_nothing_itself_drives(line: str) -> None:
    found = roles(f"""
    def build(x):
        {line}
        return net(x)
    def above(x):
        return build(x)
    def both(x):
        return build(x) + net(x)
    """)
    assert found == {"net": False, "build": True, "above": True, "both": False}


def test_what_makes_model_variables_itself_is_none() -> None:
    found = roles("""
    def model(features):
        step = tf.train.AdamOptimizer(0.1)
        w = tf.get_variable("w", [2])
        return step, net(features) * w
    def train(features):
        counter = tf.Variable(0, trainable=False, name="counter")
        loss = net(features)
        return tf.train.AdamOptimizer(0.1).minimize(loss, global_step=counter)
    """)
    assert found == {"net": False, "model": False, "train": True}


def test_test_cases_are_drivers_and_a_method_called_alike_is_none() -> None:
    found = roles("""
    class Base(tf.test.TestCase):
        pass
    class NetTest(Base):
        def test_net(self):
            net(tf.zeros([1, 2]))
    class OtherTest(unittest.TestCase):
        def test_net(self):
            net(tf.zeros([1, 2]))
    class TestCase(object):
        def test_net(self):
            net(tf.zeros([1, 2]))
    """)
    drivers = {name for name, driver in found.items() if driver}
    assert drivers == {"NetTest", "NetTest.test_net", "OtherTest", "OtherTest.test_net"}


def test_methods_of_tests_and_optimizers_are_no_models_whatever_they_make() -> None:
    found = roles("""
    from tensorflow.python.training import optimizer
    class NetTest(tf.test.TestCase):
        def test_net(self):
            with self.test_session():
                w = tf.get_variable("w", [2])
                net(w)
    class Lamb(tf.train.Optimizer):
        def apply_gradients(self, grads, global_step=None, name=None):
            return [tf.get_variable("m", [2], trainable=False) for grad, v in grads]
    class Mine(Lamb):
        def _prepare(self):
            self.rate = tf.get_variable("rate", [])
    class Other(optimizer.Optimizer):
        def _prepare(self):
            self.rate = tf.get_variable("rate", [])
    class Optimizer(object):
        def make(self, x):
            return net(x) * tf.get_variable("w", [3])
    """)
    assert {name for name, driver in found.items() if not driver} == {
        *("net", "Optimizer", "Optimizer.make")
    }
    assert {"NetTest.test_net", "Lamb.apply_gradients", "Mine._prepare", "Other._prepare"} <= set(
        found
    )


def test_a_whole_number_is_a_counter() -> None:
    found = roles("""
    def train(x):
        with tf.Graph().as_default():
            batch = tf.Variable(0)
            return tf.train.AdamOptimizer(0.1).minimize(net(x), global_step=batch)
    def scaled(x):
        with tf.Graph().as_default():
            return net(x) * tf.Variable(1.0)
    """)
    assert found == {"net": False, "train": True, "scaled": False}


def test_a_helper_class_inside_a_test_case_is_part_of_it() -> None:
    found = roles("""
    class NetTest(tf.test.TestCase):
        class Tester(object):
            def create(self):
                return net(tf.zeros([1, 2]))
    class Other(object):
        class Tester(object):
            def create(self):
                return net(tf.zeros([1, 2]))
    """)
    drivers = {name for name, driver in found.items() if driver}
    assert drivers == {"NetTest.Tester", "NetTest.Tester.create"}


def test_what_only_gets_variables_or_asks_for_the_mode() -> None:
    found = roles("""
    def check(x):
        y = net(x)
        with tf.Session() as session, tf.variable_scope("", reuse=True):
            return session.run(tf.get_variable("d/kernel"))
    def by_mode(x, mode):
        return net(x) if mode == tf.estimator.ModeKeys.TRAIN else x
    """)
    assert found == {"net": False, "check": True, "by_mode": False}


def test_what_calls_a_helper_that_runs_the_program() -> None:
    found = roles("""
    def get_session():
        return tf.get_default_session()
    def open_session():
        return tf.Session()
    def enters(x):
        open_session().__enter__()
        return net(x)
    def initialize():
        get_session().run(tf.global_variables_initializer())
    def shapes(x):
        return x.shape.as_list()
    def learn(policy, x):
        out = net(policy(x))
        initialize()
        return out
    def model(x):
        return net(x) * shapes(x)[0]
    def makes(x):
        initialize()
        return tf.layers.dense(x, 2)
    """)
    assert found == {"net": False, "enters": True, "learn": True, "model": False, "makes": False}


def test_a_model_that_is_handed_to_what_drives_is_no_matter() -> None:
    found = roles("""
    def train(model):
        return model(tf.placeholder(tf.float32, [None, 2]))
    def main():
        return train(net)
    def keyword():
        return train(model=net)
    def both(x):
        return train(net), net(x)
    """)
    drivers = {name for name, driver in found.items() if driver}
    assert drivers == {"train", "main", "keyword"}


_CLASSES = """
    class One(object):
        def __init__(self, x):
            self.y = tf.layers.dense(x, 3, name="d")

    class Two(One):
        pass

    def make(cls, x):
        return cls(x)
"""


@pytest.mark.parametrize(
    ("body", "counted"),
    [
        ("return One if kind else Two", False),
        ("cls = Two\n        if kind:\n            cls = One\n        return cls", False),
        ("print(kind)\n        return {'one': One, 'two': Two}[kind]", False),
        ("return One(kind)", True),
        ("return make(One, kind)", True),
        ("tf.add_to_collection('classes', One)", True),
        ("cls = One\n        return cls, tf.layers.dense(kind, 2)", True),
        ("with tf.variable_scope('a'):\n            return One", True),
        ("return net", True),  # a function, which may be called like any other
        ("def inner(x):\n            return One(x)\n        return inner", True),
    ],
)
def test_what_only_says_which_class_creates_nothing(body: str, counted: bool) -> None:
    found = roles(f"""{_CLASSES}
    def choose(kind):
        {body}
    """)
    assert ("choose" in found) is counted
