"""Placeholders amid the statements that make layers: the method makes them first, and gives them to the layer.

h = tf.layers.dense(self.x, 8)                       self.y = tf.placeholder(tf.float32, [None, 2])
self.y = tf.placeholder(tf.float32, [None, 2])       self.loss = net(self.x, self.y)
self.loss = tf.nn.l2_loss(tf.layers.dense(h, 2) - self.y)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.lift.normal.cores.core_blocks import BLOCKS
from migrate.lift.normal.cores.events import events
from migrate.lift.source.fed_names import FED
from migrate.lift.source.source import LiftSource
from migrate.nodes import walk


def moved_first(source: LiftSource, run: list[ast.stmt], me: str) -> list[ast.stmt]:
    """The statements of a run that can stand before it: what they read is there by then, and nothing has read what they set.

    Only whole lines move. An operation of the run that may be called like a placeholder keeps it where it is.
    """
    found: list[ast.stmt] = []
    read, stored = set[tuple[str, str]](), set[tuple[str, str]]()
    texts = [n.value for s in run for n in walk(s) if isinstance(n, ast.Constant)]
    for place, statement in enumerate(run):
        reads, sets = _names(statement, me)
        free = not sets & (read | stored) and not reads & stored
        if place and free and _is_fed(source, statement, texts):
            found.append(statement)
        else:
            read |= reads
            stored |= sets
    lines = [n for s in run if s not in found for n in range(s.lineno, (s.end_lineno or 0) + 1)]
    own = [n for s in found for n in range(s.lineno, (s.end_lineno or 0) + 1)]
    return [] if set(lines) & set(own) or len(set(own)) < len(own) else found


def _names(statement: ast.stmt, me: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """What a statement reads, and what it sets: names and attributes."""
    reads, sets = set[tuple[str, str]](), set[tuple[str, str]]()
    for kind, name, _ in events([statement], me, True):
        place = kind.rpartition(" ")[2], name
        (sets if kind.startswith("sets") else reads).add(place)
    return reads, sets


def _is_fed(source: LiftSource, statement: ast.stmt, texts: Sequence[object]) -> bool:
    """``x = tf.placeholder(...)``, of a type and a shape that need nothing computed."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    if not isinstance(value, ast.Call) or source.called(value) not in FED:
        return False
    arguments = [*value.args, *(k.value for k in value.keywords)]
    parts = [n for a in arguments for n in walk(a)]
    if any(isinstance(n, (ast.Call, *BLOCKS)) for n in parts):
        return False
    named = [n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return all(texts.count(name) == 1 for name in named)
