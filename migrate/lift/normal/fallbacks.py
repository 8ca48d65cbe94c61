"""A `try` that is prepared for another version of TensorFlow: what runs on TF 1.15 stays.

try:                                                outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
except Exception:  # it gave only the outputs once
    outputs = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)

Both ways make the same call; as many values as it gives (``results`` in rules/variables.toml) can be taken apart.
"""

from __future__ import annotations

import ast
import io
import textwrap
import tokenize

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.rewrite.edits import Edit


def without_fallback(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that leave the first way of one such `try` of a function; empty when there is none."""
    for part in own_nodes(node.body):
        if isinstance(part, ast.Try) and _is_fallback(source, part, creators):
            return _first_way(source, part)
    return []


def _is_fallback(source: LiftSource, node: ast.Try, creators: Creators) -> bool:
    """Whether a handler only takes the results of the same call apart in another way, in vain."""
    if node.orelse or node.finalbody or len(node.body) != 1 or not node.handlers:
        return False
    tried = node.body[0]
    if not isinstance(tried, ast.Assign) or len(tried.targets) != 1:
        return False
    if not isinstance(tried.value, ast.Call) or not _fits(source, tried, creators):
        return False
    again = ast.dump(tried.value)
    for handler in node.handlers:
        one = handler.body[0] if len(handler.body) == 1 else None
        if handler.name or not isinstance(one, ast.Assign) or ast.dump(one.value) != again:
            return False
    return True


def _fits(source: LiftSource, node: ast.Assign, creators: Creators) -> bool:
    """Whether TF 1.15 gives as many values as there are names for them."""
    rule = creators.rules.get(source.called(node.value))
    target = node.targets[0]
    if rule is None or not rule.results:
        return False
    if isinstance(target, ast.Name):
        return True
    if not isinstance(target, (ast.Tuple, ast.List)) or len(target.elts) != rule.results:
        return False
    return all(isinstance(e, ast.Name) for e in target.elts)


def _first_way(source: LiftSource, node: ast.Try) -> list[Edit]:
    """The statement of the body in place of the whole, with all comments."""
    positions = source.positions
    tried = node.body[0]
    pad, inner = positions.indent(node), positions.indent(tried)
    own = range(tried.lineno, (tried.end_lineno or 0) + 1)
    comments = [f"{pad}{c}" for c in _comments(source, node, own)]
    start, end = positions.start(tried), positions.end(tried)
    rest = source.text[end : positions.line_start((tried.end_lineno or 0) + 1)].rstrip()
    first, *more = (source.text[start:end] + rest).split("\n")
    shown = [m.removeprefix(inner[len(pad) :]) for m in more]
    lines = [*comments, f"{pad}{first}", *shown]
    text = "\n".join(lines).removeprefix(pad)
    return [Edit(positions.start(node), positions.end(node), (text,))]


def _comments(source: LiftSource, node: ast.Try, own: range) -> list[str]:
    """The comments of a statement, but for those of the lines that stay."""
    first = source.positions.line_start(node.lineno)
    text = source.text[first : source.positions.line_start((node.end_lineno or 0) + 1)]
    tokens = tokenize.generate_tokens(io.StringIO(textwrap.dedent(text)).readline)
    found = [t for t in tokens if t.type == tokenize.COMMENT]
    return [t.string for t in found if t.start[0] + node.lineno - 1 not in own]
