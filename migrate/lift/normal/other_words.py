"""A call that makes a variable beside what it computes, in other words: the variable, and the computation.

loss, w = tf.contrib.crf.crf_log_likelihood(x, y, n)      w = tf.get_variable("transitions", [...])
                                                          loss = tf.contrib.crf.crf_sequence_score(x, y, n, w)
                                                          loss -= tf.contrib.crf.crf_log_norm(x, n, w)

``statements`` in rules/variables.toml has the words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.layer_rules import LayerRule
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_PLACE = re.compile(r"\{(\w+)\}")


def in_other_words(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that write out one such call of a function; empty when there is none."""
    taken = {n.id for n in walk(node) if isinstance(n, ast.Name)}
    for part in own_nodes(node.body):
        if not isinstance(part, ast.Assign) or not isinstance(part.value, ast.Call):
            continue
        rule = creators.rules.get(source.called(part.value))
        if rule is not None and rule.statements:
            words = _words(source, part, part.value, rule, taken)
            if words:
                positions = source.positions
                text = f"\n{positions.indent(part)}".join(words)
                return [Edit(positions.start(part), positions.end(part), (text,))]
    return []


def _words(
    source: LiftSource, node: ast.Assign, call: ast.Call, rule: LayerRule, taken: set[str]
) -> list[str]:
    results, root = list(_results(node, rule, taken)), tensorflow_name(source)
    if len(results) != rule.results or not root or "#" in source.segment(node):
        return []
    if any(isinstance(a, ast.Starred) for a in call.args) or None in [k.arg for k in call.keywords]:
        return []
    given = dict(zip(rule.parameters, call.args))
    given |= {k.arg: k.value for k in call.keywords if k.arg}
    if not all(_is_plain(value) for value in given.values()):
        return []
    texts = {name: ast.unparse(value) for name, value in given.items()}
    texts |= {f"result_{i}": text for i, text in enumerate(results)} | {"tf": root}
    wanted = {name for line in rule.statements for name in _PLACE.findall(line)}
    if wanted != set(texts) or {texts[name] for name in given} & set(results):
        return []
    namespace = rule.symbol.rpartition(".")[0].replace("tf.", "{tf}.", 1)
    own = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else namespace
    lines = [line.replace(f"{namespace}.", f"{own}.") for line in rule.statements]
    return [_PLACE.sub(lambda match: texts[match[1]], line) for line in lines]


def _results(node: ast.Assign, rule: LayerRule, taken: set[str]) -> Iterator[str]:
    """The names of the results; one that was not to be used gets the name of the variable."""
    target = node.targets[0]
    elements = target.elts if isinstance(target, (ast.Tuple, ast.List)) else ()
    for element in elements if len(node.targets) == 1 else ():
        if not _is_plain(element):
            return
        text = ast.unparse(element)
        if text == "_":
            if rule.default_name in taken:
                return
            text = rule.default_name
        yield text


def _is_plain(node: ast.expr) -> bool:
    """Whether it can be written twice: a name, or an attribute of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)
