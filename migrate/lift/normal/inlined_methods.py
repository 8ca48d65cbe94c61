"""A method that another one calls, written in the place of the call."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.source.source import FunctionNode, LiftSource, loads, parameters, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits
from migrate.rewrite.positions import Located


class Unfit(Exception):
    """It cannot be written so."""


@dataclass(frozen=True)
class Inlined:
    """A method `caller` of one class, and what it calls by the name `hook`, in a class below."""

    above: LiftSource
    caller: FunctionNode
    source: LiftSource
    method: FunctionNode
    hook: str


def indented(source: LiftSource, node: Located) -> str:
    """The white space before a statement."""
    line = source.positions.lines.line(node.lineno)
    return line[: len(line) - len(line.lstrip())]


def body_lines(
    source: LiftSource,
    node: FunctionNode,
    values: Mapping[str, str],
    pad: str,
    docstring: bool = False,
    renamed: bool = False,
) -> list[str]:
    """The lines of a body, with texts in the place of names.

    Args:
      docstring: with the docstring.
      renamed: what is set may have another name, too, since nothing else reads it.

    Raises:
      Unfit: one of the names is set in the body.
    """
    body = node.body
    if not docstring and ast.get_docstring(node) is not None:
        body = body[1:]
    if not body:
        return []
    stored = stores(ast.Module([*body], [])) & set(values)
    names = {n.id for s in body for n in walk(s) if isinstance(n, ast.Name)}
    if stored and (
        not renamed or any(values[n] in names or not values[n].isidentifier() for n in stored)
    ):
        raise Unfit
    first = body[0].lineno
    above = node.body[0].end_lineno if len(body) < len(node.body) else node.lineno
    while first > (above or 0) + 1 and source.positions.lines.line(first - 1).strip().startswith(
        "#"
    ):
        first -= 1
    start, end = source.positions.line_start(first), source.positions.end(body[-1])
    edits = [
        Edit(source.positions.start(n) - start, source.positions.end(n) - start, (values[n.id],))
        for s in body
        for n in walk(s)
        if isinstance(n, ast.Name) and n.id in values
    ]
    if any(isinstance(n, ast.arg) and n.arg in values for s in body for n in walk(s)):
        raise Unfit
    text = apply_edits(source.text[start:end], edits).text
    own = indented(source, body[0])
    strings = {
        line
        for s in body
        for n in walk(s)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
        for line in range(n.lineno + 1, (n.end_lineno or n.lineno) + 1)
    }
    lines = []
    for place, line in enumerate(text.split("\n")):
        if place + first in strings:
            if own != pad:
                raise Unfit  # a string over several lines must stay as it is
            lines.append(line)
        elif line.strip():
            if not line.startswith(own):
                raise Unfit
            lines.append(pad + line[len(own) :])
        else:
            lines.append("")
    return lines


def with_method(one: Inlined, pad: str, part: bool = False) -> str:
    """The text of the caller with the body of the method in the place of its call.

    Args:
      part: the method goes, and what is said of it is said where its body stands now.

    Raises:
      Unfit: the call is no whole assignment, or the method ends in several places.
    """
    caller, method = one.caller, one.method
    statement = next(
        (
            s
            for s in walk(caller)
            if isinstance(s, (ast.Assign, ast.Return)) and _is_call(s.value, one.hook)
        ),
        None,
    )
    uses = [n for n in walk(caller) if isinstance(n, ast.Attribute) and n.attr == one.hook]
    if statement is None or len(uses) != 1 or not _in_scopes(caller, statement):
        raise Unfit
    call = statement.value
    assert isinstance(call, ast.Call)
    values = _values(one, call)
    local = stores(ast.Module([*method.body], []))
    theirs = stores(ast.Module([*caller.body], [])) | loads(ast.Module([*caller.body], []))
    theirs |= {a.arg for a, _, _ in parameters(caller)}
    targets = stores(statement)
    if local & (theirs - targets - set(values.values())) or local & targets:
        raise Unfit
    if any(local & {v} for v in values.values() if v.isidentifier()):
        _same(values, local)
    if any(isinstance(n, (ast.FunctionDef, ast.Lambda)) for s in method.body for n in walk(s)):
        raise Unfit
    inner = indented(one.above, statement)
    changed = {n: v for n, v in values.items() if n != v}
    lines = body_lines(one.source, method, changed, inner, renamed=True)
    after = _noted(one, statement)
    lines = [*_said(one, inner, part, part and after is None), *lines]
    inside = {id(n) for n in walk(statement)}
    others = {n.id for n in walk(caller) if isinstance(n, ast.Name) and id(n) not in inside}
    if after is None and others & {values.get(n, n) for n in local}:
        raise Unfit  # the caller may read it again
    if after is None:
        edits = [_kept(one, statement, lines, inner)]
    else:
        edits = _returned(one, statement, after, lines, inner)
    above = one.above
    start = above.positions.line_start(caller.lineno)
    doc = method.body[0]
    whole = after is not None or not part
    if ast.get_docstring(method) and ast.get_docstring(caller) is None and whole:
        at = above.positions.line_start(caller.body[0].lineno)
        edits.insert(0, Edit(at, at, (f"{indented(one.source, doc)}{one.source.segment(doc)}\n",)))
    if indented(above, caller) != pad:
        raise Unfit
    moved = [Edit(e.start - start, e.end - start, e.parts) for e in edits]
    text = apply_edits(above.text[start : above.positions.end(caller)], moved).text
    return text.rstrip()


def _said(one: Inlined, inner: str, comments: bool, docstring: bool) -> list[str]:
    """The comments above a method, and its docstring if it has to be one."""
    lines = one.source.positions.lines
    found: list[str] = []
    first = one.method.lineno - 1
    while comments and lines.line(first).strip().startswith("#"):
        found.insert(0, f"{inner}{lines.line(first).strip()}")
        first -= 1
    text = ast.get_docstring(one.method)
    caller = ast.get_docstring(one.caller)
    if text and (docstring or caller):
        if "\n" in text or len(inner) + len(text) > 120:
            raise Unfit
        found.append(f"{inner}# {text}")
    return found


def _noted(one: Inlined, statement: ast.Assign | ast.Return) -> list[ast.stmt] | None:
    """What stands behind the scope that ends with the call: `self.reuse = True` and the return; None for anything else."""
    caller = one.caller
    if isinstance(statement, ast.Return):
        return []
    target = statement.targets[0]
    scope = next((n for n in caller.body if any(p is statement for p in walk(n))), None)
    if not isinstance(target, ast.Name) or scope is None or len(statement.targets) != 1:
        return None
    part: ast.stmt = scope
    while part is not statement:
        if not isinstance(part, ast.With):
            return None
        part = part.body[-1]
    after = caller.body[caller.body.index(scope) + 1 :]
    *notes, last = after or [statement]
    if not isinstance(last, ast.Return) or ast.unparse(last) != f"return {target.id}":
        return None
    for note in notes:
        name = note.targets[0] if isinstance(note, ast.Assign) and len(note.targets) == 1 else None
        if not isinstance(name, ast.Attribute) or ast.unparse(name.value) != "self":
            return None
        if ast.unparse(note).partition(" = ")[2] != "True":
            return None
        inside = scope.body if isinstance(scope, ast.With) else []
        read = [p for s in (*one.method.body, *inside) for p in walk(s)]
        if any(isinstance(p, ast.Attribute) and p.attr == name.attr for p in read):
            return None
    return after


def _returned(
    one: Inlined, statement: ast.stmt, after: list[ast.stmt], lines: list[str], inner: str
) -> list[Edit]:
    """The method's own returns, with what is noted behind the scope before them."""
    positions = one.above.positions
    notes = [f"{inner}{one.above.segment(s)}" for s in after[:-1]]
    start, end = positions.line_start(statement.lineno), positions.end(statement)
    edits = [Edit(start, end, ("\n".join([*notes, *lines]),))]
    if after:
        text = one.above.text[end : positions.end(after[-1])]
        if "#" in text:
            raise Unfit
        edits.append(Edit(end, positions.end(after[-1]), ("",)))
    return edits


