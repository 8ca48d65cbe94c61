"""Objects that only hold settings: which class of the tree they are of, and how an equal one is made of what they hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import self_attribute
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk

HPARAMS = ("", "tf.contrib.training.HParams")  # in place of a class of the tree
_COPIES = ("copy.copy", "copy.deepcopy")
_DEPTH = 4
# With one of these a class may hold more, or otherwise, than its constructor says.
_ODD = frozenset(["__slots__", "__setattr__", "__getattr__", "__getattribute__", "__new__"])

_FILLS = (
    r"(?P<own>\w+) = (?P<made>\w+)\([^\n()]*\)\nfor \(?(?P<k>\w+), (?P<v>\w+)\)? in "
    r"(?:six\.iteritems\((?P<given>\w+)\)|(?P<other>\w+)\.items\(\)):\n"
    r"    (?P=own)\.__dict__\[(?P=k)\] = (?P=v)\nreturn (?P=own)"
)


def settings_class(tree: TreeTimes, where: Key, node: ast.expr, depth: int = 0) -> Key | None:
    """The class of the object that an expression gives: one of the tree's, or `HPARAMS`; None for what cannot be told."""
    source = tree.sources[where[0]]
    if not isinstance(node, ast.Call) or depth > _DEPTH:
        return None
    if source.called(node) == HPARAMS[1]:
        return HPARAMS
    if source.symbols.outside(node.func) in _COPIES and len(node.args) == 1:
        return settings_class(tree, where, node.args[0], depth + 1)
    target = source.symbols.target(node.func)
    if isinstance(node.func, ast.Name) and is_named_tuple(source, node.func.id):
        return source.module, node.func.id
    if target is None or target in tree.graph.classes:
        return target
    key = tree.callee(source, node)
    function = tree.function(key) if key is not None else None
    if key is None or function is None or tree.sources[key[0]].definitions[key[1]] > 1:
        return None
    return _returned(tree, key, function, depth + 1)


def _returned(tree: TreeTimes, key: Key, function: FunctionNode, depth: int) -> Key | None:
    """What a function of a module returns, or a class method whose `cls` is the class that defines it."""
    owner = key[1].rpartition(".")[0]
    method = [ast.unparse(d) for d in function.decorator_list]
    if "." in key[1] and method not in (["classmethod"], ["staticmethod"]):
        return None
    if "." not in key[1] and method:
        return None
    own = function.args.args[0].arg if method == ["classmethod"] and function.args.args else ""
    nodes = list(own_nodes(function.body))
    returned = [n.value for n in nodes if isinstance(n, ast.Return)]
    found: set[Key | None] = set()
    for value in returned:
        made = value
        if isinstance(value, ast.Name):
            given = [n.value for n in nodes if isinstance(n, ast.Assign) and _binds(n, value.id)]
            stores = [n for n in nodes if isinstance(n, ast.Name) and n.id == value.id]
            stores = [n for n in stores if not isinstance(n.ctx, ast.Load)]
            made = given[0] if len(given) == 1 == len(stores) else None
        func = made.func if isinstance(made, ast.Call) else None
        if own and isinstance(func, ast.Name) and func.id == own:
            found.add((key[0], owner))
        elif own and isinstance(func, ast.Attribute) and ast.unparse(func.value) == own:
            inner = (key[0], f"{owner}.{func.attr}")
            below = tree.function(inner)
            found.add(
                _returned(tree, inner, below, depth + 1) if below and depth < _DEPTH else None
            )
        else:
            found.add(settings_class(tree, key, made, depth) if made is not None else None)
    return found.pop() if len(found) == 1 else None


def _binds(node: ast.Assign, name: str) -> bool:
    return any(isinstance(t, ast.Name) and t.id == name for t in node.targets)


