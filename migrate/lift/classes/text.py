"""The text of a class that became a layer: its own, with a constructor and a ``call`` as Keras has them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace

from migrate.lift.classes.cells import initial_state
from migrate.lift.classes.keras_bases import keras_base
from migrate.lift.classes.parts import ClassParts, opens_scopes, self_attribute, statements
from migrate.lift.functions.computed_levels import DECLARED
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.render import INDENT, Render
from migrate.lift.text.targets import Target
from migrate.nodes import walk

# Attributes of a layer that hold the same variables.
_SAME = {"weights": "variables", "trainable_weights": "trainable_variables"}


@dataclass(eq=False)
class ClassNames:
    """What the attributes of a class are called in the layer.

    Attributes:
      renamed: attribute -> its new name.
      found_as: TF1's attribute -> what to ask the layer for, where Keras uses that name otherwise.
      properties: attribute -> Keras' list that it gives.
    """

    renamed: dict[str, str] = field(default_factory=dict)
    found_as: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)


def class_names(parts: ClassParts, read: frozenset[str]) -> ClassNames:
    """Resolves collisions with attributes that Keras uses.

    Args:
      read: the attributes that code outside the class may read.
    """
    names = ClassNames()
    for name, listed in parts.collected.items():
        if name not in parts.reserved:
            names.properties[name] = listed
        elif _SAME.get(name, name) != listed:
            names.found_as[name] = listed
    gone = {*parts.collected, *parts.reuse_attributes, "name"}
    for name in parts.stores:
        if name in parts.reserved and name not in gone:
            new = f"{name}_"
            while new in parts.attributes:
                new += "_"
            names.renamed[name] = names.found_as[name] = new
    names.found_as = {k: v for k, v in names.found_as.items() if k in read}
    held = parts.name_attribute
    if held not in ("", "name") and held not in read:
        uses = [n for n in walk(parts.node) if self_attribute(n) == held]
        if parts.scope is not None and len(uses) == 2:  # set once, and read to open the scope
            parts.dropped |= {id(s) for s, _ in parts.stores[held]}
    return names


def with_replacements(source: LiftSource, parts: ClassParts, names: ClassNames) -> LiftSource:
    """The module, with what the methods of the class say now."""
    replaced: dict[int, str] = {}
    for method in (parts.init, parts.call, *parts.methods):
        for part in walk(method):
            name = self_attribute(part)
            if name in names.renamed:
                replaced[id(part)] = f"self.{names.renamed[name]}"
            elif name == "__call__":
                replaced[id(part)] = "self"
            elif name in parts.collected and name in parts.reserved and _is_read(part):
                replaced[id(part)] = f"self.{parts.collected[name]}"
            elif id(part) in parts.lists:
                replaced[id(part)] = f"self.{parts.lists[id(part)]}"
            if isinstance(part, ast.Call) and method is not parts.call:
                func = part.func
                own = isinstance(func, ast.Name) and func.id == "self"
                if own or self_attribute(func) == "__call__":
                    odd = any(k.arg in (None, "reuse") for k in part.keywords)
                    if odd or len(part.args) > 1:  # Keras takes only tensors without their names
                        raise Refused("TF303", f"`{ast.unparse(part)}`", part.lineno)
    return replace(source, replaced={**source.replaced, **replaced})


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load)


def class_text(
    target: Target,
    source: LiftSource,
    parts: ClassParts,
    names: ClassNames,
    init_lines: list[str],
    build_lines: list[str],
    call_lines: list[str],
    order: str,
    weights: dict[str, str],
    separated: bool = False,
) -> str:
    """The class.

    Args:
      source: the module, with what the methods say now.
      init_lines: what makes sublayers in ``__init__``.
      build_lines, call_lines: the methods ``build`` and ``call``.
      order: the source of ``tf1_order``, "" for none.
      weights: the TF1 names of weights that stand in inner scopes.
      separated: the names of some have levels.
    """
    render = Render(source, dropped=set(parts.dropped))
    base = target.base
    if keras_base(source, parts.node).endswith(".Model") and target.imported == "keras":
        base = "keras.Model"
    out = [f"class {parts.node.name}({base}):"]
    previous = parts.node.lineno
    body = parts.node.body
    declared = _declarations(parts, names)
    if weights:
        shown = ", ".join(f'"{name}": "{tf1}"' for name, tf1 in weights.items())
        declared.append(f"{INDENT}tf1_names = {{{shown}}}")
    if separated:
        declared.append(f"{INDENT}{DECLARED}")
    if order:
        declared.append(f"{INDENT}tf1_order = {order}  # as TF1 made them")
    for index, statement in enumerate(body):
        first = _first_line(statement)
        doc = index == 0 and isinstance(statement, ast.Expr)
        if not doc:
            out += [*declared, ""] if declared or len(out) > 1 else []
            declared = []
        if id(statement) not in parts.dropped:
            if index or first - previous > 1:
                out += render.comments(previous + 1, first - 1, 1)
            if statement is parts.init:
                made = _init(target, source, parts, render, init_lines, bool(build_lines))
                out += made if not _only_passes_on(parts, made) else []
            elif statement is parts.call:
                out += [*build_lines, *([""] if build_lines else []), *call_lines]
                for name, listed in names.properties.items():
                    out += ["", f"{INDENT}@property", f"{INDENT}def {name}(self):"]
                    out.append(f"{INDENT * 2}return self.{listed}")
                if parts.is_cell:
                    out += ["", *initial_state(source, parts)]
            else:
                out += render.statement(statement, 1)
        previous = statement.end_lineno or statement.lineno
    return "\n".join(out) + "\n"


def _only_passes_on(parts: ClassParts, made: list[str]) -> bool:
    """Whether a constructor that was not written by anyone does nothing either."""
    alone = len(parts.init.body) == 1 and isinstance(parts.init.body[0], ast.Pass)
    return alone and parts.name is None and len(made) == 2


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def _declarations(parts: ClassParts, names: ClassNames) -> list[str]:
    out = []
    if parts.scope is None:
        out.append(f'{INDENT}tf1_scope = ""  # opens no scope of its own')
    if names.found_as:
        shown = ", ".join(f'"{old}": "{new}"' for old, new in names.found_as.items())
        out.append(f"{INDENT}tf1_attributes = {{{shown}}}  # as TF1 code knew them")
    return out


def _init(
    target: Target,
    source: LiftSource,
    parts: ClassParts,
    render: Render,
    init_lines: list[str],
    builds: bool,
) -> list[str]:
    """The constructor: its own statements, then the sublayers."""
    for node in statements(parts.init.body):
        if isinstance(node, ast.With) and opens_scopes(source, node):
            render.unwrapped.add(id(node))
    body = parts.init.body
    header = body[0].lineno - 1 if len(body) else parts.init.lineno
    header = max(
        [a.end_lineno or 0 for a in walk(parts.init.args) if isinstance(a, ast.arg)],
        default=header,
    )
    given, name = signature(source, parts.init), ""
    if parts.name is not None:
        name = source.segment(parts.name)
        if "name" not in {a.arg for a, _, _ in parameters(parts.init)}:
            given += "" if parts.init.args.kwonlyargs else ", *"
            constant = isinstance(parts.name, ast.Constant)
            given += f", name={name if constant else None}"
            name = f"({name})" if isinstance(parts.name, ast.IfExp) else name
            name = "name" if constant else f"name or {name}"
    documented: list[str] = []
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if isinstance(first.value.value, str):
            documented = render.statement(first, 2)
            header, body = first.end_lineno or first.lineno, body[1:]
    own = render.block(body, 2, header) if not isinstance(body[0], ast.Pass) else []
    lines = target.constructor(parts.node.name, given, name, own, init_lines, builds)
    return [lines[0], *documented, *lines[1:]]


def signature(source: LiftSource, node: FunctionNode) -> str:
    """The parameters of a method, without those that only said whether variables are shared."""
    out, starred = [], False
    for argument, default, keyword in parameters(node):
        if argument.arg == "reuse":
            continue
        if keyword and not starred:
            out.append("*")
            starred = True
        text = source.segment(argument)
        if default is not None:
            text += (
                f"={source.segment(default)}"
                if argument.annotation is None
                else f" = {source.segment(default)}"
            )
        out.append(text)
    return ", ".join(out)
