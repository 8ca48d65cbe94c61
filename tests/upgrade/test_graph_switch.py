"""Where the switch to graph mode goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrate.cli.app import run

LATE = """\
from __future__ import print_function
import helper

settings = helper.load()

import tensorflow as tf

with tf.Session() as sess:
    print(sess.run(tf.placeholder_with_default(1.0, [])))
"""
GUARDED = """\
\"\"\"A program.\"\"\"
import sys

sys.path.append("lib")
try:
    import tensorflow as tf
except ImportError:
    raise SystemExit("no TensorFlow")

x = tf.placeholder(tf.float32)
"""


def migrated(source: str, tmp_path: Path) -> str:
    tree = tmp_path / "src"
    tree.mkdir()
    (tree / "program.py").write_text(source)
    assert run([str(tree), "--out", str(tmp_path / "out")]) == 0
    return (tmp_path / "out" / "program.py").read_text()


@pytest.mark.parametrize("source", [LATE, GUARDED])
def test_the_switch_follows_an_import_of_tensorflow_that_comes_late(source, tmp_path, capsys):
    text = migrated(source, tmp_path)
    assert text.count("disable_v2_behavior()") == 1
    assert text.index("import tensorflow") < text.index("disable_v2_behavior()")
    assert text.index("disable_v2_behavior()") < text.index(".placeholder")
    compile(text, "program.py", "exec")