def _kept(one: Inlined, statement: ast.Assign | ast.Return, lines: list[str], inner: str) -> Edit:
    """What the method returns, once and at its end, is given the name that the call was given."""
    method = one.method
    returns = [n for n in walk(method) if isinstance(n, ast.Return)]
    last = method.body[-1]
    if returns != [last] or not isinstance(last, ast.Return) or last.value is None:
        raise Unfit
    assert isinstance(statement, ast.Assign)
    count = (last.end_lineno or last.lineno) - last.lineno + 1
    ends = lines[-count:]
    value = ends[0][len(inner) :][len("return") :].strip()
    tuple_ = isinstance(last.value, ast.Tuple) and not value.startswith("(") and count > 1
    if tuple_ or len(statement.targets) != 1:
        raise Unfit
    head = f"{inner}{one.above.segment(statement.targets[0])} = {value}"
    positions = one.above.positions
    start, end = positions.line_start(statement.lineno), positions.end(statement)
    return Edit(start, end, ("\n".join([*lines[:-count], head, *ends[1:]]),))


def _same(values: Mapping[str, str], local: set[str]) -> None:
    """What the method sets must be its own parameter under the same name, which the caller does not read again."""
    for name, value in values.items():
        if value in local and name != value:
            raise Unfit


def _is_call(node: ast.expr | None, hook: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == hook
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "self"
    )


def _in_scopes(caller: FunctionNode, statement: ast.stmt) -> bool:
    """Whether a statement stands in scopes alone."""
    block = list(caller.body)
    while statement not in block:
        inner = [
            n for n in block if isinstance(n, ast.With) and any(p is statement for p in walk(n))
        ]
        if not inner:
            return False
        block = inner[0].body
    return True


def _values(one: Inlined, call: ast.Call) -> dict[str, str]:
    """What each parameter of the method is: a name or a constant."""
    taken = parameters(one.method)[1:]
    if any(isinstance(a, ast.Starred) for a in call.args) or any(
        k.arg is None for k in call.keywords
    ):
        raise Unfit
    given: dict[str, ast.expr] = {}
    for (argument, _, keyword), value in zip(taken, call.args, strict=False):
        if keyword:
            raise Unfit
        given[argument.arg] = value
    given |= {str(k.arg): k.value for k in call.keywords}
    found = {}
    for argument, default, _ in taken:
        node = given.get(argument.arg, default)
        if not isinstance(node, (ast.Name, ast.Constant)):
            raise Unfit
        if argument.arg not in given and not isinstance(node, ast.Constant):
            raise Unfit
        source = one.above if argument.arg in given else one.source
        found[argument.arg] = source.segment(node)
    if len(call.args) > len(taken) or set(given) - {a.arg for a, _, _ in taken}:
        raise Unfit
    return found
