"""Resolving names by Python's scope rules and across modules."""

from __future__ import annotations

import ast
import textwrap

import pytest

from migrate.resolve import ModuleSymbols, TreeIndex


def resolve(files: dict[str, str], path: str) -> list[tuple[str, int, str]]:
    """(symbol, line, via) of every reference of one file of a tree."""
    trees = {p: ast.parse(textwrap.dedent(t)) for p, t in files.items()}
    index = TreeIndex(tuple(ModuleSymbols(t, p).summary() for p, t in trees.items()), "root")
    symbols = ModuleSymbols(trees[path], path, index)
    return [(r.path.symbol, r.node.lineno, r.path.via) for r in symbols.references]


def one(source: str) -> list[str]:
    return [symbol for symbol, _, _ in resolve({"m.py": source}, "m.py")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import tensorflow as tf\ntf.log", ["tf.log"]),
        ("import tensorflow.compat.v1 as tf\ntf.log", ["tf.log"]),
        ("import tensorflow as tf\ntf.compat.v1.log", ["tf.log"]),
        ("import tensorflow as tf\ndef f(tf): return tf.log", []),
        ("import tensorflow as tf\ndef f():\n  tf = 1\n  return tf.log", []),
        ("import tensorflow as tf\nclass A:\n  tf = 1\n  def f(self): return tf.log", ["tf.log"]),
        ("import tensorflow as tf\n[tf.log for tf in x]", []),
        ("import tensorflow as tf\n[tf.log for y in tf.exp]", ["tf.log", "tf.exp"]),
        ("def f():\n  global tf\n  import tensorflow as tf\ntf.log", ["tf.log"]),
        ("import tensorflow as tf\ntf = None\ntf.log", ["tf.log"]),
        ("import tensorflow as tf\nfor tf in x: pass\ntf.log", []),
        (
            "import tensorflow as tf\nnn = tf.nn\nrelu = nn.relu\nrelu(x)",
            ["tf.nn", "tf.nn.relu", "tf.nn.relu"],
        ),
        ("import tensorflow as tf\nlambda tf: tf.log", []),
        ("import tensorflow as tf\ndef f(x=tf.log): pass", ["tf.log"]),
        ("import tensorflow as tf\n@tf.function\ndef f(): pass", ["tf.function"]),
        ("import tensorflow as tf\ntf.app.flags.FLAGS.rate", ["tf.app.flags.FLAGS.rate"]),
        ("import tensorflow as tf\nf(tf.log).exp", ["tf.log"]),
        ("import tf_slim as slim\nslim.conv2d", ["tf.contrib.slim.conv2d"]),
        ("tf.log", []),
    ],
)
def test_scopes(source, found):
    assert sorted(one(source)) == sorted(found)


def test_a_version_switch_resolves_to_what_works_on_tf2():
    source = """
        try:
            import tensorflow as tf
        except ImportError:
            import tensorflow.compat.v1 as tf
        tf.log
        """
    assert resolve({"m.py": source}, "m.py") == [("tf.log", 6, "v1")]


@pytest.mark.parametrize(
    ("path", "source", "symbol"),
    [
        ("pkg/a.py", "from .compat import tf\ntf.log", "tf.log"),
        ("pkg/a.py", "from pkg.compat import tf as t\nt.log", "tf.log"),
        ("pkg/a.py", "from root.pkg.compat import tf\ntf.log", "tf.log"),
        ("pkg/a.py", "import compat\ncompat.tf.log", "tf.log"),
        ("pkg/sub/a.py", "from ..compat import tf\ntf.log", "tf.log"),
        ("pkg/sub/a.py", "from .. import compat\ncompat.tf.log", "tf.log"),
        ("pkg/a.py", "from pkg.compat import *\ntf.log", "tf.log"),
        ("pkg/a.py", "from pkg import tf\ntf.log", "tf.log"),
        ("a.py", "import pkg.compat as c\nc.nn.relu", "tf.nn.relu"),
    ],
)
def test_across_modules(path, source, symbol):
    files = {
        "pkg/__init__.py": "from .compat import tf",
        "pkg/compat.py": "import tensorflow as tf\nnn = tf.nn",
        "pkg/sub/__init__.py": "",
        path: source,
    }
    assert [s for s, _, _ in resolve(files, path)] == [symbol]


def test_cycles_of_star_imports_end():
    files = {"a.py": "from b import *\ntf.log", "b.py": "from a import *"}
    assert resolve(files, "a.py") == []


def test_targets_across_modules():
    files = {
        "net.py": "from ops import dense as d\nimport ops\nd(1)\nops.Net.call(2)\nlocal(3)\ndef local(x): pass",
        "ops.py": "def dense(x): pass\nclass Net:\n    def call(self): pass",
    }
    trees = {p: ast.parse(t) for p, t in files.items()}
    index = TreeIndex(tuple(ModuleSymbols(t, p).summary() for p, t in trees.items()))
    symbols = ModuleSymbols(trees["net.py"], "net.py", index)
    calls = [n for n in ast.walk(trees["net.py"]) if isinstance(n, ast.Call)]
    calls.sort(key=lambda n: n.lineno)
    assert [symbols.target(c.func) for c in calls] == [
        ("ops", "dense"),
        ("ops", "Net.call"),
        ("net", "local"),
    ]
