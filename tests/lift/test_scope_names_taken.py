"""A scope takes a name from the variables that come after it: TF 1.15.5 makes `Embedding_1` below `embedding`."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

HEAD = "import tensorflow as tf\n\n\n"


def verdicts(tmp_path: Path, text: str) -> dict[str, tuple[str, str]]:
    (tmp_path / "model.py").write_text(HEAD + text)
    (outcome,) = run(discover([tmp_path], Config()), Config(target="keras"), 1).outcomes
    return {v.qualname: (v.tier.value, v.reasons[0].code) for v in outcome.verdicts}


@pytest.mark.parametrize(
    "text",
    [
        """def f(x):
    with tf.name_scope("embedding"):
        table = tf.get_variable("Embedding", [3, 2])
    return tf.matmul(x, table)
""",
        """def f(x):
    with tf.variable_scope("f"):
        with tf.variable_scope("w"):
            y = x * tf.get_variable("scale", [4])
        return y + tf.get_variable("w", [4])
""",
        """def before(x):
    with tf.name_scope("W"):
        return x + 1.0


def f(x):
    return before(x) + tf.get_variable("w", [4])
""",
    ],
)
def test_a_variable_called_like_a_scope_before_it_stays(text: str, tmp_path: Path) -> None:
    assert verdicts(tmp_path, text)["f"] == ("shimmed", "TF307")


@pytest.mark.parametrize(
    "text",
    [
        """def f(x):
    with tf.variable_scope("w"):
        return x * tf.get_variable("w", [4])
""",
        """def f(x):
    with tf.variable_scope("f"):
        y = x * tf.get_variable("w", [4])
        with tf.name_scope("w"):
            return y + 1.0
""",
        """def other(x):
    with tf.name_scope("w"):
        return x + 1.0


def f(x):
    with tf.variable_scope("f"):
        return other(x) + tf.get_variable("w", [4])
""",
    ],
)
def test_other_levels_and_later_scopes_take_nothing(text: str, tmp_path: Path) -> None:
    assert verdicts(tmp_path, text)["f"][0] == "lifted"
