"""Calls: argument changes, made only when the call shows every argument they need."""

from __future__ import annotations

import ast
import re

from migrate.answers import CallRule
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, Quote, insert, replace
from migrate.rewrite.positions import Positions

# Expressions that keep their meaning inside any other expression without parentheses.
_ATOMS = (
    *(ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant),
    *(ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp),
)


def bind_arguments(call: ast.Call, params: tuple[str, ...]) -> dict[str, ast.expr] | None:
    """The arguments by TF1 parameter name; None for ``*args``, ``**kwargs`` or too many arguments."""
    if len(call.args) > len(params):
        return None
    if any(isinstance(a, ast.Starred) for a in call.args):
        return None
    bound = dict(zip(params, call.args))
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg in bound:
            return None
        bound[keyword.arg] = keyword.value
    return bound


def quoted(node: ast.expr, positions: Positions) -> tuple[str | Quote, ...]:
    """``node``'s text, parenthesised unless it can stand anywhere."""
    quote = Quote(positions.start(node), positions.end(node))
    if isinstance(node, _ATOMS):
        return (quote,)
    return ("(", quote, ")")


def argument_span(
    call: ast.Call, argument: ast.expr | ast.keyword, positions: Positions
) -> tuple[int, int]:
    """The span of an argument with the parentheses around it, which ``ast`` leaves out."""
    text = positions.text
    start, end = positions.start(argument), positions.end(argument)
    # The call's own parenthesis is the first one behind its function (and the function's own ones).
    opening = text.index("(", positions.end(call.func))
    while True:
        before = len(text[:start].rstrip()) - 1
        after = end + len(text[end:]) - len(text[end:].lstrip())
        if before == opening or text[before] != "(" or text[after : after + 1] != ")":
            return start, end
        start, end = before, after + 1


def fill(template: str, parts: dict[str, tuple[str | Quote, ...]]) -> tuple[str | Quote, ...]:
    """Substitutes ``{name}`` in a rule's text by quotes."""
    out: list[str | Quote] = []
    while template:
        head, brace, rest = template.partition("{")
        if head:
            out.append(head)
        if not brace:
            break
        name, _, template = rest.partition("}")
        out.extend(parts[name])
    return tuple(out)


def call_edits(
    call: ast.Call,
    rule: CallRule,
    new_name: str,
    name_end: int,
    positions: Positions,
    around: ast.AST | None = None,
) -> list[Edit] | None:
    """The edits that turn ``call`` into the form ``rule`` describes; None when that cannot be proven.

    Args:
      call: the call of the TF1 symbol.
      rule: its rule.
      new_name: how the new function is written here.
      name_end: where the function's name ends in the text.
      positions: of the module.
      around: the function the call stands in, whose names may stand for arguments.
    """
    bound = bind_arguments(call, rule.params)
    if bound is None or rule.unless & bound.keys():
        return None
    if any(_is_none(bound[p]) for p in rule.convert.keys() & bound.keys()):
        return None  # None says "not given"; converting it would make a value of it
    if not all(p in bound and _is_text(bound[p]) for p in rule.texts):
        return None
    given = {p: plain_value(bound[p], around) for p in rule.only if p in bound}
    if not all(p in given and re.fullmatch(r, ast.unparse(given[p])) for p, r in rule.only.items()):
        return None
    known = set(rule.params) | set(rule.rename.values())
    if rule.params and not bound.keys() <= known | set(rule.add):
        return None
    if rule.template:
        return _template(call, rule, bound, positions)
    edits = [replace(positions.start(call.func), name_end, new_name)]
    if not _arguments(call, rule, positions, edits):
        return None
    missing = {k: v for k, v in rule.add.items() if k not in bound}
    if missing:
        edits.append(_append(call, ", ".join(f"{k}={v}" for k, v in missing.items()), positions))
    return edits


def plain_value(node: ast.expr, around: ast.AST | None) -> ast.expr:
    """What a name of a function stands for where it is given once and only read; any other expression itself."""
    if not isinstance(node, ast.Name) or not isinstance(around, ast.FunctionDef):
        return node
    parts = [*walk(around)]
    if any(isinstance(n, ast.arg) and n.arg == node.id for n in parts):
        return node
    bound = [n for n in parts if isinstance(n, ast.Name) and n.id == node.id]
    stored = [n for n in bound if not isinstance(n.ctx, ast.Load)]
    asked = any(isinstance(n, (ast.Attribute, ast.Subscript)) and n.value in bound for n in parts)
    made = [
        n.value
        for n in parts
        if isinstance(n, ast.Assign) and [*map(id, n.targets)] == [*map(id, stored)]
    ]
    return made[0] if len(made) == 1 and not asked else node


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_text(node: ast.expr) -> bool:
    """Whether an expression is plainly a string: written out, or formatted."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        return _is_text(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "format" and _is_text(node.func.value)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_plain(node: ast.expr) -> bool:
    """Whether evaluating ``node`` once more does nothing: a name, a constant, or a short list of constants."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return len(node.elts) <= 8 and all(isinstance(e, ast.Constant) for e in node.elts)
    return isinstance(node, (ast.Name, ast.Constant))


