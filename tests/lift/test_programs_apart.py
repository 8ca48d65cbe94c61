"""Scripts of one tree that open scopes of the same name: only what one program runs can number the other's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrate.__main__ import main

SCRIPT = """
import tensorflow as tf


def lookup(ids, size):
    with tf.variable_scope("words"):
        table = tf.Variable(tf.zeros([size, 3]), name="table")
        return tf.nn.embedding_lookup(table, ids)


def other(x):
    return tf.layers.dense(x, 2)
"""
RUN = """

if __name__ == "__main__":
    print(lookup([1], 10))
"""


def code(root: Path, files: dict[str, str], path: str) -> str:
    """Migrates a tree; gives the code of the first reason of ``lookup`` in one of its files."""
    for name, text in files.items():
        (root / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "src" / name).write_text(text)
    report = root / "report.json"
    where = [str(root / "src"), "--out", str(root / "out"), "--report", str(report)]
    assert main([*where, "--target", "keras", "--jobs", "1"]) == 0
    found = next(f for f in json.loads(report.read_text())["files"] if f["path"] == path)
    verdict = next(v for v in found["verdicts"] if v["qualname"] == "lookup")
    return str(verdict["reasons"][0]["code"])


def test_scripts_are_programs_of_their_own(tmp_path: Path) -> None:
    files = {"first.py": SCRIPT + RUN, "second.py": SCRIPT + RUN}
    assert code(tmp_path, files, "first.py") == "TF300"


def test_what_each_imports_is_part_of_it(tmp_path: Path) -> None:
    run = "import model_{0}\n\nif __name__ == '__main__':\n    model_{0}.lookup([1], 3)\n"
    run = "import tensorflow as tf\n" + run
    files = {"model_a.py": SCRIPT, "model_b.py": SCRIPT}
    files |= {"run_a.py": run.format("a"), "run_b.py": run.format("b")}
    assert code(tmp_path, files, "model_a.py") == "TF300"


@pytest.mark.parametrize(
    "more",
    [
        {"both.py": "import first\nimport second\n\nif __name__ == '__main__':\n    pass\n"},
        {"second.py": "from first import other\n" + SCRIPT + RUN},
        {"second.py": SCRIPT},  # whoever imports it may import the other as well
        {"pick.py": "import importlib\nimport sys\n\nimportlib.import_module(sys.argv[1])\n"},
        {"second.py": SCRIPT + RUN + "\n__import__('first')\n"},
        {
            "pkg/__init__.py": "import first\n",
            "pkg/a.py": "",
            "second.py": "import pkg.a\n" + SCRIPT + RUN,
        },
    ],
)
def test_one_program_may_run_both(more: dict[str, str], tmp_path: Path) -> None:
    files = {"first.py": SCRIPT + RUN, "second.py": SCRIPT + RUN, **more}
    assert code(tmp_path, files, "first.py") == "TF307"
