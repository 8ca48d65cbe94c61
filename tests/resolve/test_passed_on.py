"""TensorFlow reached through modules whose text never says "tensorflow"."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from migrate.__main__ import main
from migrate.resolve.passed_on import passed_on

USE = "def f():\n    return {}.get_variable('v', [1])\n"
MIGRATED = "compat_scope.get_variable('v', [1])"


@pytest.mark.parametrize(
    ("middle", "path", "importing", "root"),
    [
        ("from .compat import tf\n", "pkg/__init__.py", "import pkg\n", "pkg.tf"),
        ("from .compat import tf\n", "pkg/__init__.py", "from . import tf\n", "tf"),
        (
            "from .compat import (\n    tf as tfv1,  # why\n)\n",
            "pkg/__init__.py",
            "from pkg import tfv1\n",
            "tfv1",
        ),
        ("from .compat import *\n", "pkg/common.py", "from .common import tf\n", "tf"),
        ("from pkg.compat import tf\n", "pkg/common.py", "from pkg import common\n", "common.tf"),
    ],
)
def test_two_steps_away(middle: str, path: str, importing: str, root: str, tmp_path: Path) -> None:
    src = tmp_path / "src"
    (src / "pkg").mkdir(parents=True)
    (src / "pkg" / "__init__.py").write_text("")
    (src / "pkg" / "compat.py").write_text("import tensorflow as tf\n")
    (src / path).write_text(middle)
    (src / "pkg" / "use.py").write_text(importing + USE.format(root))
    with contextlib.redirect_stdout(io.StringIO()):
        assert main([str(src), "--out", str(tmp_path / "out"), "--jobs", "1"]) == 0
    assert MIGRATED in (tmp_path / "out" / "pkg" / "use.py").read_text()


def test_other_imports_are_not_collected() -> None:
    assert passed_on(b"from os import path\nimport tf\n", "mod.py") is None
    assert passed_on(b"    from .compat import tf\n", "mod.py") is None


def test_what_such_a_file_defines_counts() -> None:
    text = b"from .compat import tf\n\nclass Net(object):\n    def call(self):\n        pass\n\ndef make():\n    pass\n"
    found = passed_on(text, "mod.py")
    assert found is not None
    assert {n: e.definition for n, e in found.exports.items() if e.definition} == {
        "Net": "class",
        "make": "def",
    }


def test_a_module_that_defines_nothing_passes_on_what_it_imports() -> None:
    text = b"from nets.net import (build,\n    other as one)\nfrom os import path\n"
    found = passed_on(text, "facade.py")
    assert found is not None
    assert sorted(found.exports) == ["build", "one"]
    assert passed_on(text + b"\ndef f():\n    pass\n", "facade.py") is None
