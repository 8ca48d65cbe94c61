"""Helpers of a function that look at what exists, or change what belongs to their module: a layer would see or do something else.

def count():
    return float(len(tf.trainable_variables()))

def head(x):
    return tf.layers.dense(x, 2, name="head") * count()      # TF318
"""

from __future__ import annotations

import ast

from migrate.lift.checks.hidden_calls import helpers
from migrate.lift.neighbours.looks import looked_at
from migrate.lift.neighbours.module_notes import (
    changed_around,
    changed_of_module,
    is_only_noted,
)
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import loads
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk


def check_helpers(view: View) -> None:
    """What a function calls that makes nothing must look at no more than it is given, and change nothing that decides.

    Raises:
      Refused: it does.
    """
    _check_methods(view)
    for key, line in helpers(view):
        node = view.tree.function(key)
        if node is not None and (why := looked_at(view, key, node, "", is_hosted=False)):
            raise Refused("TF318", f"calls `{key[1]}`, which {why}", line)
        source = view.tree.sources[key[0]]
        for name in changed_of_module(source, node) if node is not None else ():
            if not is_only_noted(view.tree, key[0], name):
                text = f"calls `{key[1]}`, which changes `{name}` of its module whenever Keras runs `call`"
                raise Refused("TF319", text, line)
        for name in changed_around(source, node) if node is not None else ():
            if name not in local_names(view.node) and _is_read(view, key, name):
                text = f"calls `{key[1].rpartition('.')[2]}`, which changes `{name}` of the function around it whenever Keras runs `call`"
                raise Refused("TF319", text, line)


def _check_methods(view: View) -> None:
    """The same of methods and properties of objects that only the run knows, ``agents[0].variables``.

    Raises:
      Refused: one that it may be looks at what exists.
    """
    source, tree = view.source, view.tree
    for statement in view.body:
        for part in walk(statement):
            if not isinstance(part, ast.Attribute) or not isinstance(part.ctx, ast.Load):
                continue
            if part.attr not in tree.methods or source.symbol(part):
                continue
            if source.symbols.outside(part) or source.symbols.target(part) is not None:
                continue
            for key in tree.methods[part.attr]:
                node = tree.function(key)
                if node is None or key in tree.graph.creating or key == view.key:
                    continue
                if why := looked_at(view, key, node, "", is_hosted=False):
                    text = f"`{ast.unparse(part)}` may be `{key[1]}`, which {why}"
                    raise Refused("TF318", text, part.lineno)


def _is_read(view: View, helper: Key, name: str) -> bool:
    """Whether what makes variables beside a helper, in the same function, reads a name."""
    around = helper[1].rpartition(".<locals>.")[0]
    beside = [
        node
        for (module, qualname), node in view.tree.functions.items()
        if module == helper[0]
        and qualname.startswith(f"{around}.<locals>.")
        and (module, qualname) in view.tree.graph.creating
    ]
    return any(name in loads(node) for node in beside)
