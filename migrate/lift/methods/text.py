"""A method as a function of its own, and what stays of it in the class: a call of that function."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from migrate.lift.methods.grown import ADDS, NEW
from migrate.lift.methods.objects import object_text
from migrate.lift.methods.plan import MethodPlan
from migrate.lift.normal.cores.cores import end_with_comment, first_line
from migrate.lift.text.render import string_lines
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def function_text(plan: MethodPlan, plans: Mapping[Key, MethodPlan]) -> tuple[str, list[int]]:
    """The function, and the line of the file that each of its lines after the first comes from."""
    reading, source = plan.reading, plan.reading.cls.source
    first = body_start(plan)
    last = end_with_comment(source, last_statement(plan))
    text, at = [], first
    for start, end, new in sorted(_replacements(plan, plans)):
        text += [source.text[at:start], new]
        at = end
    lines = "".join([*text, source.text[at:last]]).split("\n")
    number = source.positions.lines.line_col(first)[0]
    gone = _lines_of_copies(plan) | set(_lines_first(plan))
    node = reading.node
    strings = {n + node.lineno for n in string_lines(node, node.lineno)}
    width = _width(plan)
    kept = [
        (n, line if n in strings or line[:width].strip() else line[width:])
        for n, line in enumerate(lines, number)
        if n not in gone
    ]
    kept = [(n, part) for n, line in kept for part in line.split(_BREAK)]
    indent = _indent(plan, node.body[0])[node.col_offset :]
    if plan.outputs.grown:
        start = first_line(source, node, reading.body[0])
        at = next((i for i, (n, _) in enumerate(kept) if n >= start), len(kept))
        made = [f"{indent}{plan.names[n]} = {NEW[k]}" for n, k in plan.outputs.grown.items()]
        kept[at:at] = [(start, line) for line in made]
    if plan.collected:
        kept.insert(0, (number, f"{indent}{plan.collected} = {{}}"))
    out = [f"def {plan.function}({_signature(plan)}):", *(line for _, line in kept)]
    names = plan.outputs.exits[-1][1] if plan.outputs.exits else ()
    if (plan.outputs.names or plan.kept) and plan.outputs.exits[-1][0] is None:
        out.append(f"{indent}return {_returned(plan, None, names)}")
    elif not any(line.strip() and not line.strip().startswith("#") for _, line in kept):
        out.append(f"{indent}pass")
    return "\n".join([*out, "", "", ""]), [n for n, _ in kept]


def body_start(plan: MethodPlan) -> int:
    """Where the line after the header begins."""
    reading, source = plan.reading, plan.reading.cls.source
    if reading.region is not None:
        line = first_line(source, reading.node, reading.region.start)
        return source.positions.line_start(line)
    node = reading.node
    parts = [*walk(node.args), *([node.returns] if node.returns else [])]
    ends = [source.positions.end(p) for p in parts if isinstance(p, (ast.arg, ast.expr))]
    at = max([source.positions.start(node), *ends])
    found = re.compile(r":[^\n]*\n").search(source.text, at)
    assert found is not None
    return found.end()


def last_statement(plan: MethodPlan) -> ast.stmt:
    """The last statement that is replaced."""
    region = plan.reading.region
    return plan.reading.body[-1] if region is None else region.end


def _lines_first(plan: MethodPlan) -> list[int]:
    """The lines of the statements that the method runs first, with the comments above them."""
    region, source = plan.reading.region, plan.reading.cls.source
    found: list[int] = []
    for node in region.first if region is not None else ():
        line = first_line(source, plan.reading.node, node)
        found += range(line, (node.end_lineno or node.lineno) + 1)
    return found


def _lines_of_copies(plan: MethodPlan) -> set[int]:
    found: set[int] = set()
    for node in plan.reading.body:
        if id(node) in plan.copies:
            found |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def _signature(plan: MethodPlan) -> str:
    parts = [a for a, default, key in plan.parameters if default is None and not key]
    parts += [plan.names[a] for a in plan.attributes]
    parts += [f"{a}={d}" for a, d, key in plan.parameters if d is not None and not key]
    keyword_only = [a if d is None else f"{a}={d}" for a, d, key in plan.parameters if key]
    return ", ".join([*parts, *(["*"] if keyword_only else []), *keyword_only])


_BREAK = "\x01"  # a line break that the file does not have


def _replacements(plan: MethodPlan, plans: Mapping[Key, MethodPlan]) -> list[tuple[int, int, str]]:
    reading, source = plan.reading, plan.reading.cls.source
    start, end = source.positions.start, source.positions.end
    found: list[tuple[int, int, str]] = []
    inside = {id(n) for s in reading.body for n in walk(s)}
    added = [(name, nodes) for name, (_, nodes) in reading.grown.items()]
    for name, nodes in (*reading.reads.items(), *reading.outputs.items(), *added):
        held = plan.objects.get(name)
        new = plan.names.get(name, "") if held is None else object_text(source, held, plan.names)
        found += [(start(n), end(n), new) for n in nodes if id(n) in inside]
    for call, name in reading.calls:
        callee = plan.callees.get(id(call))
        if callee is None:
            owner = reading.cls.method(name)
            assert owner is not None
            cls = owner[0][1].rpartition(".")[0]
            found.append((start(call.func), end(call.func), f"{cls}.{name}"))
        else:
            found += _call(plan, plans[callee], call)
            found += _taken(plan, plans[callee], call)
    for leave, names in plan.outputs.exits:
        if leave is None or not plan.outputs.names:
            continue
        given = _returned(plan, leave.value, names)
        if leave.value is None:
            found.append((start(leave), end(leave), f"return {given}"))
            continue
        before, _, after = given.partition("\0")
        found.append((start(leave.value), start(leave.value), before))
        found.append((end(leave.value), end(leave.value), after))
    return found


def _returned(plan: MethodPlan, value: ast.expr | None, names: tuple[str, ...]) -> str:
    """What the function returns; ``\\0`` stands for what the method returned."""
    outputs = plan.outputs
    if plan.reading.region is not None and not outputs.loose and not outputs.result:
        return ", ".join([*(plan.names[n] for n in names), *plan.kept])
    if not outputs.result and outputs.same and len(outputs.names) == 1:
        return plan.names[names[0]]
    if outputs.plain:
        return ", ".join(plan.names[n] for n in names)
    parts = [f'"{n}": {plan.names[n]}' for n in names]
    parts += [f"**{plan.collected}"] if outputs.loose else []
    made = "{" + ", ".join(parts) + "}" if parts[1:] or names else plan.collected or "{}"
    if not outputs.result:
        return made
    if value is None:
        return f"None, {made}"
    plain = not isinstance(value, (ast.Tuple, ast.IfExp, ast.Lambda, ast.Starred))
    return f"\0, {made}" if plain else f"(\0), {made}"


def _taken(plan: MethodPlan, callee: MethodPlan, call: ast.Call) -> list[tuple[int, int, str]]:
    """The edits by which a function keeps what another one that it calls sets: in names of its own."""
    outputs = callee.outputs
    if not outputs.names:
        return []
    reading, positions = plan.reading, plan.reading.cls.source.positions
    statement = reading.parents[id(call)]
    assert isinstance(statement, (ast.Expr, ast.Assign))
    at, end = positions.start(statement), positions.end(statement)
    own = [plan.names[n] for n in outputs.names]
    indent = _indent(plan, statement)
    if not outputs.result and len(own) == 1 and outputs.grown:
        adds = ADDS[outputs.grown[outputs.names[0]]]
        return [(at, at, f"{own[0]}.{adds}("), (end, end, ")")]
    if not outputs.result and (len(own) == 1 or outputs.plain):
        return [(at, at, f"{', '.join(own)} = ")]
    made = "made"
    while made in {n.id for n in walk(reading.node) if isinstance(n, ast.Name)}:
        made += "_"
    lines = [
        _kept(name, f'{made}["{n}"]', outputs.grown.get(n, ""))
        for n, name in zip(outputs.names, own, strict=True)
    ]
    rest = (end, end, "".join(f"{_BREAK}{indent[_width(plan):]}{line}" for line in lines))
    if not outputs.result:
        return [(at, at, f"{made} = "), rest]
    if isinstance(statement, ast.Expr):
        return [(at, at, f"_, {made} = "), rest]
    target = statement.targets[0]
    start, after = positions.start(target), positions.end(target)
    plain = not isinstance(target, ast.Tuple)
    if plain:
        return [(after, after, f", {made}"), rest]
    return [(start, start, "("), (after, after, f"), {made}"), rest]


def _kept(target: str, value: str, kind: str) -> str:
    """The statement that keeps a value, or adds what it holds."""
    return f"{target}.{ADDS[kind]}({value})" if kind else f"{target} = {value}"


def _width(plan: MethodPlan) -> int:
    """How many columns the statements of a method move to the left."""
    node = plan.reading.node
    return plan.reading.body[0].col_offset - (node.body[0].col_offset - node.col_offset)


def _call(plan: MethodPlan, callee: MethodPlan, call: ast.Call) -> list[tuple[int, int, str]]:
    """The edits that make ``self.m(x, ...)`` a call of the function."""
    positions = plan.reading.cls.source.positions
    text = plan.reading.cls.source.text
    found = [(positions.start(call.func), positions.end(call.func), callee.function)]
    if not callee.attributes:
        return found
    needed = len([a for a, d, key in callee.parameters if d is None and not key])
    given = [plan.names[a] for a in callee.attributes]
    end = positions.end(call) - 1
    if len(call.args) >= needed:
        shown = ", ".join(given)
        if needed and len(call.args) + len(call.keywords) > needed:
            # Before the comma after the argument, which may stand in parentheses.
            at = text.index(",", positions.end(call.args[needed - 1]))
            return [*found, (at, at, f", {shown}")]
        if needed:
            return [*found, _at_end(text, end, shown)]
        at = text.index("(", positions.end(call.func)) + 1
        more = ", " if call.args or call.keywords else ""
        return [*found, (at, at, f"{shown}{more}")]
    shown = ", ".join(
        f"{callee.names[a]}={n}" for a, n in zip(callee.attributes, given, strict=True)
    )
    return [*found, _at_end(text, end, shown)]


def _at_end(text: str, end: int, shown: str) -> tuple[int, int, str]:
    """The edit that adds arguments before the closing parenthesis of a call."""
    before = text[:end].rstrip()
    comma = "" if before.endswith((",", "(")) else ", "
    return end, end, f"{comma}{shown}"


def _indent(plan: MethodPlan, node: ast.stmt) -> str:
    """What stands before a statement in its line: tabs or spaces."""
    return plan.reading.cls.source.positions.lines.line(node.lineno)[: node.col_offset]


def delegate(plan: MethodPlan) -> Edit:
    """What the method does now."""
    reading, source = plan.reading, plan.reading.cls.source
    node = reading.node
    me = reading.me
    given = [a for a, d, key in plan.parameters if d is None and not key]
    given += [plan.shown(a) for a in plan.attributes]
    given += [a for a, d, key in plan.parameters if d is not None and not key]
    given += [f"{a}={a}" for a, _, key in plan.parameters if key]
    call = f"{plan.function}({', '.join(given)})"
    indent = _indent(plan, reading.body[0])
    step = indent[: node.body[0].col_offset - node.col_offset]
    lines = _delegated(plan, call, me, step)
    first = [source.positions.lines.line(n) for n in _lines_first(plan)]
    text = "\n".join([*first, *(f"{indent}{line}" for line in lines)])
    return Edit(body_start(plan), end_with_comment(source, last_statement(plan)), (text,))


def _delegated(plan: MethodPlan, call: str, me: str, step: str) -> list[str]:
    outputs = plan.outputs
    grown = outputs.grown
    if grown and [*outputs.names, *plan.kept] == list(grown) and len(grown) == 1:
        if not outputs.result:
            name, kind = next(iter(grown.items()))
            return [_kept(f"{me}.{name}", call, kind)]
    places = [plan.names[n] if n in grown else f"{me}.{n}" for n in outputs.names]
    more = [_kept(f"{me}.{n}", plan.names[n], kind) for n, kind in grown.items()]
    targets = ", ".join([*places, *plan.kept])
    if plan.reading.region is not None and not outputs.loose and not outputs.result:
        return [f"{targets} = {call}" if targets else call, *more]
    if not outputs.names:
        gives = any(leave is not None and leave.value is not None for leave, _ in outputs.exits)
        return [f"return {call}" if gives else call]
    if (not outputs.result and outputs.same and len(outputs.names) == 1) or outputs.plain:
        return [f"{targets} = {call}"]
    used = {a for a, _, _ in plan.parameters}
    if plan.reading.region is not None:
        used |= {n.id for n in walk(plan.reading.node) if isinstance(n, ast.Name)}
    result, made = "result", "made"
    while {result, made} & used:
        result, made = f"{result}_", f"{made}_"
    lines = [f"{result}, {made} = {call}" if outputs.result else f"{made} = {call}"]
    if outputs.same:
        lines += [_kept(f"{me}.{n}", f'{made}["{n}"]', grown.get(n, "")) for n in outputs.names]
    else:
        lines += [
            f"for name, value in {made}.items():",
            f"{step}setattr({me}, name, value)",
        ]
    return [*lines, f"return {result}"] if outputs.result else lines
