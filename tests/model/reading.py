"""Resolves small trees given as text, for tests of the model and plan stages."""

from __future__ import annotations

import ast
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

from migrate.model.extract import module_scopes
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import TreeGraph
from migrate.resolve import ModuleSymbols, TreeIndex

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent.parent


def resolve(sources: Mapping[str, str]) -> dict[str, ModuleSymbols]:
    """The symbols of every module of a tree, given as relpath -> source text."""
    trees = {path: ast.parse(textwrap.dedent(text)) for path, text in sources.items()}
    index = TreeIndex(tuple(ModuleSymbols(tree, path).summary() for path, tree in trees.items()))
    resolved = (ModuleSymbols(tree, path, index) for path, tree in trees.items())
    return {symbols.module: symbols for symbols in resolved}


def resolve_one(text: str) -> ModuleSymbols:
    """The symbols of one module; TensorFlow is imported as tf above ``text``."""
    return resolve({"m.py": "import tensorflow as tf\n" + textwrap.dedent(text)})["m"]


def layer_rules() -> LayerRules:
    """The rules of the repository."""
    return LayerRules(tomllib.loads((ROOT / "rules" / "variables.toml").read_text()))


def graph_of(sources: Mapping[str, str]) -> TreeGraph:
    """The scope graph of a tree given as relpath -> source text."""
    rules = layer_rules()
    symbols = resolve(sources).values()
    return TreeGraph([module_scopes(s, rules) for s in symbols], rules)
