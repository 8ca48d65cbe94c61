"""tf_slim is slim, except in the tree that is tf_slim."""

from __future__ import annotations

import ast

from migrate.resolve import ModuleSymbols, TreeIndex


def symbols_of(files: dict[str, str], path: str) -> list[str]:
    trees = {p: ast.parse(t) for p, t in files.items()}
    index = TreeIndex(tuple(ModuleSymbols(t, p).summary() for p, t in trees.items()), "repo")
    return [r.path.symbol for r in ModuleSymbols(trees[path], path, index).references]


def test_another_tree():
    assert symbols_of({"a.py": "import tf_slim\ntf_slim.conv2d"}, "a.py") == [
        "tf.contrib.slim.conv2d"
    ]


def test_its_own_tree():
    files = {
        "tf_slim/__init__.py": "from tf_slim.layers import conv2d",
        "tf_slim/layers.py": "def conv2d(): pass",
        "nets.py": "import tf_slim as slim\nslim.conv2d",
    }
    assert symbols_of(files, "nets.py") == []
    assert symbols_of(files, "tf_slim/__init__.py") == []


def test_its_own_tree_through_an_alias():
    files = {
        "tf_slim/__init__.py": "from tf_slim.ops import arg_scope as lib\narg_scope = lib.arg_scope",
        "tf_slim/ops/__init__.py": "",
        "tf_slim/ops/arg_scope.py": "def arg_scope(): pass",
        "nets.py": "import tf_slim as slim\nfrom tf_slim import arg_scope\nslim.arg_scope\narg_scope",
    }
    assert symbols_of(files, "nets.py") == []
    trees = {p: ast.parse(t) for p, t in files.items()}
    index = TreeIndex(tuple(ModuleSymbols(t, p).summary() for p, t in trees.items()), "repo")
    assert index.member("tf_slim", "arg_scope") == ("tf_slim.ops.arg_scope", "arg_scope")
