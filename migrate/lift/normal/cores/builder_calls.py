"""Callers of builder classes that are split: they call the function instead and take its outputs by name.

model = TextModel(config, ids)         model = text_model(config, ids)
pooled = model.get_pooled_output()     pooled = model["pooled_output"]

That is TF1 still, and the caller can then be lifted with the layer of that function as a part of its own.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrate.lift.normal.cores.split import Split
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.resolve import TreeIndex
from migrate.rewrite.edits import Edit


@dataclass(frozen=True)
class BuilderCaller:
    """A function that makes objects of split classes and only reads their outputs.

    Attributes:
      function: the function.
      builders: the classes.
      edits: what it calls and reads instead.
      gone: where those classes were named, as offsets of the module's text.
    """

    function: Key
    builders: frozenset[Key]
    edits: tuple[Edit, ...]
    gone: frozenset[int]


def builder_callers(
    sources: Mapping[str, LiftSource], index: TreeIndex, splits: Iterable[Split]
) -> list[BuilderCaller]:
    """The functions of a tree that use split classes in no other way."""
    known = {one.cls: one for one in splits if one.outputs}
    if not known:
        return []
    getters = {key: _getters(sources[key[0]], one) for key, one in known.items()}
    found = []
    for module, source in sources.items():
        functions = {call.where for call in source.targeted_calls if call.target in known}
        for qualname in sorted(functions & source.functions.keys()):
            node = source.functions[qualname]
            if source.skips.file or source.skips.covers(node.lineno):
                continue
            one = _Reader(source, index, known, getters).read((module, qualname), node)
            if one is not None:
                found.append(one)
    return found


def import_edits(
    sources: Mapping[str, LiftSource],
    index: TreeIndex,
    splits: Mapping[Key, Split],
    callers: Iterable[BuilderCaller],
) -> list[tuple[str, Edit]]:
    """``from model import TextModel`` -> ``from model import text_model``, and both when both are used."""
    gone: dict[str, set[int]] = {}
    wanted: dict[str, set[Key]] = {}
    for one in callers:
        gone.setdefault(one.function[0], set()).update(one.gone)
        wanted.setdefault(one.function[0], set()).update(one.builders)
    found = []
    for module, classes in wanted.items():
        source = sources[module]
        for node, alias, cls in source.from_imports:
            if cls not in classes or _imported_from(source, index, node) != cls[0]:
                continue
            name = alias.asname or alias.name
            uses = [n for n in walk(source.tree) if isinstance(n, ast.Name) and n.id == name]
            left = [n for n in uses if source.positions.start(n) not in gone[module]]
            if len(left) == len(uses):
                continue
            start, end = source.positions.start(alias), source.positions.end(alias)
            text = splits[cls].function[1]
            if left or name in source.looked_up or source.relpath_is_package:
                text = f"{source.text[start:end]}, {text}"
            found.append((module, Edit(start, end, (text,))))
    return found


def _imported_from(source: LiftSource, index: TreeIndex, node: ast.ImportFrom) -> str | None:
    """The module of the tree that a `from` import names."""
    return index.locate(source.symbols.relpath, "." * node.level + (node.module or ""))


def _getters(source: LiftSource, split: Split) -> dict[str, str]:
    """The methods of a split class that only return an attribute, with the name of that."""
    node = next(
        n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == split.cls[1]
    )
    found = {}
    for method in (n for n in node.body if isinstance(n, ast.FunctionDef)):
        body = (
            method.body[1:] if ast.get_docstring(method, clean=False) is not None else method.body
        )
        args = method.args
        plain = not (args.kwonlyargs or args.vararg or args.kwarg or method.decorator_list)
        if not plain or len(args.args) != 1 or len(body) != 1:
            continue
        value = body[0].value if isinstance(body[0], ast.Return) else None
        if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
            if (
                value.value.id == args.args[0].arg
                and source.definitions[f"{node.name}.{method.name}"] == 1
            ):
                found[method.name] = value.attr
    return found


class _Reader:
    """Reads one function."""

    def __init__(
        self,
        source: LiftSource,
        index: TreeIndex,
        known: Mapping[Key, Split],
        getters: Mapping[Key, Mapping[str, str]],
    ) -> None:
        self._source = source
        self._index = index
        self._known = known
        self._getters = getters

    def read(self, key: Key, node: FunctionNode) -> BuilderCaller | None:
        """The function with what it would say instead; None when an object is used in another way."""
        parents = {id(c): p for p in walk(node) for c in ast.iter_child_nodes(p)}
        own = {id(n) for n in own_nodes(node.body)}
        edits: list[Edit] = []
        builders: set[Key] = set()
        gone: set[int] = set()
        for call in (n for n in walk(node) if isinstance(n, ast.Call)):
            target = self._source.symbols.target(call.func)
            if target is None or target not in self._known:
                continue
            cls, split = target, self._known[target]
            function = self._named(call, split)
            starred = any(isinstance(a, ast.Starred) for a in call.args)
            if function is None or starred or any(k.arg is None for k in call.keywords):
                return None
            reads = list(self._reads(node, call, parents)) if id(call) in own else []
            places = [self._output(cls, read, parents) for read in reads]
            if not places or any(place is None for place in places):
                return None
            builders.add(cls)
            edits.append(function)
            gone.add(self._source.positions.start(call.func))
            for place in places:
                assert place is not None
                edits.append(place)
        if not builders:
            return None
        return BuilderCaller(key, frozenset(builders), tuple(edits), frozenset(gone))

    def _named(self, call: ast.Call, split: Split) -> Edit | None:
        """The name of the function in place of that of the class."""
        positions, name = self._source.positions, split.function[1]
        if isinstance(call.func, ast.Attribute):
            if self._source.symbols.module_named(call.func.value) != split.cls[0]:
                return None
            end = positions.end(call.func)
            return Edit(end - len(call.func.attr), end, (name,))
        if not isinstance(call.func, ast.Name):
            return None
        if self._source.module != split.cls[0]:
            imported = [
                alias
                for node, alias, cls in self._source.from_imports
                if cls == split.cls
                and (alias.asname or alias.name) == call.func.id
                and _imported_from(self._source, self._index, node) == cls[0]
            ]
            if len(imported) != 1 or name in self._source.names:
                return None
        if any(isinstance(n, ast.arg) and n.arg == name for n in walk(self._source.tree)):
            return None
        return Edit(positions.start(call.func), positions.end(call.func), (name,))

    def _reads(
        self, node: FunctionNode, call: ast.Call, parents: Mapping[int, ast.AST]
    ) -> Iterator[ast.expr]:
        """The expressions that stand for the object that a call makes; the call itself when nothing names it."""
        above = parents[id(call)]
        if not isinstance(above, ast.Assign):
            yield call
            return
        target = above.targets[0]
        if len(above.targets) != 1 or not isinstance(target, ast.Name) or above.value is not call:
            return
        uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == target.id]
        taken = [n for n in walk(node) if isinstance(n, ast.arg) and n.arg == target.id]
        shared = [n for n in walk(node) if isinstance(n, (ast.Global, ast.Nonlocal))]
        if taken or any(target.id in n.names for n in shared):
            return
        if [n for n in uses if not isinstance(n.ctx, ast.Load)] == [target]:
            yield from (n for n in uses if isinstance(n.ctx, ast.Load))

    def _output(self, cls: Key, read: ast.expr, parents: Mapping[int, ast.AST]) -> Edit | None:
        """``["pooled_output"]`` in place of what asks the object for it."""
        above = parents[id(read)]
        if not isinstance(above, ast.Attribute) or not isinstance(above.ctx, ast.Load):
            return None
        outputs, last = self._known[cls].outputs, above.attr
        end = self._source.positions.end(above)
        call = parents[id(above)]
        if isinstance(call, ast.Call) and call.func is above:
            last = self._getters[cls].get(above.attr, "")
            if call.args or call.keywords or last not in outputs:
                return None
            end = self._source.positions.end(call)
        elif last not in outputs:
            return None
        return Edit(self._source.positions.end(read), end, (f'["{last}"]',))
