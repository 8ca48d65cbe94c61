"""Short names that a module gives to layers, with some of their arguments or none, are written out where functions call them.

pointwise = functools.partial(conv, width=1)
norm_fn = layer_norm

def net(x):                                        def net(x):
    x = pointwise(x, 3, scope="last")                  x = conv(x, 3, width=1, scope="last")
    return norm_fn(x)                                  return layer_norm(x)

The short name goes where nothing else uses it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from migrate.lift.normal.aliases import is_alias
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import local_names
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import LiftSource
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def module_partials(
    sources: Mapping[str, LiftSource], creators: Creators, mentioned: Callable[[str], bool]
) -> list[Repeats]:
    """The functions of a tree that call such names.

    Args:
      mentioned: whether a module that is none of these has a name in its text.
    """
    found = []
    for module, source in sources.items():
        for statement in source.tree.body:
            name = _name(statement)
            if not name or source.skips.file or source.skips.covers(statement.lineno):
                continue
            assert isinstance(statement, ast.Assign)
            if source.symbol(statement.value):
                continue  # as good as TensorFlow's own name
            if not _stays(source, statement, name):
                continue
            if not is_alias(source, statement.value, creators):
                continue
            edits, functions, whole = _written(sources, source, statement, name)
            if not functions:
                continue
            if (
                whole
                and not _imported(sources, name)
                and name not in source.looked_up
                and not mentioned(name)
            ):
                edits.setdefault(module, []).extend(_without(source, statement))
            found.append(Repeats(frozenset(functions), {m: tuple(e) for m, e in edits.items()}))
    return found


def _name(statement: ast.stmt) -> str:
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return ""
    target = statement.targets[0]
    named = isinstance(statement.value, (ast.Name, ast.Attribute))
    partial = isinstance(statement.value, ast.Call) and bool(statement.value.args)
    return target.id if isinstance(target, ast.Name) and (named or partial) else ""


def _stays(source: LiftSource, statement: ast.Assign, name: str) -> bool:
    """Whether the name, and what is given with it, is the same whenever a function runs."""
    read = {n.id for n in walk(statement.value) if isinstance(n, ast.Name)}
    for one in (name, *read):
        if one in source.rebound or one in source.changed:
            return False
        places = [n for n in source.symbols.nodes if isinstance(n, ast.Name) and n.id == one]
        stored = [n for n in places if not isinstance(n.ctx, ast.Load)]
        if one == name and stored != statement.targets:
            return False
        if one != name and len(stored) + source.definitions.get(one, 0) > 1:
            return False
    locals_ = {n for f in source.functions.values() for n in local_names(f)}
    return not locals_ & {name, *read} and source.definitions.get(name, 0) == 0


def _written(
    sources: Mapping[str, LiftSource], source: LiftSource, statement: ast.Assign, name: str
) -> tuple[dict[str, list[Edit]], set[Key], bool]:
    """The edits of what calls a short name, the functions they stand in, and whether they are all of its uses."""
    edits: dict[str, list[Edit]] = {}
    functions: set[Key] = set()
    whole = True
    for other in sources.values():
        uses = _uses(source, other, name)
        if not uses:
            continue
        value = _value(source, other, statement.value, uses[0])
        every = [n for n in other.symbols.nodes if isinstance(n, ast.Call)]
        calls = {id(n.func): n for n in every}
        partials = {id(n.args[0]): n for n in every if n.args and _is_partial(other, n)}
        within = {id(n): key for key, n in _inside(other)}
        for use in uses:
            call = calls.get(id(use)) or partials.get(id(use))
            key, text = within.get(id(use)), None
            if value is not None and call is not None and (key is not None or call.func is not use):
                if sum(part in uses for part in walk(call)) == 1:
                    text = _text(other, call, use, *value)
            if call is None or text is None:
                whole = False
                continue
            place = other.positions.start(call), other.positions.end(call)
            edits.setdefault(other.module, []).append(Edit(*place, (text,)))
            functions |= {key} if key is not None else set()
    return edits, functions, whole


def _imported(sources: Mapping[str, LiftSource], name: str) -> bool:
    """Whether a module imports something of a name from another one, or all that it has."""
    for source in sources.values():
        for node in source.symbols.nodes:
            if isinstance(node, ast.ImportFrom) and {a.name for a in node.names} & {name, "*"}:
                return True
    return False


def _uses(source: LiftSource, other: LiftSource, name: str) -> list[ast.expr]:
    """Where a module speaks of a short name of another one, or of its own."""
    if other is not source:
        read = [n for n in other.attributes.get(name, ()) if isinstance(n.ctx, ast.Load)]
        return [n for n in read if other.symbols.module_named(n.value) == source.module]
    named = [n for n in source.symbols.nodes if isinstance(n, ast.Name) and n.id == name]
    return [n for n in named if isinstance(n.ctx, ast.Load)]


def _value(
    source: LiftSource, other: LiftSource, value: ast.expr, use: ast.expr
) -> tuple[str, list[str], list[tuple[str, str]]] | None:
    """What a short name stands for, its arguments and its keywords, as another module writes them."""
    first, args, keywords = value, list[ast.expr](), list[ast.keyword]()
    if isinstance(value, ast.Call):
        first, args, keywords = value.args[0], value.args[1:], value.keywords
    given = [*args, *(k.value for k in keywords)]
    if other is source:
        called: str | None = source.segment(first)
        shown: list[str | None] = [source.segment(g) for g in given]
    else:
        called = _as_there(source, other, first)
        if called is None and isinstance(use, ast.Attribute) and isinstance(first, ast.Name):
            called = f"{other.segment(use.value)}.{first.id}"
        shown = [_as_there(source, other, g) for g in given]
    if called is None or any(s is None or "#" in s or "\n" in s for s in shown):
        return None
    texts = [s for s in shown if s is not None]
    names = [k.arg for k in keywords if k.arg is not None]
    count = len(args)
    return called, texts[:count], list(zip(names, texts[count:], strict=True))


def _as_there(source: LiftSource, other: LiftSource, node: ast.expr) -> str | None:
    """A constant or something of TensorFlow, as another module writes it."""
    symbol, tensorflow = source.symbol(node), tensorflow_name(other)
    if symbol:
        return f"{tensorflow}.{symbol[3:]}" if tensorflow and symbol.startswith("tf.") else None
    try:
        ast.literal_eval(node)
    except ValueError:
        return None
    return source.segment(node)


def _text(
    source: LiftSource,
    call: ast.Call,
    use: ast.expr,
    called: str,
    before: list[str],
    keywords: list[tuple[str, str]],
) -> str | None:
    """A call of the short name, or another `partial` of it, with what it stands for."""
    rest = source.text[source.positions.end(call.func) : source.positions.end(call)]
    if "#" in rest or any(isinstance(a, ast.Starred) for a in call.args):
        return None
    if any(k.arg is None for k in call.keywords):
        return None
    own = call.args if call.func is use else call.args[1:]
    again = {k.arg for k in call.keywords}
    given = [*before, *(source.segment(a) for a in own)]
    given += [f"{name}={text}" for name, text in keywords if name not in again]
    given += [source.segment(k) for k in call.keywords]
    if call.func is use:
        return f"{called}({', '.join(given)})"
    return f"{source.segment(call.func)}({', '.join([called, *given])})"


def _without(source: LiftSource, statement: ast.stmt) -> list[Edit]:
    """The edit that takes a statement away; none where a comment stands beside it."""
    start = source.positions.line_start(statement.lineno)
    end = source.positions.line_start((statement.end_lineno or 0) + 1)
    if "#" in source.text[start:end]:
        return []
    end += min(_blank(source.text[:start][::-1]) - 1, _blank(source.text[end:]))
    return [Edit(start, end, ("",))]


def _blank(text: str) -> int:
    """How many newlines a text begins with."""
    return len(text) - len(text.lstrip("\n"))


def _is_partial(source: LiftSource, call: ast.Call) -> bool:
    return source.symbols.is_member(call.func, "functools", "partial")


def _inside(source: LiftSource) -> Iterator[tuple[Key, ast.AST]]:
    """What runs when functions of the module do, with those."""
    for qualname, function in source.functions.items():
        for statement in function.body:
            for node in walk(statement):
                yield (source.module, qualname), node
