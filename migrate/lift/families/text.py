"""The text of a class of a family as a layer or a module: all but what makes variables stays as it is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.constructors import held_by
from migrate.lift.families.family import Family, Member
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import parameters
from migrate.lift.source.view import View
from migrate.lift.text.checked_text import checked
from migrate.lift.text.constructors import constructor
from migrate.lift.text.module_target import own_name
from migrate.lift.text.render import Render
from migrate.lift.text.targets import Target
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits

_NO_SCOPE = 'tf1_scope = ""  # opens no scope of its own'
_NAME_SCOPED = "tf1_name_scoped = True  # made by `tf.Variable`: named by name scopes"


def member_text(
    family: Family,
    member: Member,
    view: View | None,
    target: Target,
    more: Collection[Edit] = (),
) -> str:
    """The layer or module that a class becomes, formatted.

    Args:
      view: of its constructor, None where that makes no variables.
      target: which of both.
      more: other changes to what stays as it is written.

    Raises:
      Refused: a variable has no counterpart.
    """
    keras = target.imported == "keras"
    edits = [*_header(member, target.base), *_attributes(member), *_methods(member, target)]
    edits += _start(family, member) if keras else _module_start(family, member)
    edits += _declared(member, _declarations(family, member, keras))
    scope_text = "keras.name_scope(self.name)" if keras else "self.name_scope"
    edits += [_named_scope(s, owner, scope_text) for owner, s in family.scopes if owner is member]
    if view is not None:
        edits += _weights(member, view) if keras else _variables(member, view)
    edits += more
    source = member.source
    start, end = source.positions.start(member.node), source.positions.end(member.node)
    own = tuple(Edit(e.start - start, e.end - start, e.parts) for e in edits)
    return checked(apply_edits(source.text[start:end], own).text)


def _header(member: Member, base: str) -> list[Edit]:
    if member.base is not None:
        return []
    source, node = member.source, member.node
    if node.bases:
        start, end = source.positions.start(node.bases[0]), source.positions.end(node.bases[0])
        return [Edit(start, end, (base,))]
    start = source.positions.start(node)
    found = re.compile(r"class\s+\w+\s*(\(\s*\))?").match(source.text, start)
    assert found is not None
    empty = found.start(1) if found.group(1) else found.end()
    return [Edit(empty, found.end(), (f"({base})",))]


def _declarations(family: Family, member: Member, keras: bool) -> list[str]:
    """What the class says of TF1's names."""
    if family.holds:
        return [_NO_SCOPE] if member is family.first and not family.scoped else []
    if not member.makes:
        return []
    lines = []
    scope = member.scope
    if scope is None:
        lines.append(_NO_SCOPE)
    elif keras and isinstance(scope.name, ast.Constant):
        lines.append(f"tf1_scope = {member.source.segment(scope.name)}")
    if member.sites.sites[0].symbol == "tf.Variable":
        lines.append(_NAME_SCOPED)
    return lines


def _declared(member: Member, lines: list[str]) -> list[Edit]:
    """Lines that come after the docstring of the class."""
    if not lines:
        return []
    positions, first = member.source.positions, member.node.body[0]
    indent = positions.indent(first)
    documented = ast.get_docstring(member.node, clean=False) is not None
    if documented:
        line = (first.end_lineno or first.lineno) + 1
    else:
        header = max([member.node.lineno, *(b.end_lineno or 0 for b in member.node.bases)])
        line = header + 1
    at = positions.line_start(line)
    following = positions.lines.line(line).strip() if line <= len(positions.lines) else ""
    text = "".join(f"{indent}{each}\n" for each in lines)
    return [Edit(at, at, (("\n" if documented else "") + text + ("\n" if following else ""),))]


def _super(member: Member) -> list[Edit]:
    """``super()`` for the class whose constructor is called."""
    source, positions = member.source, member.source.positions
    assert member.above is not None
    func, arguments = member.above.func, member.above.args
    assert isinstance(func, ast.Attribute)
    start, end = positions.start(func.value), positions.end(func.value)
    edits = [Edit(start, end, ("super()",))]
    if not isinstance(func.value, ast.Call):  # Base.__init__(self, ...)
        first = positions.start(arguments[0])
        rest: list[ast.expr | ast.keyword] = [*arguments[1:], *member.above.keywords]
        following = rest[0] if rest else None
        last = positions.end(arguments[0]) if following is None else positions.start(following)
        if isinstance(following, ast.keyword) and following.arg is None:
            last = source.text.rindex("**", first, last + 2)
        edits.append(Edit(first, last, ("",)))
    return edits


