"""Flags and app.run: to absl where no flag can be read before the command line is parsed, else tf.compat.v1."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from migrate.outcomes import FileOutcome

from .conftest import text_of

Trees = Callable[[dict[str, str]], dict[str, FileOutcome]]

SCRIPT = """
import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("steps", 3, "How many.")


def main(_):
    print(FLAGS.steps)


if __name__ == "__main__":
    tf.app.run()
"""
LIBRARY = """
import tensorflow as tf
import data

FLAGS = tf.flags.FLAGS
tf.flags.DEFINE_integer("width", 3, "How wide.")


def width():
    return FLAGS.width * data.SCALE
"""


def notes(outcome: FileOutcome) -> list[str]:
    return [d.message for d in outcome.diagnostics if d.code == "TF108"]


def test_a_program_behind_app_run_goes_to_absl(migrated: Callable[[str], str]) -> None:
    expected = """
    from absl import app
    from absl import flags
    import tensorflow as tf

    FLAGS = flags.FLAGS
    flags.DEFINE_integer("steps", 3, "How many.")


    def main(_):
        print(FLAGS.steps)


    if __name__ == "__main__":
        app.run(main)
    """
    assert migrated(SCRIPT) == textwrap.dedent(expected).lstrip("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tf.app.run()", "app.run(main)"),
        ("tf.app.run(main)", "app.run(main)"),
        ("tf.app.run(main=main)", "app.run(main=main)"),
    ],
)
def test_main_is_handed_to_absl(before: str, after: str, migrated: Callable[[str], str]) -> None:
    assert after in migrated(SCRIPT.replace("tf.app.run()", before))


def test_older_keywords_get_their_names(migrated: Callable[[str], str]) -> None:
    old = 'tf.flags.DEFINE_string(flag_name="a", default_value="x", docstring="h")'
    new = 'flags.DEFINE_string(name="a", default="x", help="h")'
    assert new in migrated(SCRIPT.replace("\n\ndef main", f"{old}\n\n\ndef main", 1))


def test_a_flag_that_is_assigned_to_is_one_too(migrated: Callable[[str], str]) -> None:
    text = SCRIPT.replace("    print(", "    tf.app.flags.FLAGS.steps = 4\n    print(")
    assert "    flags.FLAGS.steps = 4\n" in migrated(text)
    text = text.replace("print(FLAGS.steps)", "print(FLAGS.__flags)")
    assert "    tf.compat.v1.app.flags.FLAGS.steps = 4\n" in migrated(text)


def test_a_name_in_the_way_is_stepped_around(migrated: Callable[[str], str]) -> None:
    text = migrated(
        SCRIPT.replace("def main(_):", "def f(app, flags):\n    pass\n\n\ndef main(_):")
    )
    assert "from absl import app as absl_app\n" in text
    assert "from absl import flags as absl_flags\n" in text
    assert "\nflags = absl_flags\nFLAGS = flags.FLAGS\n" in text
    assert "absl_app.run(main)" in text


def test_an_alias_with_a_comment_keeps_it(migrated: Callable[[str], str]) -> None:
    text = migrated(SCRIPT.replace("flags = tf.app.flags", "flags = tf.app.flags  # mine"))
    assert "# mine" in text
    assert "compat.v1.app" not in text


def test_imports_join_those_of_absl(migrated: Callable[[str], str]) -> None:
    text = """
    from absl import flags
    import tensorflow as tf

    FLAGS = flags.FLAGS


    def main(_):
        print(FLAGS.steps, tf.placeholder(tf.float32))


    if __name__ == "__main__":
        tf.app.run(main)
    """
    after = migrated(text)
    assert after.startswith(
        "from absl import app\nfrom absl import flags\nimport tensorflow as tf\n"
    )
    assert "    app.run(main)\n" in after


def test_modules_of_one_program_go_together(migrate_tree: Trees) -> None:
    script = SCRIPT.replace("tf\n", "tf\nimport lib\n", 1).replace(
        "FLAGS.steps)", "FLAGS.steps, lib.width())"
    )
    files = {"train.py": script, "lib.py": LIBRARY, "data.py": "SCALE = 2\n"}
    done = migrate_tree(files)
    assert "FLAGS = flags.FLAGS\n" in text_of(done["lib.py"])
    assert "compat.v1.flags" not in text_of(done["lib.py"])
    assert "app.run(main)" in text_of(done["train.py"])
    assert done["data.py"].after is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("\n\ndef main", "\nSTEPS = FLAGS.steps\n\n\ndef main", "FLAGS.steps is read"),
        ("main(_):", "main(_, n=FLAGS.steps):", "FLAGS.steps is read"),
        ("\n\ndef main", "\nclass A:\n    n = FLAGS.steps\n\n\ndef main", "FLAGS.steps is read"),
        (
            "\n\ndef main",
            "\ndef n():\n    return FLAGS.steps\n\n\nN = n()\n\n\ndef main",
            "FLAGS.steps is read",
        ),
        (
            "\n\ndef main",
            "\nclass A:\n    def __init__(self):\n        self.n = FLAGS.steps\n\n\nN = A()\n\n\ndef main",
            "FLAGS.steps is read",
        ),
        (
            "\n\ndef main",
            "\nclass A:\n    def n(self):\n        return FLAGS.steps\n\n\nN = A().n()\n\n\ndef main",
            "FLAGS.steps is read",
        ),
        (
            "\n\ndef main",
            "\ndef call(f):\n    return f()\n\n\n@call\ndef n():\n    return FLAGS.steps\n\n\ndef main",
            "FLAGS.steps is read",
        ),
        ("\n\ndef main", "\nFLAGS.steps += 1\n\n\ndef main", "FLAGS.steps is read"),
        ("\n\ndef main", "\nprint(FLAGS)\n\n\ndef main", "FLAGS is handed on"),
        (
            "\n\ndef main",
            "\nclass A:\n    F = FLAGS\n\n\nN = A.F.steps\n\n\ndef main",
            "FLAGS is handed on",
        ),
        (
            "\n\ndef main",
            "\nF = FLAGS\nF = F or 1\nN = F.steps\n\n\ndef main",
            "FLAGS is handed on",
        ),
        ("\n\ndef main", "\nfrom n import n\n\nN = n()\n\n\ndef main", "FLAGS.steps is read"),
        (
            "\n\ndef main",
            "\nclass A:\n    f = flags\n\n\nN = A().f.FLAGS.steps\n\n\ndef main",
            "FLAGS is used",
        ),
        ("\n\ndef main", "\nN = getattr(flags, 'FLAGS').steps\n\n\ndef main", "FLAGS is used"),
        ("    tf.app", "    print(FLAGS.steps)\n    tf.app", "FLAGS.steps is read"),
        ("print(FLAGS.steps)", "print(FLAGS.__flags)", "FLAGS.__flags is private"),
        ("print(FLAGS.steps)", "f = FLAGS\n    f._parse_flags()", "_parse_flags is private"),
        ("print(FLAGS.steps)", "print(vars(FLAGS))", "vars() looks inside"),
        ("tf.app.run()", 'tf.app.run(argv=["x"])', "given an argv"),
        ("tf.app.run()", 'tf.app.run(main, ["x"])', "given an argv"),
        ("tf.app.run()", "tf.app.run(lambda _: main(_))", "cannot be followed"),
        ("tf.app.run()", "go = tf.app.run\n    go(main)", "handed on as a value"),
        ("print(FLAGS.steps)", "flags.FLAGS = None", "flags.FLAGS is assigned to"),
        ("main(_):", "main(_):\n    print(_)", "main looks at its argv"),
        ("print(FLAGS.steps)", "import sys\n    print(sys.argv[1:])", "sys.argv is used"),
        ("tf.app.run()", "main(None)", "no script here calls tf.app.run"),
        ("tf.app.run()", "from other import *\n    start(tf.app.run)", "handed on as a value"),
        ('DEFINE_integer("steps", 3, "How many.")', "DEFINE_integer(**{})", "cannot be followed"),
    ],
)
def test_it_stays_on_compat_v1_and_says_why(
    old: str, new: str, reason: str, migrate_tree: Trees
) -> None:
    text = SCRIPT.replace(old, new, 1)
    assert text != SCRIPT
    helper = "import module\n\n\ndef n():\n    return module.FLAGS.steps\n"
    done = migrate_tree({"module.py": text, "n.py": helper})["module.py"]
    assert "absl" not in text_of(done)
    assert "flags = tf.compat.v1.app.flags\n" in text_of(done)
    [note] = notes(done)
    assert reason in note, note
    assert migrate_tree({"module.py": text_of(done)})["module.py"].after is None


@pytest.mark.parametrize(
    "new",
    [
        "\nFLAGS.steps = 4\n\n\ndef main",
        "\nprint(FLAGS.is_parsed())\n\n\ndef main",
        "\nimport sys\nHERE = sys.argv[0]\n\n\ndef main",
        "\nFLAGS.set_default('steps', 5)\n\n\ndef main",
        "\nclass A:\n    def __init__(self):\n        self.n = FLAGS.steps\n\n\nclass B(A):\n    pass\n\n\ndef main",
    ],
)
def test_what_reads_no_flag_is_no_obstacle(new: str, migrated: Callable[[str], str]) -> None:
    assert "app.run(main)" in migrated(SCRIPT.replace("\n\ndef main", new, 1))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "drive.py",
            "import lib\nimport tensorflow as tf\nprint(lib.width())\n",
            "through drive.py",
        ),
        ("plain.py", "import lib\nprint(lib.width())\n", "through plain.py"),
        ("aside.py", "from lib import width as w\n\n\ndef go():\n    print(w())\n", "aside.py: go"),
        (
            "tool.py",
            "import lib\n\nif __name__ == '__main__':\n    print(getattr(lib, 'wid' + 'th')())\n",
            "tool.py runs without app.run",
        ),
        (
            "lib_test.py",
            "import lib\nimport tensorflow as tf\n\n\nclass LibTest(tf.test.TestCase):\n"
            "    def testIt(self):\n        self.assertTrue(lib.width())\n",
            "through lib_test.py",
        ),
    ],
)
def test_other_code_of_the_tree_counts(
    name: str, text: str, reason: str, migrate_tree: Trees
) -> None:
    script = SCRIPT.replace("tf\n", "tf\nimport lib\n", 1)
    files = {"train.py": script, "lib.py": LIBRARY, "data.py": "SCALE = 2\n", name: text}
    done = migrate_tree(files)
    assert "tf.compat.v1.app.run()" in text_of(done["train.py"])
    assert reason in notes(done["train.py"])[0]
    assert notes(done["train.py"]) == notes(done["lib.py"])


def test_a_skipped_file_counts(migrate_tree: Trees) -> None:
    script = SCRIPT.replace("tf\n", "tf\nimport lib\n", 1)
    skipped = "# migrate: skip\nimport tensorflow as tf\nimport lib\n\nprint(lib.width())\n"
    files = {"train.py": script, "lib.py": LIBRARY, "data.py": "SCALE = 2\n", "x.py": skipped}
    done = migrate_tree(files)
    assert done["x.py"].after is None
    assert "through x.py" in notes(done["train.py"])[0]


def test_a_skipped_line_with_flags_counts(migrate_tree: Trees) -> None:
    text = SCRIPT.replace('"How many.")', '"How many.")  # migrate: skip')
    done = migrate_tree({"module.py": text})["module.py"]
    assert "marked to be skipped" in notes(done)[0]


def test_programs_apart_are_decided_apart(migrate_tree: Trees) -> None:
    other = SCRIPT.replace("tf.app.run()", "main(None)")
    done = migrate_tree({"a.py": SCRIPT, "b.py": other})
    assert "app.run(main)" in text_of(done["a.py"])
    assert "tf.compat.v1.app.flags" in text_of(done["b.py"])


def test_what_was_moved_to_compat_v1_stays_there(migrate_tree: Trees) -> None:
    text = SCRIPT.replace("tf.app", "tf.compat.v1.app") + "\n\nw = tf.contrib.layers.flatten\n"
    done = migrate_tree({"module.py": text})["module.py"]
    assert "tf.compat.v1.app.run()" in text_of(done)
    assert notes(done) == []
