"""Layers without names in loops: TF1 counts them, `dense`, `dense_1`, and so does the text that makes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from migrate.lift.functions.site_names import site_name
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.nodes import walk

_MARK = re.compile(r"tf1_count\(([\d, ]+)\)")
_PART = re.compile(r"tf1_part\((\d+)\)")


def counted_name(view: View, site: Site, base: str) -> str | None:
    """The source of the name of a layer that is made in a loop, or after one; None where it cannot be told.

    How many there are already is the length of their lists: ``tf1_count(SITE, ...)`` stands for them until the
    attributes have names (see `with_lengths`).
    """
    same = [s for s in view.sites if _default(view, s) == base]
    if any(_often(view, s, base) for s in view.sites):
        return _after_a_call(view, site, same, base)
    if any(s.scopes != site.scopes and not _apart(s, site) for s in same):
        return None
    same = [s for s in same if s.scopes == site.scopes]
    loops = [s for s in same if _turns(s)]
    if not loops or any(len(_turns(s)) > 1 for s in same):
        return None
    if any(map(_arms, same)) and (len(same) > 1 or not _in_all_turns_or_none(site)):
        return None
    if not site.scopes and view.tree.graph.functions[view.key].kind != "function":
        return None  # nobody would number them in the scope around
    if any(s.kind != "variable_scope" or s.same or s.name is None for s in site.scopes[1:]):
        return None
    if any(s.kind != "variable_scope" or s.same for s in site.scopes[:1]):
        return None
    if _may_take(view, site, base):
        return None
    before = sum(not _turns(s) and s.order < site.order for s in same)
    lists = [s for s in loops if s.order < site.order or s.loops == site.loops]
    index = _index(_turns(site)[0]) if _turns(site) else None
    if lists == [site] and index is not None:
        count, some = index, index
    elif any(len(s.loops) > 1 for s in lists):
        return None  # no list has just those of this scope
    elif not lists:
        return f'"{base}_{before}"' if before else f'"{base}"'
    else:
        count = " + ".join(f"tf1_count({id(s.node)})" for s in lists)
        some = count
    if before:
        return f'"{base}_%d" % ({count} + {before})'
    shown = f"({count})" if len(lists) > 1 else count
    return f'"{base}_%d" % {shown} if {some} else "{base}"'


def _often(view: View, site: Site, base: str) -> str:
    """How many layers of a default name the object of a call has, in terms of ``tf1_part(SITE)``; "" where that is not known."""
    lifted = view.lifted_as(site) if site.kind == "function" else None
    number = dict(lifted.numbers).get(base, "") if lifted is not None else ""
    return number.replace("self.", f"tf1_part({id(site.node)}).")


def _after_a_call(view: View, site: Site, same: list[Site], base: str) -> str | None:
    """The name of a layer behind the one call in its scope that makes several of them."""
    calls = [s for s in view.sites if _often(view, s, base) and s.scopes == site.scopes]
    if len(calls) != 1 or not all(
        counts_on_from(calls[0], s) for s in same if s.scopes == site.scopes
    ):
        return None
    before = sum(s.order < site.order and s.scopes == site.scopes for s in same)
    number = _often(view, calls[0], base)
    total = int(number.rpartition(" ")[2]) + before
    return f'"{base}_%d" % ({number.rpartition(" ")[0]} {total})'


def counts_on_from(first: Site, later: Site) -> bool:
    """Whether a layer is always made after a call, in the same scope."""
    plain = later.kind == "layer" and not (later.loops or later.arms or first.arms or first.loops)
    return plain and later.order > first.order and later.scopes == first.scopes


def _turns(site: Site) -> tuple[ast.For, ...]:
    """The loops around a site that stand in its scope; those around the scope begin to count anew."""
    first = site.scopes[-1].node.lineno if site.scopes else 0
    return tuple(loop for loop in site.loops if loop.lineno > first)


def _arms(site: Site) -> tuple[ast.If, ...]:
    """The branches around a site that stand in its scope."""
    first = site.scopes[-1].node.lineno if site.scopes else 0
    return tuple(branch for branch, _ in site.arms if branch.lineno > first)


def _apart(a: Site, b: Site) -> bool:
    """Whether two sites are counted in scopes of their own: one is in a named scope that the other is not in."""
    inner = [s for s in (*a.scopes, *b.scopes) if (s in a.scopes) is not (s in b.scopes)]
    return all(s.kind == "variable_scope" and s.name is not None and not s.same for s in inner)


def with_lengths(text: str, attributes: Mapping[int, str]) -> str:
    """The text with the lengths of attributes, which are known by the sites that make them."""

    def length(match: re.Match[str]) -> str:
        name = attributes.get(int(match.group(1)))
        return match.group(0) if name is None else f"len(self.{name})"

    def part(match: re.Match[str]) -> str:
        name = attributes.get(int(match.group(1)))
        return match.group(0) if name is None else f"self.{name}"

    text = _PART.sub(part, text)
    return re.sub(r"if len\((self\.\w+)\) else", r"if \1 else", _MARK.sub(length, text))


def _in_all_turns_or_none(site: Site) -> bool:
    """Whether the branches around a site in a loop go the same way in each turn."""
    changed = {
        n.id
        for n in walk(_turns(site)[0])
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    tests = [branch.test for branch in _arms(site)]
    return not any(isinstance(n, ast.Name) and n.id in changed for t in tests for n in walk(t))


def _default(view: View, site: Site) -> str:
    """The name TF1 counts for a site, "" when it has one of its own."""
    if site.kind == "weight" or site_name(view, site) is not None:
        return ""
    if site.callee is not None:
        lifted = view.lifted.get(site.callee)
        if lifted is not None and lifted.told:
            return lifted.told[0][0] if len(lifted.told) == 1 else ""
        return (lifted.name_default or "").strip("\"'") if lifted and lifted.counted else ""
    rule = view.tree.rules.get(site.symbol)
    return rule.default_name if rule is not None and rule.creates else ""


def _may_take(view: View, counting: Site, base: str) -> bool:
    """Whether something else may take a number: an explicit name, or a function without a scope of its own."""
    taken = re.compile(rf"{re.escape(base)}(_\d+)?")
    for site in view.sites:
        lifted = view.lifted.get(site.callee) if site.callee is not None else None
        if lifted is not None and lifted.transparent:
            if [base] == [one for one, _ in lifted.told]:
                continue
            if any(one.base.lower() == base.lower() for one in lifted.unnamed):
                return True
            continue
        name = site_name(view, site) if site.kind != "weight" else None
        if isinstance(name, ast.Constant) and taken.fullmatch(str(name.value)):
            return True
    around = {id(s.node) for s in counting.scopes}
    names = [s.name for s in view.scopes if s.kind == "variable_scope" and id(s.node) not in around]
    return any(_could_be(n, base) for n in names)


def _could_be(name: ast.expr | None, base: str) -> bool:
    """Whether a scope's name may be one that is counted: ``base`` or ``base_1``, going by how it begins."""
    if isinstance(name, ast.Constant):
        return re.fullmatch(rf"{re.escape(base)}(_\d+)?", str(name.value)) is not None
    first: ast.expr | None = name
    while isinstance(first, ast.BinOp):
        first = first.left
    if isinstance(first, ast.JoinedStr):
        first = first.values[0] if first.values else None
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return True
    begins = first.value.partition("%")[0]
    return base.startswith(begins) or re.match(rf"{re.escape(base)}(_\d*)?$", begins) is not None


def _index(loop: ast.For) -> str | None:
    """The name that counts the turns of a loop from zero."""
    if not isinstance(loop.iter, ast.Call) or not isinstance(loop.iter.func, ast.Name):
        return None
    target: ast.expr | None = None
    if loop.iter.func.id in ("range", "xrange") and len(loop.iter.args) == 1:
        target = loop.target
    elif loop.iter.func.id == "enumerate" and len(loop.iter.args) == 1 and not loop.iter.keywords:
        target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else None
    if not isinstance(target, ast.Name):
        return None
    stored = {
        n.id
        for s in loop.body
        for n in walk(s)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return None if target.id in stored else target.id
