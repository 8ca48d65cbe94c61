"""A name that holds one of several functions, and is only called, becomes a function that asks when it is called.

norm = batch_norm if train else scale_norm       def norm(x, name):
                                                     if train:
                                                         return batch_norm(x, name)
                                                     return scale_norm(x, name)

What decides must be the same whenever that function is called. `closures` moves it out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from migrate.lift.normal.choices import Choice, choice_at
from migrate.lift.normal.first.chosen_functions import stays_true
from migrate.lift.source.bodies import local_names
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_DEFINED = (ast.FunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def choices_defined(
    source: LiftSource,
    node: FunctionNode,
    creators: Creators,
    sources: Mapping[str, LiftSource],
) -> list[Edit]:
    """The edits that define one such function in a function; empty when there is none.

    Args:
      sources: the modules of the tree, which must not change a table that is looked into.
    """
    for block in straight_blocks(node):
        for at in range(len(block)):
            choice = choice_at(source, node, block, at, sources)
            if choice is not None:
                edits = _defined(source, node, choice, creators, sources)
                if edits:
                    return edits
    return []


def straight_blocks(node: FunctionNode) -> Iterator[list[ast.stmt]]:
    """The statements that run once, one after the other."""
    waiting = [node.body]
    while waiting:
        block = waiting.pop()
        yield block
        waiting += [s.body for s in block if isinstance(s, ast.With)]


def _defined(
    source: LiftSource,
    function: FunctionNode,
    choice: Choice,
    creators: Creators,
    sources: Mapping[str, LiftSource],
) -> list[Edit]:
    first, last = choice.statements[0], choice.statements[-1]
    start, end = source.positions.start(first), source.positions.end(last)
    values = [a.value for a in choice.arms if a.value is not None]
    if "#" in source.text[start:end] or len(values) < 2:
        return []
    if not any(_creates(source, creators, value) for value in values):
        return []
    calls = calls_of(function, choice)
    if not calls or not is_settled(function, choice, last):
        return []
    fails = any(a.fails for a in choice.arms)
    for each in sources.values():
        if may_change(each, choice) or (fails and _catches(each, creators)):
            return []
    given = _signature(source, creators, values, calls)
    if given is None:
        return []
    positional, named = given
    outside = {n for a in choice.arms for t in a.tests for n in loads(t)}
    for value in values:
        outside |= loads(value) - (local_names(value) if isinstance(value, ast.Lambda) else set())
    if outside & {choice.name, *positional, *named} or outside & source.rebound:
        return []
    texts = [
        arm.fails if arm.value is None else _text(source, arm.value, positional, named)
        for arm in choice.arms
    ]
    if any(text is None for text in texts):
        return []
    pad = source.positions.indent(first)
    lines = [f"def {choice.name}({', '.join([*positional, *named])}):"]
    for arm, text in zip(choice.arms, texts):
        test = f"({arm.test})" if "\n" in arm.test else arm.test
        begin = "if" if arm is choice.arms[0] else "elif"
        if test:
            lines += [f"    {begin} {test}:", f"        {text}"]
        elif arm.fails:
            lines.append(f"    {text}")
        else:
            lines += ["    else:", f"        {text}"]
    return [Edit(start, end, (f"\n{pad}".join(lines),))]


def _creates(source: LiftSource, creators: Creators, value: ast.expr) -> bool:
    """Whether a function creates variables when it is called."""
    if isinstance(value, ast.Lambda):
        return creators.inside(source, value.body)
    if _is_partial(source, value):
        assert isinstance(value, ast.Call)
        value = value.args[0]
    return isinstance(value, (ast.Name, ast.Attribute)) and creators.creates(
        source, ast.Call(value, [], [])
    )


def _is_partial(source: LiftSource, value: ast.expr) -> bool:
    called = isinstance(value, ast.Call) and bool(value.args)
    return called and source.symbols.is_member(value.func, "functools", "partial")  # type: ignore[attr-defined]


def calls_of(function: FunctionNode, choice: Choice) -> list[ast.Call]:
    """The calls of the name, all of them behind what sets it; empty where it is used in another way, or set again."""
    setting = {id(n) for s in choice.statements for n in walk(s)}
    if any(a.arg == choice.name for a in walk(function) if isinstance(a, ast.arg)):
        return []
    called = {id(n.func): n for n in walk(function) if isinstance(n, ast.Call)}
    found = []
    for node in walk(function):
        if isinstance(node, (ast.Global, ast.Nonlocal)) and choice.name in node.names:
            return []
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == choice.name:
            return []
        if not isinstance(node, ast.Name) or node.id != choice.name or id(node) in setting:
            continue
        if id(node) not in called or node.lineno <= (choice.statements[-1].end_lineno or 0):
            return []
        found.append(called[id(node)])
    read = [n for s in choice.statements for n in walk(s) if isinstance(n, ast.Name)]
    loaded = any(n.id == choice.name and isinstance(n.ctx, ast.Load) for n in read)
    return [] if loaded else found


def is_settled(function: FunctionNode, choice: Choice, last: ast.stmt) -> bool:
    """Whether what decides, and what the functions read, is the same whenever one of them is called."""
    parts = [t for a in choice.arms for t in a.tests]
    for arm in choice.arms:
        if isinstance(arm.value, ast.Call):  # a `partial`
            parts += [*arm.value.args, *(k.value for k in arm.value.keywords)]
        elif isinstance(arm.value, (ast.Name, ast.Attribute)):
            parts.append(arm.value)
        elif isinstance(arm.value, ast.Lambda):  # reads its names when it is called
            if any(isinstance(n, (_DEFINED, _COMPREHENSIONS)) for n in walk(arm.value.body)):  # type: ignore[arg-type]
                return False
    defined = [n.name for n in walk(function) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    if any(defined.count(name) > 1 for part in parts for name in loads(part)):
        return False
    return all(stays_true(function, part, last.lineno) for part in parts)


def _catches(source: LiftSource, creators: Creators) -> bool:
    """Whether a module goes on where something that creates variables fails, which now fails later."""
    tries = (n for n in source.symbols.nodes if isinstance(n, ast.Try) and n.handlers)
    return any(creators.inside(source, s) for n in tries for s in n.body)


def may_change(source: LiftSource, choice: Choice) -> bool:
    """Whether a module sets, outside of constructors, an attribute of the name of one that decides."""
    asked = [n.attr for a in choice.arms for t in a.tests for n in walk(t) if isinstance(n, ast.Attribute)]  # fmt: skip
    if not asked:
        return False
    if "setattr" in source.text or "__dict__" in source.text:
        return True
    made = {
        id(n)
        for qualname, function in source.functions.items()
        if qualname.endswith(".__init__")
        for n in walk(function)
    }
    stored = (n for name in asked for n in source.attributes.get(name, ()))
    return any(not isinstance(n.ctx, ast.Load) and id(n) not in made for n in stored)


def _signature(
    source: LiftSource, creators: Creators, values: Sequence[ast.expr], calls: Sequence[ast.Call]
) -> tuple[list[str], list[str]] | None:
    """The names of the arguments that all calls give by position, and of those by keyword."""
    count, named = len(calls[0].args), [k.arg for k in calls[0].keywords]
    for call in calls:
        if any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) != count:
            return None
        if {k.arg for k in call.keywords} != set(named) or None in named:
            return None
    keywords = [k for k in named if k]
    written = [[a.arg for a in v.args.args] for v in values if isinstance(v, ast.Lambda)]
    for names in [*written, *(_parameters(source, creators, v) for v in values)]:
        own = names[:count]
        plain = all(n.isidentifier() and n not in ("self", "kwargs", "args") for n in own)
        if len(own) == count and plain and not {*own} & {*keywords}:
            return own, keywords
    return None


def _parameters(source: LiftSource, creators: Creators, value: ast.expr) -> list[str]:
    """What a function calls its parameters, "" for none that is known."""
    if not isinstance(value, (ast.Name, ast.Attribute)):
        return []
    call = ast.Call(value, [], [])
    rule = creators.rules.get(source.called(call))
    if rule is not None:
        return [*rule.parameters]
    key = creators.key(source, call)
    known = creators.graph.functions.get(key) if key is not None else None
    return [p.name for p in known.params if p.kind == "positional"] if known is not None else []


def _text(
    source: LiftSource,
    value: ast.expr,
    positional: Sequence[str],
    named: Sequence[str],
) -> str | None:
    """What the function does where it is this one; None where it cannot be said."""
    given = [*positional, *(f"{n}={n}" for n in named)]
    if isinstance(value, ast.Lambda):
        args = value.args
        odd = args.vararg or args.kwarg or args.kwonlyargs or args.defaults or args.posonlyargs
        if odd or named or [a.arg for a in args.args] != [*positional]:
            return None
        body = source.segment(value.body)
        return f"return ({body})" if "\n" in body else f"return {body}"
    if _is_partial(source, value):
        assert isinstance(value, ast.Call)
        if any(k.arg is None for k in value.keywords) or "\n" in source.segment(value):
            return None
        fixed = [source.segment(a) for a in value.args[1:]]
        kept = [k for k in value.keywords if k.arg not in named]
        shown = [*fixed, *given, *(f"{k.arg}={source.segment(k.value)}" for k in kept)]
        return f"return {source.segment(value.args[0])}({', '.join(shown)})"
    if isinstance(value, (ast.Name, ast.Attribute)):
        return f"return {source.segment(value)}({', '.join(given)})"
    return None
