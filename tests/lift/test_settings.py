"""Parameters that only hand a default on to `tf.get_variable`: they go where nobody gives them anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import tensorflow as tf


def conv(x, units, name, dtype={dtype}, collections={collections}):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, units], dtype, collections=collections)
        return tf.matmul(x, w)


def forward(x, kind):
    return conv(x, 2, "conv"{given})
"""


def test_what_is_never_given_goes(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, SOURCE.format(dtype="tf.float32", collections=None, given=""))
    assert lifted.verdicts["conv"]["init_params"] == ["units"]
    assert lifted.verdicts["conv"]["call_params"] == ["x"]


@pytest.mark.parametrize(
    ("dtype", "collections", "given"),
    [
        ("tf.float64", "None", ""),
        ("tf.float32", "None", ", dtype=kind"),
        ("tf.float32", "None", ", **kind"),
    ],
)
def test_what_may_be_given_stays(tmp_path: Path, dtype: str, collections: str, given: str) -> None:
    source = SOURCE.format(dtype=dtype, collections=collections, given=given)
    assert Lifted(tmp_path, source).tiers["conv"] == "shimmed"


@pytest.mark.parametrize(
    ("collections", "given"), [("None", ", collections=['mine']"), ("['mine']", "")]
)
def test_collections_are_said_of_the_weight(tmp_path: Path, collections: str, given: str) -> None:
    source = SOURCE.format(dtype="tf.float32", collections=collections, given=given)
    lifted = Lifted(tmp_path, source)
    assert lifted.verdicts["conv"]["init_params"] == ["units", "collections"]
    assert "        self.w.tf1_collections = self.collections\n" in lifted.text


TABLE = """
import tensorflow as tf

slim = tf.contrib.slim


def small(images, classes=10, scope="small"):
    with tf.variable_scope(scope):
        net = slim.flatten(slim.conv2d(images, 4, [3, 3], scope="conv"))
        return slim.fully_connected(net, classes, activation_fn=None, scope="fc")


NETWORKS = {{"small": small}}


class Model:
    def __init__(self, name):
        self.network = NETWORKS[name]

    def build(self, name, images):
        network = NETWORKS[name]
        with {scope}:
            return {called}(images, 3)
"""
DECAY = "slim.arg_scope([slim.conv2d], weights_regularizer=slim.l2_regularizer(0.1))"


@pytest.mark.parametrize("called", ["network", "NETWORKS[name]", "self.network"])
@pytest.mark.parametrize(
    "scope",
    [
        DECAY,
        *(
            f'tf.variable_scope("m", {given})'
            for given in (
                "partitioner=tf.fixed_size_partitioner(2)",
                "constraint=tf.nn.relu",
                "dtype=tf.float64",
                "initializer=tf.zeros_initializer()",  # slim's layers have their own
                "custom_getter=tf.contrib.framework.local_variable",
            )
        ),
    ],
)
def test_what_a_value_may_be_called_under_stays(tmp_path: Path, scope: str, called: str) -> None:
    """A function in a table may be the one that is called where settings are handed down."""
    lifted = Lifted(tmp_path, TABLE.format(scope=scope, called=called))
    assert lifted.tiers["small"] == "shimmed"
    assert "TF306" in lifted.codes["small"]


@pytest.mark.parametrize(
    "given", ["", ", regularizer=tf.nn.l2_loss", ", dtype=tf.float32", ", custom_getter=half"]
)
def test_a_value_called_under_what_layers_take_is_lifted(tmp_path: Path, given: str) -> None:
    source = TABLE.format(scope=f'tf.variable_scope("m"{given})', called="network")
    half = "\n\ndef half(getter, *args, **kwargs):\n    return 0.5 * getter(*args, **kwargs)\n"
    assert Lifted(tmp_path, source + half).tiers["small"] == "lifted"


SETTER = """
import tensorflow as tf


def dense(x, units, init=None):
    with tf.variable_scope("dense"):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=init)
        return tf.matmul(x, w)


def prepare(scope):
    scope.{setter}


def network(x):
    with tf.variable_scope("network") as scope:
        w = tf.get_variable("s", [4])
        {prepared}
        return dense(x * w, 4)


def other(x):
    with tf.variable_scope("other"):
        return dense(x, 4)


def main(x):
    return network(x) + other(x)
"""