def holds_arguments(tree: TreeTimes, key: Key) -> bool:
    """Whether an object of a class has exactly what its constructor was given, by the same names."""
    if key == HPARAMS:
        return True
    source = tree.sources.get(key[0])
    if source is not None and is_named_tuple(source, key[1]):
        return True
    found = source.tree.body if source is not None else ()
    nodes = [n for n in found if isinstance(n, ast.ClassDef) and n.name == key[1]]
    if source is None or len(nodes) != 1:
        return False
    node = nodes[0]
    plain = all(ast.unparse(b) == "object" for b in node.bases) and not node.keywords
    names = {n.id for n in walk(node) if isinstance(n, ast.Name)}
    methods = {m.name: m for m in node.body if isinstance(m, ast.FunctionDef)}
    init = methods.get("__init__")
    if not plain or node.decorator_list or init is None or _ODD & (names | methods.keys()):
        return False
    given = _stored(init)
    if given is None:
        return False
    if init.args.kwarg is not None:
        return True
    stored = {n.attr for m in methods.values() for n in _stores(walk(m))}
    stores = _stores(source.symbols.nodes)
    return stored | {n.attr for n in stores if _may_be(tree, key, source, n)} <= given


def filled_by(source: LiftSource, name: str) -> str | None:
    """The class method by which a class whose objects get attributes from a dict makes one; None where it is not plain.

    "" where none of its methods writes ``__dict__``, as those of BERT's settings do.
    """
    node = next(n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    writers = [m for m in node.body if isinstance(m, ast.FunctionDef) and _writes_dict(m)]
    writers = [m for m in writers if m.name != "__init__"]
    for method in writers:
        shown = [ast.unparse(s) for s in method.body if not isinstance(s, ast.Expr)]
        found = re.fullmatch(_FILLS, "\n".join(shown))
        given = [a.arg for a in method.args.args]
        plain = [ast.unparse(d) for d in method.decorator_list] == ["classmethod"]
        if (
            found is None
            or not plain
            or given != ["cls", found["given"] or found["other"]]
            or len(writers) > 1
        ):
            return None
        if found["made"] not in ("cls", name):
            return None
    return writers[0].name if writers else ""


def _writes_dict(method: FunctionNode) -> bool:
    return any(
        isinstance(n, ast.Subscript)
        and not isinstance(n.ctx, ast.Load)
        and "__dict__" in ast.unparse(n.value)
        for n in walk(method)
    )


def is_named_tuple(source: LiftSource, name: str) -> bool:
    """Whether a name of a module is that of a `collections.namedtuple`."""
    bound = source.symbols.module_scope.names.get(name, ())
    made = bound[0].statement if len(bound) == 1 else None
    call = made.value if isinstance(made, ast.Assign) else None
    return (
        isinstance(call, ast.Call)
        and source.symbols.outside(call.func) == "collections.namedtuple"
        and all(k.arg != "rename" for k in call.keywords)
    )


def _stores(nodes: Iterable[ast.AST]) -> list[ast.Attribute]:
    """The attributes that code sets."""
    found = (n for n in nodes if isinstance(n, ast.Attribute))
    return [n for n in found if not isinstance(n.ctx, ast.Load)]


def _may_be(tree: TreeTimes, key: Key, source: LiftSource, node: ast.Attribute) -> bool:
    """Whether code of the class's own module sets an attribute of one of its objects, as far as a name shows it."""
    if not isinstance(node.value, ast.Name):
        return False
    name = node.value.id
    return any(
        isinstance(n, ast.Assign)
        and _binds(n, name)
        and settings_class(tree, (source.module, ""), n.value) == key
        for n in source.symbols.nodes
    )


def _stored(init: FunctionNode) -> set[str] | None:
    """The parameters of a constructor that does nothing but keep each of them under its own name; None for any other."""
    args = init.args
    if args.posonlyargs or args.vararg is not None or not args.args:
        return None
    names = [a.arg for a in [*args.args[1:], *args.kwonlyargs]]
    kept: list[str] = []
    for statement in init.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        text = ast.unparse(statement)
        if args.kwarg is not None and _keeps_all(text, args.kwarg.arg):
            kept.append("**")
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            name = self_attribute(statement.targets[0])
            if not isinstance(statement.value, ast.Name) or statement.value.id != name:
                return None
            kept.append(name)
        else:
            return None
    wanted = [*names, *(["**"] if args.kwarg is not None else [])]
    return set(names) if sorted(kept) == sorted(wanted) else None


def _keeps_all(text: str, kwargs: str) -> bool:
    loop = f"for k, v in {kwargs}.items():\n    setattr(self, k, v)"
    return text in (f"self.__dict__.update({kwargs})", f"self.__dict__.update(**{kwargs})", loop)
