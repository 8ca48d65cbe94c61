"""Imports that only lifted code used are gone; the others stay."""

from __future__ import annotations

from pathlib import Path

from migrate.__main__ import main
from tests.lift.lifting import Lifted

TEXT = """
import tensorflow as tf
from tensorflow.contrib import rnn
from tensorflow.contrib.layers import fully_connected, l2_regularizer as l2
from tensorflow.contrib.layers import xavier_initializer, softmax
from tensorflow.contrib.layers import flatten  # kept for users
slim = tf.contrib.slim


def head(x):
    with tf.variable_scope("head"):
        y = slim.fully_connected(x, 4, scope="a")
        return fully_connected(flatten(y), 3, scope="b", weights_regularizer=l2(0.1))


def scaled(x):
    return x * tf.get_variable("v", [3], initializer=xavier_initializer())


def probabilities(x):
    return softmax(x)
"""


def test_what_lifted_code_used_alone_goes(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, TEXT)
    assert lifted.tiers == {"head": "lifted", "scaled": "lifted"}
    text = lifted.text
    assert "slim" not in text
    assert "l2" not in text
    assert "xavier_initializer" not in text
    assert "import rnn" in text  # the author's own leftover
    assert "import softmax" in text
    assert "import flatten  # kept for users" in text
    lifted.module()


def test_names_of_other_modules_keep_no_import(tmp_path: Path) -> None:
    source = """\
import tensorflow as tf
from tensorflow.contrib import layers


def net(x):
    with tf.variable_scope("net"):
        return layers.fully_connected(x, 3)
"""
    for name, text in {
        "model.py": source,
        "other.py": source.replace("net", "other"),
        "agent.py": "import tensorflow as tf\n\n\nclass Agent(object):\n    def f(self):\n        return self.layers\n",
        "star.py": "import tensorflow as tf\nfrom model import *\n\nx = tf.zeros([1])\n",
    }.items():
        (tmp_path / "src").mkdir(exist_ok=True)
        (tmp_path / "src" / name).write_text(text)
    assert main([str(tmp_path / "src"), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    for name in ("model.py", "other.py"):
        migrated = (tmp_path / "out" / name).read_text()
        assert "layers import" not in migrated and "import layers" not in migrated
        assert "import tensorflow" not in migrated