def _new_name(rule: CallRule, parameter: str) -> str:
    conversion = rule.convert.get(parameter)
    return conversion.to if conversion else rule.rename.get(parameter, parameter)


def _template(
    call: ast.Call, rule: CallRule, bound: dict[str, ast.expr], positions: Positions
) -> list[Edit] | None:
    names = {part.partition("}")[0] for part in rule.template.split("{")[1:]}
    if not names <= bound.keys() | rule.add.keys() or not bound.keys() <= names | rule.drop:
        return None
    repeated = {name for name in names if rule.template.count(f"{{{name}}}") > 1}
    if not all(_is_plain(bound[n]) for n in repeated & bound.keys()):
        return None  # it would be evaluated twice
    # An argument that is the whole of a bracketed place needs no parentheses of its own.
    parts: dict[str, tuple[str | Quote, ...]] = {}
    for name in names:
        if name not in bound:
            parts[name] = (rule.add[name],)
            continue
        node = bound[name]
        bare = f"({{{name}}}" in rule.template or f", {{{name}}}" in rule.template
        quote = Quote(positions.start(node), positions.end(node))
        generator = isinstance(node, (ast.GeneratorExp, ast.NamedExpr))
        parts[name] = (quote,) if bare and not generator else quoted(node, positions)
    text = fill(rule.template, parts)
    return [Edit(positions.start(call), positions.end(call), text)]


def _arguments(call: ast.Call, rule: CallRule, positions: Positions, edits: list[Edit]) -> bool:
    """Renames, converts and drops the arguments; False when one stands where it cannot."""
    must_be_keyword = False
    dropped: list[ast.expr | ast.keyword] = []
    for i, argument in enumerate(call.args):
        name = rule.params[i]
        if name in rule.drop:
            dropped.append(argument)
            must_be_keyword = True
            continue
        conversion = rule.convert.get(name)
        new = conversion.to if conversion else rule.rename.get(name, name)
        changed = conversion is not None or (
            rule.keyword_from is not None and i >= rule.keyword_from
        )
        must_be_keyword = must_be_keyword or changed
        prefix = f"{new}=" if must_be_keyword else ""
        span = argument_span(call, argument, positions)
        _value(argument, span, prefix, conversion.text if conversion else "", positions, edits)
    for keyword in call.keywords:
        assert keyword.arg is not None
        if keyword.arg in rule.drop:
            dropped.append(keyword)
            continue
        conversion = rule.convert.get(keyword.arg)
        new = conversion.to if conversion else rule.rename.get(keyword.arg, keyword.arg)
        if new != keyword.arg:
            start = positions.start(keyword)
            edits.append(replace(start, start + len(keyword.arg), new))
        if conversion:
            span = (positions.start(keyword.value), positions.end(keyword.value))
            _value(keyword.value, span, "", conversion.text, positions, edits)
    given = [*rule.params[: len(call.args)], *(k.arg or "" for k in call.keywords)]
    names = [_new_name(rule, p) for p in given if p not in rule.drop]
    if len(set(names)) != len(names):
        return False
    return all(_drop(call, argument, positions, edits) for argument in dropped)


def _value(
    node: ast.expr,
    span: tuple[int, int],
    prefix: str,
    text: str,
    positions: Positions,
    edits: list[Edit],
) -> None:
    if not text:
        if prefix:
            edits.append(insert(span[0], prefix))
        return
    if text == "1 - {}" and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        if isinstance(node.left, ast.Constant) and node.left.value == 1:
            text, node = "{}", node.right  # 1 - (1 - rate)
    parts = fill(text.replace("{}", "{value}"), {"value": quoted(node, positions)})
    edits.append(Edit(*span, (prefix, *parts)))


def _drop(
    call: ast.Call, argument: ast.expr | ast.keyword, positions: Positions, edits: list[Edit]
) -> bool:
    """Removes one argument together with the comma that belongs to it."""
    every = _in_order(call, positions)
    spans = [argument_span(call, a, positions) for a in every]
    index = every.index(argument)
    text = positions.text
    if index + 1 < len(every):
        cut = (spans[index][0], spans[index + 1][0])
    elif index == 0:
        cut = (spans[0][0], positions.end(call) - 1)
    else:
        cut = (spans[index - 1][1], spans[index][1])
    if "#" in text[cut[0] : cut[1]].replace(text[spans[index][0] : spans[index][1]], ""):
        return False  # a comment stands there
    edits.append(replace(*cut, ""))
    return True


def _in_order(call: ast.Call, positions: Positions) -> list[ast.expr | ast.keyword]:
    every: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    return sorted(every, key=positions.start)


def _append(call: ast.Call, text: str, positions: Positions) -> Edit:
    every = _in_order(call, positions)
    if not every:
        return insert(positions.end(call) - 1, text)
    return insert(argument_span(call, every[-1], positions)[1], f", {text}")