def test_what_changes_scopes_stays_and_its_callers_host_it(tmp_path: Path) -> None:
    """What is called after it is a layer, made by code that has the scope (trap `hosted_setter`)."""
    setter = "set_initializer(tf.ones_initializer())"
    lifted = Lifted(tmp_path, SETTER.format(setter=setter, prepared="prepare(scope)"))
    tiers = {name: lifted.tiers[name] for name in ("dense", "network", "other", "main")}
    assert tiers == {"dense": "lifted", "network": "shimmed", "other": "lifted", "main": "lifted"}
    assert "with compat_scope.hosting(self" in lifted.text
    assert 'compat_scope.get_layer(Dense, 4, name="dense")' in lifted.text


def test_where_variables_are_read_is_nothing_that_layers_take(tmp_path: Path) -> None:
    """The function that says so changes the scope of another: it stays."""
    setter = "set_caching_device('/cpu:0')"
    lifted = Lifted(tmp_path, SETTER.format(setter=setter, prepared="prepare(scope)"))
    assert lifted.tiers["dense"] == "lifted" and lifted.tiers["network"] == "shimmed"


@pytest.mark.parametrize(
    ("own", "tier"),
    [
        ("set_partitioner(None)", "lifted"),
        ("set_caching_device('/cpu:0')", "lifted"),
        ("set_caching_device(make_device())", "shimmed"),  # it may do more
        ("set_partitioner(tf.fixed_size_partitioner(2))", "shimmed"),
        ("set_initializer(None)", "shimmed"),  # another may be handed down to it
        ("set_initializer(tf.ones_initializer())", "shimmed"),
    ],
)
def test_what_a_scope_of_the_function_itself_is_told_ends_with_it(
    tmp_path: Path, own: str, tier: str
) -> None:
    lifted = Lifted(tmp_path, SETTER.format(setter="name", prepared=f"scope.{own}"))
    assert lifted.tiers["network"] == tier
    assert ("set_" in lifted.text) == (tier == "shimmed")


@pytest.mark.parametrize(
    "other",
    [
        "    with tf.variable_scope('a', partitioner=tf.fixed_size_partitioner(2)):\n        return network(x)",
        "    with tf.variable_scope('a') as a:\n        a.set_partitioner(split)\n        return network(x)",
    ],
)
def test_a_partitioner_of_the_tree_keeps_what_takes_it_away(tmp_path: Path, other: str) -> None:
    source = SETTER.format(setter="name", prepared="scope.set_partitioner(None)")
    lifted = Lifted(tmp_path, f"{source}\n\ndef parts(x, split=None):\n{other}\n")
    assert lifted.tiers["network"] == "shimmed"
    assert "set_partitioner(None)" in lifted.text


@pytest.mark.parametrize("told", ["inner.append(scope)", "prepare(scope)", "other(scope=scope)"])
def test_a_scope_that_others_have_may_hand_down_later(tmp_path: Path, told: str) -> None:
    own = f"scope.set_initializer(tf.ones_initializer()); {told}"
    lifted = Lifted(tmp_path, SETTER.format(setter="name", prepared=own))
    assert lifted.tiers["network"] == "shimmed"


@pytest.mark.parametrize(
    ("setter", "prepared"),
    [
        ("set_partitioner(tf.fixed_size_partitioner(2))", "prepare(scope)"),
        ("set_dtype(tf.float16)", "prepare(scope)"),
        # Which of two the run time would not know.
        (
            "set_initializer(tf.ones_initializer())",
            "prepare(scope); dense(x, 4, tf.glorot_uniform_initializer())",
        ),
    ],
)
def test_what_layers_do_not_take_of_changed_scopes_keeps_them(
    tmp_path: Path, setter: str, prepared: str
) -> None:
    lifted = Lifted(tmp_path, SETTER.format(setter=setter, prepared=prepared))
    assert lifted.tiers["dense"] == "shimmed"
    assert "TF306" in lifted.codes["dense"]