def _module_start(family: Family, member: Member) -> list[Edit]:
    """``super().__init__(...)``, where the module gets its name."""
    init, source = member.init, member.source
    if init is None:
        return []
    if family.has_constructor(member):
        return _super(member)
    named = member.named
    if named is not None:
        name = f"name={Render(source).expr(named.value)}"
    elif any(m.node.name.startswith("_") for m in family.members.values()):
        name = f"name={own_name(member.node.name)}"  # a scope's name begins otherwise
    else:
        name = ""
    return _started(member, f"super().__init__({name})")


def _start(family: Family, member: Member) -> list[Edit]:
    """``super().__init__(...)``, where Keras learns of the object."""
    init, source = member.init, member.source
    if init is None:
        return []
    positions = source.positions
    if family.has_constructor(member):
        assert member.above is not None
        func, arguments = member.above.func, member.above.args
        assert isinstance(func, ast.Attribute)
        edits = _super(member)
        if init.args.kwarg is None and takes_kwargs(family, member):
            edits.append(_with_kwargs(member))
            end = positions.end(member.above) - 1
            more = ", " if len(arguments) > isinstance(func.value, ast.Name) else ""
            more = ", " if member.above.keywords else more
            edits.append(Edit(end, end, (f"{more}**kwargs",)))
        return edits
    taken = init.args.kwarg is not None
    given = [] if taken else ["**kwargs"]
    edits = [] if taken else [_with_kwargs(member)]
    defined = {method.name for method in member.methods}
    if taken and not family.holds and "from_config" not in defined:
        edits.append(_from_config(member))
    if member.named is not None:
        given.insert(0, f"name={Render(source).expr(member.named.value)}")
    return [*edits, *_started(member, f"super().__init__({', '.join(given)})")]


def _started(member: Member, call: str) -> list[Edit]:
    """The call of the constructor of the target's class: where the name was set, or first of all."""
    init, positions = member.init, member.source.positions
    assert init is not None
    if member.named is not None:
        edits = [Edit(positions.start(member.named), positions.end(member.named), (call,))]
        if member.above is not None:
            edits.append(_without(member, member.above))
        return edits
    if member.above is not None:
        return [Edit(positions.start(member.above), positions.end(member.above), (call,))]
    indent = positions.indent(init.body[0])
    line = init.body[0].lineno - 1
    if init.body[0].lineno == init.lineno:
        raise Refused("TF320", "`__init__` stands on one line", init.lineno)
    if ast.get_docstring(init, clean=False) is not None:
        line = init.body[0].end_lineno or line + 1
    else:  # before comments
        while (
            not positions.lines.line(line).strip() or positions.lines.line(line).strip()[0] == "#"
        ):
            line -= 1
    at = positions.line_start(line + 1)
    return [Edit(at, at, (f"{indent}{call}\n",))]


def _from_config(member: Member) -> Edit:
    """Making an object of its configuration, where the constructor takes no arguments of Keras'."""
    assert member.init is not None
    positions, text = member.source.positions, member.source.text
    indent = positions.indent(member.init)
    at = positions.line_start((member.init.end_lineno or 0) + 1)
    lines = [
        "@classmethod",
        "def from_config(cls, config):",
        '    own = {k: v for k, v in config.items() if k not in ("trainable", "dtype")}',
        "    return cls(**own)",
    ]
    start = "\n" if text[:at].endswith("\n") else "\n\n"
    return Edit(at, at, (start + "".join(f"{indent}{line}\n" for line in lines),))


def takes_kwargs(family: Family, member: Member) -> bool:
    """Whether Keras' own arguments can be handed to the constructor that a class inherits."""
    for above in family.above(member):
        if above.init is not None:
            if above.init.args.kwarg is not None:
                return False  # they are its own
            return not family.has_constructor(above) or takes_kwargs(family, above)
    return False


def _with_kwargs(member: Member) -> Edit:
    """Keras' own arguments, which `from_config` gives."""
    init, positions = member.init, member.source.positions
    assert init is not None
    args = init.args
    ends = [*args.posonlyargs, *args.args, *args.kwonlyargs, *filter(None, [args.vararg])]
    ends += [*args.defaults, *filter(None, args.kw_defaults)]  # type: ignore[list-item]
    ends += [a.annotation for a in ends if isinstance(a, ast.arg) and a.annotation is not None]  # type: ignore[misc]
    at = max(positions.end(e) for e in ends)
    text = member.source.text
    while text[at] in " \t\n":
        at += 1
    while text[at] == ")":  # of a default in parentheses
        closed = text[:at].count("(", positions.start(init)) - text[:at].count(
            ")", positions.start(init)
        )
        if closed <= 1:
            break
        at += 1
    return Edit(at, at, (", **kwargs",)) if text[at] != "," else Edit(at, at + 1, (", **kwargs",))


