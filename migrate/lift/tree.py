"""Lifting one source root: reads its TF1 modules once more and plans."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from migrate.lift.layer_table import LayerTable
from migrate.lift.planner import plan_tree
from migrate.lift.plans import ModulePlan, TreePlan
from migrate.lift.source import LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.read import SourceFile, Unreadable, parse, read_source
from migrate.resolve import ModuleSymbols, TreeIndex
from migrate.rewrite.edits import Edit, Quote
from migrate.rulebook import load_toml


@dataclass(frozen=True)
class LiftInput:
    """Where the modules of a source root lie.

    Attributes:
      files: the path of each file of the root by its path below it.
      index: the root's modules.
      rules: the directory of the rules.
    """

    files: Mapping[str, Path]
    index: TreeIndex
    rules: Path


def plan_root(
    given: LiftInput,
    modules: Mapping[str, str],
    graph: TreeGraph,
    layers: LayerRules,
    names: Mapping[Key, FunctionNames],
) -> TreePlan:
    """Decides what is lifted in one root.

    Args:
      modules: the TF1 modules, with the path of each.
      graph: their scope graph.
      names: the TF1 names of the scoped functions.
    """
    if not graph.creating:
        return TreePlan()
    sources: dict[str, LiftSource] = {}
    files: dict[str, SourceFile] = {}
    for module, relpath in modules.items():
        file = _read(given.files[relpath], relpath)
        if file is not None and file.tree is not None:
            symbols = ModuleSymbols(file.tree, relpath, given.index)
            sources[module] = LiftSource(module, file.text, file.tree, symbols, layers.public)
            files[module] = file
    table = LayerTable(load_toml(given.rules / "lift.toml"))
    elsewhere = _elsewhere(given, set(modules.values()), graph)
    plan = plan_tree(sources, graph, layers, table, names, elsewhere)
    lines = {name: _with_newline(p, files[name].newline) for name, p in plan.modules.items()}
    return replace(plan, modules=lines)


def _read(path: Path, relpath: str) -> SourceFile | None:
    source = read_source(path, relpath)
    if isinstance(source, Unreadable):
        return None
    parsed = parse(source)
    return None if isinstance(parsed, Unreadable) else parsed


def _elsewhere(given: LiftInput, known: set[str], graph: TreeGraph) -> dict[Key, str]:
    """The scoped functions that other modules use, which hold no TensorFlow and stay as they are: by one of them."""
    scoped = {module for module, _ in graph.creating}
    found: dict[Key, str] = {}
    for summary in given.index.by_module.values():
        relpath = summary.relpath
        if relpath in known or relpath not in given.files:
            continue
        imported = {given.index.locate(relpath, name) for name in summary.imports}
        imported |= {given.index.locate(relpath, e.module) for e in summary.exports.values()}
        if not imported & scoped:
            continue
        file = _read(given.files[relpath], relpath)
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
    if newline == "\n":
        return plan

    def convert(part: str | Quote) -> str | Quote:
        return part.replace("\n", newline) if isinstance(part, str) else part

    edits = tuple(Edit(e.start, e.end, tuple(convert(p) for p in e.parts)) for e in plan.edits)
    return replace(plan, edits=edits)


Planner = Callable[
    [Mapping[str, str], TreeGraph, LayerRules, Mapping[Key, FunctionNames]], TreePlan
]


def planner(given: LiftInput) -> Planner:
    """`plan_root` for one root."""
    return lambda modules, graph, layers, names: plan_root(given, modules, graph, layers, names)