def test_moving_averages_keep_the_shim(tmp_path: Path) -> None:
    """They are variables of the function's, made and named when `apply` runs."""
    lifted = Lifted(tmp_path, MOVING)
    assert lifted.tiers["model"] == "shimmed"
    assert "compat_scope.train.ExponentialMovingAverage(0.9)" in lifted.text


MOVING = """
import tensorflow as tf


def model(x):
    with tf.variable_scope("m"):
        w = tf.get_variable("w", [3, 3])
        ema = tf.train.ExponentialMovingAverage(0.9)
        ema.apply([w])
        return tf.matmul(x, ema.average(w))
"""


REGISTERED = """
import codecs

import tensorflow as tf

from registry import NETWORKS, register


@register("small")
def small(x):
    with tf.variable_scope("small"):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def build(name, x):
    codecs.getwriter("utf-8")(name)
    return NETWORKS[name](x)


def model(name, x):
    with tf.variable_scope("m", partitioner=tf.fixed_size_partitioner(2)):
        return build(name, x)
"""


def test_what_a_decorator_gets_may_be_called_below_a_scope(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, REGISTERED)
    assert lifted.tiers["small"] == "shimmed"
    (message,) = (r["message"] for r in lifted.verdicts["small"]["reasons"] if r["code"] == "TF306")
    assert message.startswith("may be what `NETWORKS[name]` calls under")


WRITTEN = """
import tensorflow as tf


def linear(x):
    with tf.variable_scope("linear"):
        return x * tf.get_variable("w", [3])


def net(x):
    with tf.variable_scope("net", initializer=tf.ones_initializer()){named}:
        s = tf.get_variable("s", [3])
        return s * {body}


def forward(x):
    return net(x)
"""


@pytest.mark.parametrize(
    ("body", "named", "lifted"),
    [
        ("tf.layers.dense(x, 3)", "", True),
        ("tf.contrib.layers.fully_connected(x, 3)", "", True),
        ("tf.layers.dense(x, 3)", " as scope", True),
        ("linear(x)", "", False),
        ("tf.layers.Dense(3)(x)", "", False),
        ("tf.layers.dense(x, 3, kernel_initializer=None)", "", False),
        ("tf.contrib.layers.fully_connected(x, 3, weights_initializer=None)", "", False),
        ("tf.contrib.layers.embed_sequence(tf.cast(x, tf.int32), 5, 3)", "", False),
        ("tf.nn.rnn_cell.GRUCell(3)(x, x)[0]", "", False),
        ("tf.get_variable_scope().initializer([3])", "", False),
        ("scope.initializer([3])", " as scope", False),
    ],
)
def test_what_scopes_hand_down_is_written_where_it_goes(
    body: str, named: str, lifted: bool, tmp_path: Path
) -> None:
    found = Lifted(tmp_path, WRITTEN.replace("{body}", body).replace("{named}", named))
    assert (found.tiers["net"] == "lifted") is lifted
    if lifted:
        assert found.text.count('initializer="ones"') == 1 + ("layers.dense" in body)


AGAIN = """
import tensorflow as tf


def network(x):
    with tf.variable_scope("a") as a:
        w = tf.get_variable("w", [4, 4])
        {between}
            with tf.variable_scope({entered}):
                b = tf.get_variable("b", [4])
        return tf.matmul(x, w) + b
"""


@pytest.mark.parametrize(
    ("between", "entered", "tier"),
    [
        ("if True:", "a", "lifted"),
        ("if True:", "a, reuse=tf.AUTO_REUSE", "lifted"),
        ('with tf.variable_scope("c"):', "a", "shimmed"),  # not the current one
        ("for a in [a]:", "a", "shimmed"),
    ],
)
def test_a_scope_entered_again_where_it_is_the_current_one(
    tmp_path: Path, between: str, entered: str, tier: str
) -> None:
    lifted = Lifted(tmp_path, AGAIN.format(between=between, entered=entered))
    assert lifted.tiers["network"] == tier