def _without(member: Member, call: ast.Call) -> Edit:
    """A statement that only called the constructor of `object`, with its line."""
    positions = member.source.positions
    assert call.end_lineno is not None
    return Edit(positions.line_start(call.lineno), positions.line_start(call.end_lineno + 1), ("",))


def _attributes(member: Member) -> list[Edit]:
    edits = []
    for part in walk(member.node):
        name = self_attribute(part)
        if name in member.renamed:
            assert isinstance(part, ast.Attribute)
            end = member.source.positions.end(part)
            edits.append(Edit(end - len(name), end, (member.renamed[name],)))
    return edits


def _methods(member: Member, target: Target) -> list[Edit]:
    """The names of methods: the target's own for a call, other ones where it means something else."""
    found, positions = [], member.source.positions
    for method in member.methods:
        new = member.renamed.get(method.name)
        new = target.call_method if method.name == "__call__" else new
        if new is not None and new != method.name:
            at = member.source.text.index(method.name, positions.start(method) + len("def "))
            found.append(Edit(at, at + len(method.name), (new,)))
    return found


def _named_scope(scope: Scope, member: Member, text: str) -> Edit:
    """Another scope around what a constructor makes."""
    positions, call = member.source.positions, scope.item.context_expr
    return Edit(positions.start(call), positions.end(call), (text,))


# ------------------------------------------------------------ variables
def _variables(member: Member, view: View) -> list[Edit]:
    """The variables of a module, in the name scope that was their variable scope."""
    source, edits = member.source, []
    for site in member.sites.sites:
        text = constructor(view, site, None, Render(source).expr)
        start, end = source.positions.start(site.node), source.positions.end(site.node)
        edits.append(Edit(start, end, (text,)))
    if member.scope is not None:
        assert member.scope.name is not None
        shown = Render(source).expr(member.scope.name)
        own = shown == "self.name"
        edits.append(
            _named_scope(
                member.scope, member, "self.name_scope" if own else f"tf.name_scope({shown})"
            )
        )
    return edits


def _weights(member: Member, view: View) -> list[Edit]:
    source, edits = member.source, []
    for site in member.sites.sites:
        start, end = source.positions.start(site.node), source.positions.end(site.node)
        edits.append(Edit(start, end, (weight_text(member, view, site),)))
    scope = member.scope
    if scope is None:
        return edits
    node = scope.node
    positions = source.positions
    width = node.body[0].col_offset - node.col_offset
    if node.body[0].lineno == node.lineno:
        raise Refused("TF320", "a scope on one line", node.lineno)
    indent = positions.indent(node)
    for site in member.sites.sites:
        if any(
            isinstance(p, ast.Constant) and isinstance(p.value, str) and "\n" in p.value
            for p in walk(site.node)
        ):
            raise Refused("TF320", "a string of several lines", site.node.lineno)
    header = positions.line_start(node.body[0].lineno)
    start = positions.line_start(node.lineno)
    between = "".join(
        line[width:] if not line[:width].strip() else line
        for line in _lines(source.text[positions.line_start(_header_end(node) + 1) : header])
    )
    own = ""
    if not isinstance(scope.name, ast.Constant):
        assert scope.name is not None
        shown = Render(source).expr(scope.name)
        if shown != "self.name":
            own = f"{indent}self.tf1_scope = {shown}\n"
    edits.append(Edit(start, header, (own + between,)))
    changed = [(e.start, e.end) for e in edits]
    for line in range(node.body[0].lineno, (node.body[-1].end_lineno or 0) + 1):
        at = positions.line_start(line)
        if source.text[at : at + width].strip() or any(s < at < e for s, e in changed):
            continue
        if source.text[at : at + width].isspace():
            edits.append(Edit(at, at + width, ("",)))
    return edits


def _header_end(node: ast.With) -> int:
    return max(i.context_expr.end_lineno or 0 for i in node.items)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def weight_text(member: Member, view: View, site: Site) -> str:
    """What makes a weight, where the variable was made."""
    text = constructor(view, site, None, Render(view.source).expr)
    held = set(held_by(site.statement))
    whole = isinstance(site.statement, ast.Assign) and site.statement.value is site.node
    if whole and held and held <= member.plain and len(site.statement.targets) == 1:  # type: ignore[attr-defined]
        return text
    return f"{text}.value"


def shown_parameters(member: Member) -> list[tuple[str, str | None, bool]]:
    """(name, default, keyword) of the constructor's parameters, for the report."""
    if member.init is None:
        return []
    found = []
    for argument, default, keyword in parameters(member.init)[1:]:
        text = None if default is None else member.source.segment(default)
        found.append((argument.arg, text, keyword))
    rest = member.init.args.kwarg
    return found if rest is None else [*found, (f"**{rest.arg}", None, True)]
