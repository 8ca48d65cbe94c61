"""tf.logging: to absl where every level can be followed, else tf.compat.v1; what sets a level sets it for both loggers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from migrate.outcomes import FileOutcome

from .conftest import text_of

Trees = Callable[[dict[str, str]], dict[str, FileOutcome]]

MESSAGES = """
import tensorflow as tf


def scale(x):
    tf.logging.info("scaling %s", x.name)
    tf.logging.warn("by two")
    tf.logging.log_if(tf.logging.ERROR, "no name", not x.name)
    return x * tf.get_variable("two", [], initializer=tf.constant_initializer(2.0))
"""
SCRIPT = """
import tensorflow as tf
import model


def main(_):
    tf.logging.set_verbosity(tf.logging.INFO)
    model.scale(tf.placeholder(tf.float32, [2]))


if __name__ == "__main__":
    tf.app.run()
"""


def notes(outcome: FileOutcome) -> list[str]:
    return [d.message for d in outcome.diagnostics if d.code == "TF108"]


def test_messages_go_to_absl(migrated: Callable[[str], str]) -> None:
    text = migrated(MESSAGES)
    assert text.startswith("from absl import logging\nimport tensorflow as tf\n")
    assert 'logging.info("scaling %s", x.name)' in text
    assert 'logging.warning("by two")' in text
    assert 'logging.log_if(logging.ERROR, "no name", not x.name)' in text
    assert "tf.compat.v1.logging" not in text


def test_the_level_is_set_for_both_loggers(migrated: Callable[[str], str]) -> None:
    text = migrated(
        MESSAGES
        + "\n\ndef talk():\n    tf.logging.set_verbosity(tf.logging.WARN)  # less\n    return 1\n"
    )
    expected = """
    def talk():
        logging.set_verbosity(logging.WARN)  # less
        tf.get_logger().setLevel("WARNING")
        return 1
    """
    assert text.endswith(textwrap.dedent(expected))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "if LOUD: tf.logging.set_verbosity('DEBUG')",
            "if LOUD: logging.set_verbosity('DEBUG'); tf.get_logger().setLevel(\"DEBUG\")",
        ),
        (
            "tf.logging.set_verbosity(tf.logging.INFO); LOUD = 2",
            'logging.set_verbosity(logging.INFO); tf.get_logger().setLevel("INFO"); LOUD = 2',
        ),
    ],
)
def test_statements_that_share_a_line(
    before: str, after: str, migrated: Callable[[str], str]
) -> None:
    assert f"\n{after}\n" in migrated(MESSAGES + "\n\nLOUD = 1\n" + before + "\n")


def test_without_messages_the_level_is_that_of_tensorflows_logger(
    migrated: Callable[[str], str],
) -> None:
    text = migrated("""
        import tensorflow as tf

        tf.logging.set_verbosity(tf.logging.ERROR)
        w = tf.get_variable("w", [2])
        """)
    assert 'tf.get_logger().setLevel("ERROR")' in text
    assert "absl" not in text
    assert "logging" not in text


def test_absls_level_is_enough_behind_app_run(migrate_tree: Trees) -> None:
    outcomes = migrate_tree({"model.py": MESSAGES, "train.py": SCRIPT})
    text = text_of(outcomes["train.py"])
    assert "    logging.set_verbosity(logging.INFO)\n    model.scale(" in text
    assert text.startswith("from absl import app\nfrom absl import logging\n")
    assert "logging.info(" in text_of(outcomes["model.py"])


def test_a_module_of_another_file_sets_the_level_of_messages(migrate_tree: Trees) -> None:
    library = "import tensorflow as tf\n\ntf.logging.set_verbosity(tf.logging.INFO)\nw = tf.get_variable('w', [2])\n"
    outcomes = migrate_tree({"model.py": MESSAGES, "setup_logs.py": library})
    text = text_of(outcomes["setup_logs.py"])
    assert 'logging.set_verbosity(logging.INFO)\ntf.get_logger().setLevel("INFO")\n' in text


def test_an_alias_becomes_the_import(migrated: Callable[[str], str]) -> None:
    text = migrated(
        MESSAGES.replace("as tf\n", "as tf\n\nlog = tf.logging\n").replace("tf.logging.", "log.")
    )
    assert text.startswith("from absl import logging as log\nimport tensorflow as tf\n")
    assert 'log.warning("by two")' in text
    assert "log = " not in text


def test_an_imported_module(migrated: Callable[[str], str]) -> None:
    text = migrated(
        MESSAGES.replace("as tf\n", "as tf\nfrom tensorflow import logging\n").replace(
            "tf.logging.", "logging."
        )
    )
    assert "from absl import logging\n" in text
    assert 'logging.info("scaling %s", x.name)' in text
    assert "from tensorflow import logging" not in text


def test_a_name_that_is_taken(migrated: Callable[[str], str]) -> None:
    text = migrated(MESSAGES.replace("as tf\n", "as tf\nimport logging\n"))
    assert "from absl import logging as absl_logging\n" in text
    assert 'absl_logging.info("scaling %s", x.name)' in text


def test_a_function_as_a_value(migrated: Callable[[str], str]) -> None:
    assert "show(logging.info)" in migrated(MESSAGES + "\n\nshow(tf.logging.info)\n")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tf.logging.fatal('gone')", "absl has nothing that does what tf.logging.fatal does"),
        ("tf.logging.vlog(1, 'x')", "absl has nothing that does what tf.logging.vlog does"),
        ("tf.logging.log(20, 'x')", "the level of tf.logging.log is not one of tf.logging's"),
        ("tf.logging.log(tf.logging.FATAL, 'x')", "absl ends the process at FATAL"),
        ("LEVELS = [tf.logging.INFO]", "tf.logging.INFO is used as a number"),
        ("use(tf.logging)", "tf.logging is handed on as a value"),
        ("tf.logging.info = print", "tf.logging is handed on as a value"),
        ("tf.logging.info('x')  # migrate: skip", "a line with tf.logging is marked to be skipped"),
    ],
)
def test_a_module_that_does_more_stays(line: str, why: str, migrate_tree: Trees) -> None:
    outcomes = migrate_tree({"a.py": MESSAGES + f"\n\n{line}\n", "b.py": MESSAGES})
    assert "tf.compat.v1.logging.info(" in text_of(outcomes["a.py"])
    assert notes(outcomes["a.py"]) == [
        f"logging stays on tf.compat.v1: {why} (a.py, line 11 before)"
    ]
    assert 'logging.info("scaling' in text_of(outcomes["b.py"])
    assert notes(outcomes["b.py"]) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "tf.logging.set_verbosity(LEVEL)",
            "set_verbosity is given a level that cannot be followed",
        ),
        ("tf.logging.set_verbosity(10)", "set_verbosity is given a level that cannot be followed"),
        ("set_level = tf.logging.set_verbosity", "set_verbosity is not given one level"),
        ("x = tf.logging.set_verbosity('INFO')", "set_verbosity is part of an expression"),
        ("old = tf.logging.get_verbosity()", "tf.logging.get_verbosity is used"),
        ("tf.get_logger().propagate = False", "tf.get_logger is used"),
        (
            "tf.compat.v1.logging.set_verbosity('INFO')",
            "tf.compat.v1.logging.set_verbosity is called",
        ),
    ],
)
def test_a_tree_whose_levels_cannot_be_followed_stays(
    text: str, why: str, migrate_tree: Trees
) -> None:
    other = f"import tensorflow as tf\n\nw = tf.get_variable('w', [2])\n{text}\n"
    outcomes = migrate_tree({"a.py": MESSAGES, "b.py": other})
    assert "tf.compat.v1.logging.info(" in text_of(outcomes["a.py"])
    assert notes(outcomes["a.py"]) == [
        f"logging stays on tf.compat.v1: {why} (b.py, line 4 before)"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "logging.basicConfig(level=logging.INFO)",
        "logging.getLogger().setLevel(logging.DEBUG)",
        "logging.getLogger('tensorflow').propagate = False",
    ],
)
def test_a_file_that_sets_up_loggers_keeps_the_tree_where_it_is(
    line: str, migrate_tree: Trees
) -> None:
    setup = f"import logging\n\n{line}\n"
    outcomes = migrate_tree({"a.py": MESSAGES, "start.py": setup})
    assert notes(outcomes["a.py"]) == [
        "logging stays on tf.compat.v1: start.py sets up Python's loggers"
    ]
    own = "import logging\n\nlog = logging.getLogger(__name__)\n"
    outcomes = migrate_tree({"a.py": MESSAGES, "start.py": own})
    assert notes(outcomes["a.py"]) == []
