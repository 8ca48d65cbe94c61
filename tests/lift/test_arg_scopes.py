"""What an ``arg_scope`` gives to functions that are called in it becomes arguments and parameters of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

BLOCK = """
import tensorflow as tf
import tensorflow.contrib.slim as slim

PADDING = "VALID"


def block(net, width, scope="block"):
    with tf.variable_scope(scope):
        return slim.conv2d(net, width, 3, scope="conv")


"""


def _net(given: str, body: str, head: str = "def net(x, wd=0.1, is_training=False):") -> str:
    scope = f"    with slim.arg_scope([slim.conv2d, slim.batch_norm], {given}):\n"
    return f"{BLOCK}{head}\n{scope}{body}"


ONE = '        return block(x, 4, scope="one")\n'


def test_constants_are_written_out(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, _net("padding=PADDING, activation_fn=tf.nn.elu", ONE))
    assert lifted.tiers == {"block": "lifted", "net": "lifted"}
    assert "padding=PADDING" in lifted.text
    assert 'activation="elu"' in lifted.text
    assert lifted.verdicts["block"]["init_params"] == ["width"]


def test_what_callers_choose_is_a_parameter(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, _net("weights_regularizer=slim.l2_regularizer(wd)", ONE))
    assert lifted.tiers == {"block": "lifted", "net": "lifted"}
    assert lifted.verdicts["block"]["init_params"] == ["width", "wd"]
    assert 'Block(4, wd=wd, name="one")' in lifted.text


def test_a_parameter_that_has_it_already_is_used(tmp_path: Path) -> None:
    source = _net(
        "rate=width", "        return block(x, width)\n", "def net(x, width):"
    )  # `width` of the block is the same
    lifted = Lifted(tmp_path, source)
    assert lifted.verdicts["block"]["init_params"] == ["width"]
    assert "dilation_rate=width" in lifted.text


def test_a_parameter_of_another_meaning_is_not(tmp_path: Path) -> None:
    source = _net("rate=width", "        return block(x, 2 * width)\n", "def net(x, width):")
    lifted = Lifted(tmp_path, source)
    assert lifted.tiers["block"] == "lifted"
    assert lifted.verdicts["block"]["init_params"] == ["width", "conv2d_width"]
    assert "dilation_rate=conv2d_width" in lifted.text


def test_attributes_of_the_caller_are_called_after_their_last_name(tmp_path: Path) -> None:
    source = _net("rate=config.rate", ONE, "def net(x, config):")
    lifted = Lifted(tmp_path, source)
    assert lifted.verdicts["block"]["init_params"] == ["width", "rate"]
    assert "rate=config.rate" in lifted.text


def test_comments_in_the_head_stay(tmp_path: Path) -> None:
    source = _net("padding=PADDING,  # as they trained it\n            stride=2", ONE)
    assert "# as they trained it" in Lifted(tmp_path, source).text


OTHERS = {
    "called without the scope, too": "\n\ndef other(x):\n    return block(x, 4)\n",
    "used as a value": "\n\nBLOCKS = [block]\n\n\ndef other(x):\n    return BLOCKS[0](x, 3)\n",
    "decorated": "\n\n@tf.function\ndef other(x):\n    return block(x, 4)\n",
}


@pytest.mark.parametrize("other", OTHERS)
def test_not_where_calls_differ(tmp_path: Path, other: str) -> None:
    lifted = Lifted(tmp_path, _net("activation_fn=tf.nn.elu", ONE) + OTHERS[other])
    assert lifted.tiers["block"] != "lifted"
    assert lifted.codes["net"][0] == "TF306"


def test_a_value_that_changes_stays(tmp_path: Path) -> None:
    body = "        x = block(x, 2)\n        wd = 2 * wd\n        return wd * block(x, 3, scope='two')\n"
    lifted = Lifted(tmp_path, _net("weights_regularizer=slim.l2_regularizer(wd)", body))
    assert lifted.tiers["block"] != "lifted"


REPEATED = BLOCK + """
def net(x):
    x = slim.repeat(x, 2, block, 4)
    return slim.stack(slim.flatten(x), slim.fully_connected, [5, 4], scope="fc")
"""


def test_repeat_and_stack_are_loops(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, REPEATED)
    assert lifted.tiers == {"block": "lifted", "net": "lifted"}
    assert 'Block(4, name="block_%d" % (i + 1)) for i in range(2)' in lifted.text


POOLED = """
import tensorflow as tf
import tensorflow.contrib.slim as slim


