"""The edits of every module once it is known what is lifted: classes in place of functions, and what calls them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.cell_callers import call_edits
from migrate.lift.checks.default_values import DEFAULT
from migrate.lift.checks.tensor_names import tensor_name_edits
from migrate.lift.classes.networks import Networks
from migrate.lift.classes.planner import ClassPlanner
from migrate.lift.configs.configs import Configs
from migrate.lift.families.planner import FamilyPlanner
from migrate.lift.normal.cores.cores import end_with_comment
from migrate.lift.plans import Lifted, ModulePlan, Refused
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import LiftSource
from migrate.lift.text import own_classes
from migrate.lift.text.callers import (
    call_edit,
    calls_outside,
    check_settings,
    import_edits,
    wrapper,
)
from migrate.lift.text.initializer_dtypes import initializer_edits
from migrate.lift.text.leftover_imports import leftover_imports
from migrate.lift.text.leftover_methods import without_leftover_methods
from migrate.lift.text.passing import listing_edits, passing
from migrate.lift.text.scalar_placeholders import placeholder_edits
from migrate.lift.text.targets import Target
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits


@dataclass(eq=False)
class ModuleEdits:
    """Writes them.

    Attributes:
      lifted: what the functions became; those that get a wrapper are noted in it.
      wrapped: the functions of which one of the old name stays; a call that needs one adds to it.
    """

    sources: Mapping[str, LiftSource]
    tree: TreeTimes
    table: LayerTable
    target: Target
    classes: ClassPlanner
    families: FamilyPlanner
    networks: Networks
    lifted: dict[Key, Lifted]
    wrapped: set[Key]

    def class_nodes(self) -> set[int]:
        return self.classes.nodes() | self.families.nodes() | self.networks.nodes()

    def plans(self) -> dict[str, ModulePlan]:
        edits: dict[str, list[Edit]] = {}
        calls, rewritten = self._calls(edits)
        wrapped: set[str] = set()
        registered = self._configs()
        for key, one in list(self.lifted.items()):
            source = self.sources[key[0]]
            node = source.functions[key[1]]
            if one.makes_cells and ".<locals>." in key[1]:
                continue  # in the constructor of the layer
            if key in self.wrapped:
                one = self.lifted[key] = replace(one, wrapped=True)
                edits.setdefault(key[0], []).extend(_beside(source, key, node, one))
                wrapped.add(key[0])
                continue
            start, end = source.positions.start(node), source.positions.end(node)
            behind = end_with_comment(source, node)
            if source.text[end:behind].strip() in one.text:  # the comment went with its statement
                end = behind
            edits.setdefault(key[0], []).append(Edit(start, end, (one.text.rstrip("\n"),)))
        inside = {id(self.sources[m].functions[q]) for m, q in self.lifted}
        classes, makers = self.classes.edits(inside)
        for name, more in classes.items():
            edits.setdefault(name, []).extend(more)
        for name, edit in self.networks.edits():
            edits.setdefault(name, []).append(edit)
        cells = {k for k, one in self.lifted.items() if one.makes_cells and "<locals>" not in k[1]}
        made, more_makers = self.families.edits(cells)
        for name, more in made.items():
            edits.setdefault(name, []).extend(more)
        calls |= makers | more_makers
        passed = passing(self.sources, self.lifted, rewritten)
        for name, source in self.sources.items():
            kept = passed.imported.get(name, set())
            renamed = import_edits(source, self.lifted, rewritten, kept)
            renamed += listing_edits(source, passed.listed.get(name, ()), self.lifted)
            if renamed:
                edits.setdefault(name, []).extend(renamed)
        for name, more in tensor_name_edits(self.tree, self.sources, self.lifted).items():
            edits.setdefault(name, []).extend(more)
        layers = [
            *((m, self.sources[m].functions[q]) for m, q in self.lifted),
            *((key[0], node) for key, node in self._definitions()),
        ]
        for name, more in initializer_edits(self.tree, self.sources, layers).items():
            edits.setdefault(name, []).extend(more)
        if self.target.imported == "keras":
            scalars = self.table.scalars
            shaped = placeholder_edits(self.sources, self.tree, self.lifted, scalars)
            for name, more in shaped.items():
                edits.setdefault(name, []).extend(more)
        for name, more in registered.items():
            edits.setdefault(name, []).extend(more)
        plans = {}
        for name in without_leftover_methods(self.sources, edits, rewritten):
            if "compat_scope" not in apply_edits(self.sources[name].text, edits[name]).text:
                calls.discard(name)
        for name, found in edits.items():
            lifted = tuple(one for key, one in self.lifted.items() if key[0] == name)
            lifted += self.classes.reported(name) + self.families.reported(name)
            lifted += self.networks.reported(name)
            found[:0] = own_classes.edits(self.sources[name], self.table, lifted)
            written = own_classes.written(self.sources[name], self.table, lifted)
            uses_keras = bool(written) or any(
                not one.makes_cells or "keras." in one.text for one in lifted
            )
            uses_keras = (uses_keras or name in registered) and self.target.imported == "keras"
            if lifted:
                bound = "keras" in self.sources[name].symbols.module_scope.names
                package = "keras" if uses_keras and not bound else ""
                given = (self.sources[name], found, self.sources, self.table.wrappers, package)
                found += leftover_imports(*given)
            plans[name] = ModulePlan(
                *(tuple(found), lifted, uses_keras),
                name in calls | wrapped
                or any(one.hosting or DEFAULT in one.text for one in lifted),
                written=written,
                imports=own_classes.imports(self.sources[name], self.table, lifted),
                needs_tensorflow=own_classes.needs_tensorflow(
                    self.sources[name], self.table, lifted
                ),
            )
        return plans

    def _configs(self) -> dict[str, list[Edit]]:
        """What layers keep of themselves; the edits that this needs elsewhere."""
        if self.target.imported != "keras":
            return {}
        inside = {*self.lifted, *self.classes.lifted, *self.families.lifted, *self.networks.found}
        for name in self.sources:
            inside |= {one.key for one in self.classes.reported(name)}
            inside |= {one.key for one in self.families.reported(name)}
            inside |= {one.key for one in self.networks.reported(name)}
        made = Configs(
            *(self.sources, self.tree, self.table, self.lifted, self.classes.lifted, inside)
        )
        made.add()
        return made.edits()

    def _calls(self, edits: dict[str, list[Edit]]) -> tuple[set[str], set[int]]:
        """Rewrites the calls in code that is not lifted; a function that one of them needs stays as a wrapper."""
        modules: set[str] = set()
        rewritten: set[int] = set()
        found = list(calls_outside(self.sources, self.tree, set(self.lifted), self.class_nodes()))
        for source, where, call, callee in found:
            one = self.lifted[callee]
            if one.makes_cells and ".<locals>." not in callee[1]:
                edits.setdefault(source.module, []).extend(call_edits(source, call))
                modules.add(source.module)
                continue
            if ".<locals>." in callee[1] or one.decorated or one.is_helper:
                continue  # reached through the wrapper, which sees the names around it
            function = self.tree.function(callee)
            assert function is not None
            if source.skips.covers(call.lineno):
                self.wrapped.add(callee)
                continue
            try:
                check_settings(self.tree, where, call, one, function)
                edit = call_edit(source, where, call, self.lifted[callee], function, self.tree)
            except Refused:
                self.wrapped.add(callee)
                continue
            edits.setdefault(source.module, []).append(edit)
            modules.add(source.module)
            rewritten.add(id(call))
        inside: list[ast.AST] = [self.sources[m].functions[q] for m, q in self.lifted]
        for node in (*inside, *self.classes.definitions(), *self.families.definitions()):
            rewritten |= {id(part) for part in walk(node) if isinstance(part, ast.Call)}
        hosted = {key for key, one in self.lifted.items() if one.decorated}
        hosting = {key for key, one in self.lifted.items() if one.hosts}
        within = {id(part) for node in inside if hosting for part in walk(node)}
        for source in self.sources.values() if hosted | hosting else ():
            for (
                each
            ) in (
                source.targeted_calls
            ):  # through their wrappers: everywhere, or in layers that host them
                target = source.symbols.target(each.node.func)
                if target in hosted or (target in hosting and id(each.node) in within):
                    rewritten.discard(id(each.node))
        return modules, rewritten

    def _definitions(self) -> Iterator[tuple[Key, ast.ClassDef]]:
        for one in self.classes.lifted.values():
            yield self.classes.parts[one.key].key, self.classes.parts[one.key].node
        for _, member in self.families.members():
            yield member.key, member.node


def _beside(source: LiftSource, key: Key, node: ast.FunctionDef, one: Lifted) -> list[Edit]:
    """The class before the function, and the function as a wrapper around it."""
    top = next(s for s in source.tree.body if s.lineno <= node.lineno <= (s.end_lineno or 0))
    line = min([top.lineno, *(d.lineno for d in getattr(top, "decorator_list", []))])
    at = source.positions.line_start(line)
    start, end = source.positions.start(node.body[0]), source.positions.end(node.body[-1])
    if one.is_helper:
        return [Edit(at, at, (one.text.rstrip("\n") + "\n\n\n",))]
    return [
        Edit(at, at, (one.text.rstrip("\n") + "\n\n\n",)),
        Edit(start, end, (wrapper(one, node),)),
    ]
