"""Values that a function which stays keeps in a collection, under a key that says all of what they are made of.

key = "edges_%d_%d" % (int(rows), int(columns))
found = tf.get_collection(key)
if not found:
    edges = tf.constant(np.ones([int(rows), int(columns)]))
    tf.add_to_collection(key, edges)
else:
    edges = found[0]

Called eagerly, each layer has its own collections and makes the value again: it is the same one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from migrate.lift.binding.purity import check_pure
from migrate.lift.neighbours.cache_keys import CacheKey, read_key
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

_ADDS = frozenset(["tf.add_to_collection", "tf.add_to_collections", "tf.get_collection_ref"])
# They give the same value whenever they are called.
_SAME = re.compile(
    r"tf\.(constant|convert_to_tensor|zeros|ones|fill|eye|range|linspace|diag|reshape|expand_dims|concat|stack|tile|pad"
    r"|matrix_band_part|transpose|cast|to_float|(float|u?int)\d+|bool|add_to_collection)"
)
_OUTSIDE = re.compile(r"(random|time|uuid|secrets|datetime)")
_BUILTINS = frozenset(
    [
        "print",
        "int",
        "float",
        "str",
        "len",
        "list",
        "tuple",
        "range",
        "map",
        "max",
        "min",
        "sum",
        "abs",
    ]
)
_ODD = (
    *(ast.Lambda, ast.FunctionDef, ast.ClassDef, ast.Return, ast.Raise, ast.Global, ast.Nonlocal),
    *(ast.For, ast.While, ast.With, ast.Try, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Import, ast.ImportFrom),
)


def only_finds_again(view: View, key: Key, node: FunctionNode, call: ast.Call) -> bool:
    """Whether a call of `tf.get_collection` only finds what the function would make again, the same whoever made it first."""
    if len(call.args) != 1 or call.keywords:
        return False
    for statement, following in _next_to_each_other(node):
        if not isinstance(statement, ast.Assign) or statement.value is not call:
            continue
        name = ast.unparse(statement.targets[0])
        uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == name]
        if len(uses) != 3 or not isinstance(following, ast.If):  # stored, asked for and read
            return False
        added = _added(view.tree.sources[key[0]], following, name, call.args[0])
        made = read_key(view, key, node, call.args[0]) if added is not None else None
        if made is None or added is None or _is_added_elsewhere(view, made, added[1]):
            return False
        return _says_all(view, key, node, added[0], made, call.args[0])
    return False


def _next_to_each_other(node: FunctionNode) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    """Each statement that runs once at most, with the one behind it."""
    waiting = [node.body]
    while waiting:
        block = waiting.pop()
        yield from pairwise(block)
        for statement in block:
            if isinstance(statement, (ast.If, ast.With)):
                waiting += [statement.body, getattr(statement, "orelse", [])]


def _added(
    source: LiftSource, test: ast.If, found: str, key: ast.expr
) -> tuple[list[ast.stmt], ast.Call] | None:
    """The statements that make the value where there is none, and the call that puts it into the collection."""
    none = ast.unparse(test.test) == f"not {found}"
    if not none and ast.unparse(test.test) != found:
        return None
    anew, again = (test.body, test.orelse) if none else (test.orelse, test.body)
    if len(again) != 1 or not isinstance(again[0], ast.Assign) or not anew:
        return None
    if len(again[0].targets) != 1 or ast.unparse(again[0].value) != f"{found}[0]":
        return None
    value = again[0].targets[0]
    adds = [n for s in anew for n in walk(s) if source.called(n) in _ADDS]
    last = anew[-1].value if isinstance(anew[-1], ast.Expr) else None
    if adds != [last] or not isinstance(last, ast.Call) or not isinstance(value, ast.Name):
        return None
    if source.called(last) != "tf.add_to_collection" or last.keywords:
        return None
    given = [ast.unparse(a) for a in last.args]
    return (anew[:-1], last) if given == [ast.unparse(key), value.id] else None


def _is_added_elsewhere(view: View, key: CacheKey, own: ast.Call) -> bool:
    """Whether other code of the tree may put something into such a collection."""
    for source in view.tree.sources.values():
        if "_to_collection" not in source.text and "get_collection_ref" not in source.text:
            continue
        for call in source.symbols.nodes:
            if not isinstance(call, ast.Call) or call is own or source.called(call) not in _ADDS:
                continue
            said = call.args[0] if call.args else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                if key.form.fullmatch(said.value) is None:
                    continue
            elif said is not None and source.symbol(said).startswith("tf.GraphKeys."):
                continue
            return True
    return False


def _says_all(
    view: View,
    key: Key,
    node: FunctionNode,
    anew: list[ast.stmt],
    made: CacheKey,
    said: ast.expr,
) -> bool:
    """Whether statements make a value of no more than parts of the key, constants, and what TensorFlow and NumPy compute."""
    source = view.tree.sources[key[0]]
    try:
        for part in made.parts:
            check_pure(source, view.tree, part)
    except Refused:
        return False
    names = {n.id for part in made.parts for n in walk(part) if isinstance(n, ast.Name)}
    last = anew[-1].end_lineno if anew else None
    for one in own_nodes(node.body):
        if isinstance(one, ast.Name) and one.id in names and not isinstance(one.ctx, ast.Load):
            if made.line < one.lineno <= (last or one.lineno):
                return False
    texts = {ast.unparse(part) for part in (*made.parts, said)}
    own: set[str] = set()
    for statement in anew:
        if not _is_same(source, statement, texts, own):
            return False
        if isinstance(statement, ast.Assign):
            own |= {t.id for t in statement.targets if isinstance(t, ast.Name)}
    return True


def _is_same(
    source: LiftSource, part: ast.AST, texts: Collection[str], own: Collection[str]
) -> bool:
    """Whether something is the same whenever the key is.

    Args:
      texts: parts of the key.
      own: names that hold such things.
    """
    if isinstance(part, _ODD):
        return False
    if isinstance(part, ast.expr) and ast.unparse(part) in texts:
        return True
    if isinstance(part, (ast.Attribute, ast.Name)):
        if symbol := source.symbol(part):
            return _SAME.fullmatch(symbol) is not None
        if outside := source.symbols.outside(part):
            return _OUTSIDE.search(outside) is None
    if isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
        if part.target.id not in own:  # it is read, too
            return False
    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part.id not in own:
        return part.id in _BUILTINS and part.id not in source.symbols.module_scope.names
    return all(_is_same(source, one, texts, own) for one in ast.iter_child_nodes(part))
