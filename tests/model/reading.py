"""Resolves small trees given as text, for tests of the model and plan stages."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping

from migrate.resolve import ModuleSymbols, TreeIndex


def resolve(sources: Mapping[str, str]) -> dict[str, ModuleSymbols]:
    """The symbols of every module of a tree, given as relpath -> source text."""
    trees = {path: ast.parse(textwrap.dedent(text)) for path, text in sources.items()}
    index = TreeIndex(tuple(ModuleSymbols(tree, path).summary() for path, tree in trees.items()))
    resolved = (ModuleSymbols(tree, path, index) for path, tree in trees.items())
    return {symbols.module: symbols for symbols in resolved}


def resolve_one(text: str) -> ModuleSymbols:
    """The symbols of one module; TensorFlow is imported as tf above ``text``."""
    return resolve({"m.py": "import tensorflow as tf\n" + textwrap.dedent(text)})["m"]