def net(x):
    with slim.arg_scope([slim.conv2d, slim.avg_pool2d], stride=1, padding="SAME"):
        x = slim.conv2d(x, 4, 3, scope="conv")
        return slim.avg_pool2d(x, x.get_shape()[1:3], padding="VALID", scope="pool")
"""


def test_pooling_over_the_size_of_the_input_is_a_function(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, POOLED)
    assert lifted.tiers == {"net": "lifted"}
    assert 'tf.nn.avg_pool2d(x, x.get_shape()[1:3], 1, "VALID")' in lifted.text


NUMBERED = """
import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        with tf.variable_scope({first}):
            x = tf.layers.dense(x, 3, name="one")
        with tf.variable_scope(None, "inner"):
            return tf.layers.dense(x, 3, name="two")
"""


@pytest.mark.parametrize(
    ("first", "tier"),
    [('None, "inner"', "shimmed"), ('"inner"', "shimmed"), ('None, "other"', "lifted")],
)
def test_scopes_that_tf1_numbers(tmp_path: Path, first: str, tier: str) -> None:
    lifted = Lifted(tmp_path, NUMBERED.format(first=first))
    assert lifted.tiers == {"net": tier}


def test_repeated_layers_without_names_are_numbered(tmp_path: Path) -> None:
    source = BLOCK + """
def net(x):
    with tf.variable_scope("net"):
        x = slim.repeat(x, 2, block, 4)
        return slim.repeat(x, 3, block, 5)
"""
    lifted = Lifted(tmp_path, source)
    assert lifted.tiers["net"] == "lifted"
    assert 'keras.name_scope("Repeat_1")' in lifted.text
    outside = source.replace('    with tf.variable_scope("net"):\n', "    if True:\n")
    assert Lifted(tmp_path / "outside", outside).tiers["net"] == "shimmed"


REPEATS = """
import tensorflow as tf
slim = tf.contrib.slim


def given(net, layer):
    net = slim.repeat(net, 2, layer, 4, scope="first")
    return slim.stack(net, layer, [3, 4])


def around(net, layer):
    return given(net, layer)


def written_out(net):
    return slim.repeat(net, 2, slim.conv2d, 4, 3, scope="first")
"""


def test_what_repeats_a_function_it_is_given_stays_with_a_reason(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, REPEATS)
    assert lifted.tiers == {"given": "shimmed", "around": "shimmed", "written_out": "lifted"}
    (reason, _), (of_caller, _) = (lifted.verdicts[n]["reasons"] for n in ("given", "around"))
    assert (reason["code"], reason["message"]) == ("TF305", "`repeat` calls `layer`")
    assert of_caller["message"] == "calls a function in which `repeat` calls `layer`"


WRITTEN = """
import tensorflow as tf
import tensorflow.contrib.slim as slim


class Net(object):
    def __init__(self, width):
        self.width = width

    def conv(self, x, activation_fn=tf.nn.elu):
        return slim.conv2d(x, self.width, 3, activation_fn=activation_fn, scope="conv")

    def up(self, x):
        return slim.conv2d_transpose(x, self.width, 3, scope="up")

    def body(self, x):
        {last}
        return last(self.conv(x))

    def build(self, x):
        with slim.arg_scope([slim.conv2d, slim.conv2d_transpose], activation_fn=tf.nn.relu):
            return self.body(x)
"""


@pytest.mark.parametrize(
    "last", ["last = self.up", "last = self.up if self.width > 3 else tf.tanh"]
)
def test_only_what_calls_do_not_say_matters(tmp_path: Path, last: str) -> None:
    lifted = Lifted(tmp_path, WRITTEN.format(last=last))
    assert lifted.tiers["Net.conv"] == "lifted"
    assert lifted.tiers["Net.up"] == "shimmed"  # called by another name, under the scope


def test_methods_that_only_unknown_functions_call(tmp_path: Path) -> None:
    source = WRITTEN.format(last="last = self.up").replace("last(self.conv(x))", "last(x)")
    lifted = Lifted(tmp_path, source)
    assert lifted.tiers["Net.up"] == "shimmed"


HELPED = BLOCK + """
def depth(x):
    return int(x.shape[-1])


wide = lambda n: 2 * n


def net(x, extra):
    size = lambda d: max(d, 3)
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.elu):
        return block(x, size(depth(x)) + wide(extra), scope="one")


net.default_size = 32
BLOCKS = [{value}]
"""


@pytest.mark.parametrize(("value", "tier"), [("depth", "lifted"), ("block", "shimmed")])
def test_helpers_call_no_layers(tmp_path: Path, value: str, tier: str) -> None:
    assert Lifted(tmp_path, HELPED.format(value=value)).tiers["block"] == tier
