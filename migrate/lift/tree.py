"""Lifting one source root: reads its TF1 modules once more and plans."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from migrate.lift.arg_scopes.flow import flow
from migrate.lift.arg_scopes.leftovers import left_over
from migrate.lift.arg_scopes.text import Group, written_out
from migrate.lift.methods.candidates import candidates
from migrate.lift.methods.methods import MethodSplit, method_splits
from migrate.lift.normal import builder_calls
from migrate.lift.normal.normal import Form, Normal, formed, normal_forms
from migrate.lift.normal.repeats import Repeats, repeats
from migrate.lift.normal.split import Split, splits
from migrate.lift.normal.templates import templates
from migrate.lift.normal.why import why_form
from migrate.lift.planner import plan_tree
from migrate.lift.plans import METHOD, Lifted, ModulePlan, TreePlan
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import LiftSource
from migrate.lift.text.keras_target import KERAS
from migrate.lift.text.module_target import MODULE
from migrate.model.extract import module_scopes
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import FunctionNames, function_names
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.read import SourceFile, Unreadable, parse, read_source
from migrate.resolve import ModuleSymbols, TreeIndex
from migrate.rewrite.edits import Edit, Quote, apply_edits
from migrate.rewrite.moves import Moves
from migrate.rulebook import load_toml
from migrate.skips import skipped_lines
from migrate.user_layers import tables

# Methods that become functions, classes that are split, and normal forms are found by planning the tree again without those in vain. In a tree
# with more functions that make variables than this it would take longer than all the rest.
MANY = 500

TARGETS = {target.name: target for target in (KERAS, MODULE)}


@dataclass(frozen=True)
class LiftInput:
    """Where the modules of a source root lie.

    Attributes:
      files: the path of each file of the root by its path below it.
      index: the root's modules.
      rules: the directory of the rules.
      target: what is lifted becomes this, "keras" or "module".
      wrappers: the project's own layer wrappers (``migrate/user_layers.py``).
    """

    files: Mapping[str, Path]
    index: TreeIndex
    rules: Path
    target: str = "keras"
    wrappers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RootPlan:
    """What is lifted in one root, and the scope graph and names that the plan speaks of."""

    plan: TreePlan
    graph: TreeGraph
    names: Mapping[Key, FunctionNames]


def plan_root(
    given: LiftInput,
    modules: Mapping[str, str],
    graph: TreeGraph,
    layers: LayerRules,
    as_written: bool = False,
) -> RootPlan:
    """Decides what is lifted in one root.

    Args:
      modules: the TF1 modules, with the path of each.
      graph: their scope graph.
      as_written: functions only, as they stand: no class, method or normal form.
    """
    files = {m: f for m, r in modules.items() if (f := _read(given.files[r], r)) is not None}
    sources = {m: _source(m, f.text, f, given.index, layers) for m, f in files.items()}
    target = TARGETS[given.target]
    _, wrappers = tables(given.wrappers if target.name == "keras" else {})
    cells = {"cells": load_toml(given.rules / KERAS.table)["cells"]}  # of TF1, for any target
    table = LayerTable(cells | load_toml(given.rules / target.table), wrappers)
    elsewhere = _elsewhere(given, set(modules.values()), graph)
    tree = _Tree(given, modules, layers, files, table, elsewhere, as_written)
    loops = [] if as_written else repeats(sources, graph, layers)
    loops += [] if as_written else templates(sources, graph, layers, elsewhere)
    vain: set[frozenset[Key]] = set()  # functions that are not lifted without their scopes either
    while True:
        steps: list[dict[str, tuple[Edit, ...]]] = []
        now, now_graph = tree.changed(sources, graph, loops, steps)
        found = None if as_written else flow(now, now_graph, table, elsewhere)
        groups = [] if found is None else written_out(found)
        groups = [group for group in groups if group.functions not in vain]
        if found is not None and groups:
            now, now_graph = tree.changed(
                now, now_graph, [*groups, left_over(found, groups)], steps
            )
        plan = _plan(tree, now, now_graph)
        idle = [one for one in loops if not _helps(one, plan.plan)]
        vain |= {one.functions for one in groups if not _helps(one, plan.plan)}
        if not idle and not any(one.functions in vain for one in groups):
            return replace(plan, plan=_with_steps(plan.plan, steps))
        loops = [one for one in loops if one not in idle]


def _with_steps(plan: TreePlan, steps: Sequence[Mapping[str, tuple[Edit, ...]]]) -> TreePlan:
    """The plan with the edits that came before it."""
    changed = {m for step in steps for m in step}
    done = {
        m: replace(p, first=tuple(step[m] for step in steps if m in step))
        for m, p in {**{m: ModulePlan() for m in changed}, **plan.modules}.items()
    }
    return replace(plan, modules=done)


def _helps(one: Group | Repeats, plan: TreePlan) -> bool:
    """Whether something is lifted of what was written in another way."""
    lifted = {plan.moved.get(key, key) for key in plan.lifted()}
    lifted |= {(m, q.rpartition(".")[0]) for m, q in lifted if q.endswith(".__init__")}
    return any((m, q) in lifted or (m, q.partition(".")[0]) in lifted for m, q in one.functions)


@dataclass(frozen=True)
class _Tree:
    """What stays the same while a root is planned."""

    given: LiftInput
    modules: Mapping[str, str]
    layers: LayerRules
    files: Mapping[str, SourceFile]
    table: LayerTable
    elsewhere: Mapping[Key, str]
    as_written: bool

    def read(self, module: str, text: str, index: TreeIndex | None = None) -> LiftSource:
        """A module with another text."""
        return _source(module, text, self.files[module], index or self.given.index, self.layers)

    def changed(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        parts: Iterable[Group | Repeats],
        steps: list[dict[str, tuple[Edit, ...]]],
    ) -> tuple[Mapping[str, LiftSource], TreeGraph]:
        """The modules after edits, which are noted as one more step."""
        edits: dict[str, tuple[Edit, ...]] = {}
        for one in parts:
            for name, more in one.edits.items():
                edits[name] = (*edits.get(name, ()), *more)
        if not edits:
            return sources, graph
        edits = {m: _converted(e, self.files[m].newline) for m, e in edits.items()}
        steps.append(edits)
        after = dict(sources)
        for name, own in edits.items():
            after[name] = self.read(name, apply_edits(sources[name].text, own).text)
        return after, self.graph(graph, after, edits)

    def graph(
        self, graph: TreeGraph, sources: Mapping[str, LiftSource], changed: Iterable[str]
    ) -> TreeGraph:
        """The scope graph when some modules have another text."""
        again = set(changed)
        scopes = [
            module_scopes(sources[name].symbols, self.layers) if name in again else scope
            for name, scope in graph.modules.items()
        ]
        return TreeGraph(scopes, self.layers)


def _plan(tree: _Tree, sources: Mapping[str, LiftSource], graph: TreeGraph) -> RootPlan:
    """Decides what is lifted of modules as they are now."""
    given, layers, files, table = tree.given, tree.layers, tree.files, tree.table
    elsewhere, target = tree.elsewhere, TARGETS[tree.given.target]
    small = len(graph.creating) <= MANY and not tree.as_written
    found: dict[Key, Split] = {}
    possible: set[Key] = set()
    if small:
        every = [one for source in sources.values() for one in splits(source, graph, sources)]
        found = {one.function: one for one in every}
        possible = set(candidates(sources, graph))
    wanted = possible - {one.key for one in found.values()}
    stays: dict[Key, Reason] = {}  # lines of the files as read
    whole: set[Key] = set()  # constructors that are known to be no layer as a whole
    why: dict[Key, tuple[Reason, ...]] = {}  # lines from the first one of the function
    of_forms: dict[Key, tuple[Reason, ...]] = {}  # the same, of functions in another form
    callers = builder_calls.builder_callers(sources, given.index, found.values())
    index = given.index.with_functions(one.function for one in found.values())
    # Those of what is not lifted as it is, once that is known.
    forms: list[Normal] | None = None if small else []

    again: dict[Key, Form] = {}  # functions of methods and of cores in another form
    before: dict[Key, Reason] = {}  # why those were not lifted as they were

    edited: dict[str, LiftSource] = {}

    def read(module: str, text: str) -> LiftSource:
        if module not in edited or edited[module].text != text:
            edited[module] = tree.read(module, text, index)
        return edited[module]

    while True:
        methods = method_splits(sources, graph, wanted)
        kept_back = whole | methods.passing.keys()
        stays |= {k: r for k, r in methods.refused.items() if k not in kept_back}
        split = [e for one in found.values() for e in one.changes]
        split += [(one.function[0], e) for one in callers for e in one.edits]
        builders = {one.cls: one for one in found.values() if one.outputs}
        split += builder_calls.import_edits(sources, given.index, builders, callers)
        ready = {m: tuple(formed(m, e, again) for e in es) for m, es in methods.edits.items()}
        split = [(m, formed(m, e, again)) for m, e in split]
        edits = _together(ready, split, forms or ())
        edits = {m: _converted(e, files[m].newline) for m, e in edits.items()}
        rendered = {m: apply_edits(sources[m].text, e) for m, e in edits.items()}
        after = dict(sources)
        for name, done in rendered.items():
            after[name] = read(name, done.text)
        if edits:
            split_graph = tree.graph(graph, after, edits)
        else:
            split_graph = graph
        names = {key: function_names(split_graph, key) for key in split_graph.scoped}
        moves = {m: Moves(sources[m].text, r) for m, r in rendered.items()}
        reasons = {
            key: replace(r, line=moves[key[0]].line(r.line)) if key[0] in moves else r
            for key, r in stays.items()
        }
        classes = {(m.method[0], m.method[1].rpartition(".")[0]) for m in methods.found}
        classes |= _calling_classes(split_graph)
        plan = plan_tree(
            *(after, split_graph, layers, table, names, elsewhere, target, reasons, classes)
        )
        lifted = plan.lifted()
        alone = [one for one in found.values() if not _is_layer(lifted.get(one.function))]
        # All that a method makes becomes layers, or nothing of it.
        vain = [one for one in found.values() if one.key in {other.key for other in alone}]
        vain_builders = {one.cls for one in vain if one.outputs}
        vain_methods = [m for m in methods.found if m.creates and not _serves(m, lifted)]
        if forms is None:
            ours = {one.function for one in found.values()}
            ours |= {m.function for m in methods.found}
            refused = [k for k in plan.refused if k not in ours]
            kept = normal_forms(sources, graph, layers, refused, read)
        else:
            kept = [one for one in forms if all(key in lifted for key in one.needed)]
            for form in (n for n in forms if n not in kept):
                instead = why_form(form, plan, sources[form.module])
                if instead is not None:
                    of_forms[form.needed[0]] = (instead,)
        if forms is None and kept and (vain or vain_methods):
            forms = kept  # what calls those functions may be lifted with them
            continue
        untried = {
            one.function: _why_core(plan, one, after[one.cls[0]])
            for one in alone
            if one.function not in before
        }
        untried |= {
            m.function: _why(plan, m, after[m.function[0]], sources)
            for m in vain_methods
            if m.function not in before
        }
        before |= untried
        fresh = {
            one.needed[0]: Form.of(one, after[one.module].text, files[one.module].newline)
            for one in normal_forms(after, split_graph, layers, untried, read)
        }
        if fresh:  # the others may be lifted with them
            again |= fresh
            forms = kept
            continue
        using = [c for c in callers if c.function in lifted and not c.builders & vain_builders]
        if not vain and not vain_methods and kept == (forms or []) and using == callers:
            break
        for one in vain:
            found.pop(one.function)
            again.pop(one.function, None)
            if one not in alone or not one.cls[1]:
                continue  # another part of the method has the reason; a function has its own
            reason = before[one.function]
            if (
                one.line or reason.code != "TF313"
            ):  # without tensors it is no model, but an object with variables
                stays[one.key] = reason
                whole.add(one.key)
            if not one.line and one.key in possible and reason.code not in ("TF313", "TF314"):
                wanted.add(one.key)  # a part of it may be a layer
        # What attributes hold may be tensors only because of the others that go now.
        certain = [m for m in vain_methods if before[m.function].code != "TF311"]
        for method in certain or (vain_methods if not vain else ()):
            wanted.discard(method.method)
            stays[method.method] = before[method.function]
            if not certain:  # by now the others are gone
                stays[method.method] = _why(plan, method, after[method.function[0]], sources)
            again.pop(method.function, None)
        for caller in callers:
            known = caller.function in plan.refused and not caller.builders & vain_builders
            if caller not in using and known:
                why[caller.function] = _within(plan, caller.function, after)
        forms, callers = kept, using
    finished = {
        name: replace(
            _with_newline(p, files[name].newline),
            split=edits.get(name, ()),
        )
        for name, p in plan.modules.items()
    }
    # What only leaves its work to another method has the reason of that, unless its class has one.
    weak = {k: (methods.refused[k],) for k in methods.passing if _is_method(plan.refused.get(k))}
    for key, instead_of in of_forms.items():
        now = plan.refused.get(key)
        if now and now[0].code == "TF304" and key[1] in after[key[0]].functions:
            why.setdefault(key, instead_of)
    reasons_of = {k: _at(after, k, why[k]) if k in why else r for k, r in plan.refused.items()}
    reasons_of |= weak
    moved = {one.function: one.key for one in found.values()}
    moved |= {m.function: m.method for m in methods.found if m.creates}
    passing = {k: _last(k, methods.passing) for k in methods.passing}
    return RootPlan(
        replace(plan, modules=finished, moved=moved, refused=reasons_of, passing=passing),
        split_graph,
        names,
    )


def _is_method(reasons: tuple[Reason, ...] | None) -> bool:
    """Whether a method stays for no other reason than that it is one."""
    return reasons is not None and reasons[0].message.endswith(METHOD)


def _last(key: Key, passing: Mapping[Key, Key]) -> Key:
    """The method that makes what others leave to it, which may leave it to one more."""
    for _ in passing:
        key = passing.get(key, key)
    return key


def _calling_classes(graph: TreeGraph) -> set[Key]:
    """The classes of which a method calls a function that makes variables, maybe with their attributes."""
    callers = {caller for key in graph.creating for caller in graph.callers.get(key, ())}
    return {
        (module, qualname.rpartition(".")[0])
        for module, qualname in callers
        if (function := graph.functions.get((module, qualname))) and function.kind == "method"
    }


def _is_layer(one: Lifted | None) -> bool:
    """Whether the core of a method became something that the method is better off with, not just a maker of cells."""
    return one is not None and not one.makes_cells


def _serves(method: MethodSplit, lifted: Mapping[Key, Lifted]) -> bool:
    """Whether the function of a method became a layer; or a maker of cells that is no part of a constructor."""
    one = lifted.get(method.function)
    return _is_layer(one) or (one is not None and not method.method[1].endswith(".__init__"))


def _source(
    module: str, text: str, file: SourceFile, index: TreeIndex, layers: LayerRules
) -> LiftSource:
    tree = file.tree if text is file.text and file.tree is not None else ast.parse(text)
    symbols = ModuleSymbols(tree, file.relpath, index)
    return LiftSource(module, text, tree, symbols, layers.public, skipped_lines(text, tree))


def _within(plan: TreePlan, key: Key, after: Mapping[str, LiftSource]) -> tuple[Reason, ...]:
    """Why a function was not lifted, with lines from its first one."""
    first = after[key[0]].functions[key[1]].lineno
    return tuple(replace(r, line=r.line - first) for r in plan.refused.get(key, ()))


def _at(
    after: Mapping[str, LiftSource], key: Key, reasons: tuple[Reason, ...]
) -> tuple[Reason, ...]:
    first = after[key[0]].functions[key[1]].lineno
    return tuple(replace(r, line=r.line + first) for r in reasons)


def _why_core(plan: TreePlan, one: Split, after: LiftSource) -> Reason:
    """Why the core of a method was not lifted, with the line of the file as read."""
    reason = plan.refused.get(one.function, (Reason("TF317", METHOD, one.line),))[0]
    function = after.functions.get(one.function[1])
    if one.lines:
        place = reason.line - function.lineno - 1 if function is not None else -1
        return replace(reason, line=one.lines[place if 0 <= place < len(one.lines) else 0])
    if function is None or not function.lineno < reason.line <= (function.end_lineno or 0):
        return replace(reason, line=one.line)
    return replace(reason, line=one.line + reason.line - function.lineno - 1)


def _why(
    plan: TreePlan, method: MethodSplit, after: LiftSource, sources: Mapping[str, LiftSource]
) -> Reason:
    """Why the function of a method was not lifted, with the line of the file as read."""
    own = sources[method.method[0]].functions[method.method[1]].lineno
    reason = plan.refused.get(method.function, (Reason("TF317", METHOD, own),))[0]
    function = after.functions.get(method.function[1])
    place = reason.line - function.lineno - 1 if function is not None else -1
    line = method.lines[place] if 0 <= place < len(method.lines) else own
    return replace(reason, line=line)


def _together(
    methods: Mapping[str, tuple[Edit, ...]], split: list[tuple[str, Edit]], forms: Iterable[Normal]
) -> dict[str, tuple[Edit, ...]]:
    """The edits by module; a normal form of what another edit changes is left out."""
    edits = dict(methods)
    for name, edit in split:
        edits[name] = (*edits.get(name, ()), edit)
    for one in forms:
        others = edits.get(one.module, ())
        if not any(o.start < one.edit.end and one.edit.start < o.end for o in others):
            edits[one.module] = (*others, one.edit)
    return edits


def _read(path: Path, relpath: str) -> SourceFile | None:
    source = read_source(path, relpath)
    if isinstance(source, Unreadable):
        return None
    parsed = parse(source)
    return None if isinstance(parsed, Unreadable) else parsed


def _elsewhere(given: LiftInput, known: set[str], graph: TreeGraph) -> dict[Key, str]:
    """The scoped functions that other modules use, which hold no TensorFlow and stay as they are: by one of them."""
    last = {module.rpartition(".")[2] for module, _ in graph.creating} - {""}
    if not last:
        return {}
    mentions = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(last))) + r")\b")
    found: dict[Key, str] = {}
    for relpath, path in given.files.items():
        if relpath in known or not relpath.endswith(".py"):
            continue
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if "import" not in text or not mentions.search(text):
            continue
        file = _read(path, relpath)
        if file is None or file.tree is None:
            continue
        symbols = ModuleSymbols(file.tree, relpath, given.index)
        for node in ast.walk(file.tree):
            if isinstance(node, (ast.Name, ast.Attribute)):
                target = symbols.target(node)
                if target is not None:
                    found.setdefault(graph.resolve(target) or target, relpath)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    target = symbols.imported(node, alias)
                    if target is not None:
                        found.setdefault(target, relpath)
    return found


def _with_newline(plan: ModulePlan, newline: str) -> ModulePlan:
    return replace(plan, edits=_converted(plan.edits, newline))


def _converted(edits: tuple[Edit, ...], newline: str) -> tuple[Edit, ...]:
    """Edits whose new text has the newlines of the file."""
    if newline == "\n":
        return edits

    def convert(part: str | Quote) -> str | Quote:
        return part.replace(newline, "\n").replace("\n", newline) if isinstance(part, str) else part

    return tuple(Edit(e.start, e.end, tuple(convert(p) for p in e.parts)) for e in edits)


Planner = Callable[[Mapping[str, str], TreeGraph, LayerRules], RootPlan]
