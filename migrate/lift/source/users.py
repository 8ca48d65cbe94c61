"""Modules without TensorFlow that use scoped functions of the tree: they are planned and rewritten with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from migrate.lift.source.imported_modules import IMPORTS, asked_of_modules
from migrate.model.extract import module_scopes
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.read import SourceFile, Unreadable, parse, read_source
from migrate.resolve import ModuleSymbols, TreeIndex
from migrate.skips import skipped_lines


@dataclass(frozen=True)
class Users:
    """What uses scoped functions apart from TF1 modules.

    Attributes:
      files: the modules that are rewritten too, by name.
      elsewhere: the functions that others use, which stay as they are, with the path of one that does.
      index: the tree's, with what those modules pass on.
    """

    index: TreeIndex
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    elsewhere: Mapping[Key, str] = field(default_factory=dict)


def users(
    files: Mapping[str, Path],
    index: TreeIndex,
    known: set[str],
    graph: TreeGraph,
    layers: LayerRules,
) -> Users:
    """Reads the files that import a module with scoped functions, and those that import what passes them on.

    Args:
      files: the path of each file of the root by its path below it.
      known: the paths of the TF1 modules, which `graph` is of.
    """
    found: dict[str, SourceFile] = {}
    elsewhere: dict[Key, str] = {}
    done = set(known)
    texts: dict[str, str] | None = None
    new = {module for module, _ in graph.creating}
    while new:
        texts = _texts(files, known) if texts is None else texts
        mentions = _mentions(new, index)
        now: dict[str, SourceFile] = {}
        for relpath, text in texts.items():
            if relpath in done or not mentions.search(text):
                continue
            file = parsed_file(files[relpath], relpath)
            if file is None or file.tree is None:
                done.add(relpath)
                continue
            symbols = ModuleSymbols(file.tree, relpath, index)
            if not new & set(_imported(symbols, index)):
                continue
            done.add(relpath)
            if _stays(file, symbols):
                for key in _used(symbols):
                    elsewhere.setdefault(graph.resolve(key) or key, relpath)
            else:
                now[symbols.module] = file
        if not now:
            break
        found |= now
        summaries = [ModuleSymbols(f.tree, f.relpath).summary() for f in now.values() if f.tree]
        index = index.with_summaries(summaries)
        symbols_of = {
            m: ModuleSymbols(f.tree, f.relpath, index) for m, f in found.items() if f.tree
        }
        scopes = {m: module_scopes(s, layers) for m, s in symbols_of.items()}
        graph = TreeGraph([*{**graph.modules, **scopes}.values()], layers)
        creating = {module for module, _ in graph.creating}
        new = {m for m in now if m in creating or _passes_on(symbols_of[m], graph, index)}
    for relpath, text in (texts or {}).items():
        if any(name in text for name in IMPORTS):
            file = parsed_file(files[relpath], relpath)
            asked = asked_of_modules(walk(file.tree)) if file is not None and file.tree else ()
            for key in graph.creating:
                if key[1] in asked:
                    elsewhere.setdefault(key, relpath)
    return Users(index, found, elsewhere)


def parsed_file(path: Path, relpath: str) -> SourceFile | None:
    """A file with its syntax, or None when it cannot be read."""
    source = read_source(path, relpath)
    if isinstance(source, Unreadable):
        return None
    parsed = parse(source)
    return None if isinstance(parsed, Unreadable) else parsed


def _texts(files: Mapping[str, Path], known: set[str]) -> dict[str, str]:
    """The text of each other module that imports something."""
    found: dict[str, str] = {}
    for relpath, path in files.items():
        if relpath in known or not relpath.endswith(".py"):
            continue
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if "import" in text:
            found[relpath] = text
    return found


def _mentions(modules: set[str], index: TreeIndex) -> re.Pattern[str]:
    """What a file holds that imports one of the modules."""
    names = sorted({module.rpartition(".")[2] for module in modules} - {""})
    packages = any(index.by_module[m].relpath.endswith("__init__.py") for m in modules)
    words = [rf"\b(?:{'|'.join(map(re.escape, names))})\b"] if names else []
    return re.compile(
        "|".join([*words, *([r"from\s+\.+\s+import"] if packages else [])]) or r"(?!)"
    )


def _imported(symbols: ModuleSymbols, index: TreeIndex) -> Iterator[str]:
    for written in symbols.summary().imports:
        module = index.locate(symbols.relpath, written)
        if module is not None:
            yield module


def _stays(file: SourceFile, symbols: ModuleSymbols) -> bool:
    """Whether a module is not rewritten: it is TensorFlow code of another kind, Python 2, or to be left alone."""
    stars = symbols.module_scope.stars
    bindings = [b for found in symbols.module_scope.names.values() for b in found]
    tensorflow = any(b.kind == "import" for b in bindings) or any(s.tf is not None for s in stars)
    skipped = file.tree is not None and skipped_lines(file.text, file.tree).file
    return tensorflow or bool(symbols.references) or file.python2 or skipped


def _used(symbols: ModuleSymbols) -> Iterator[Key]:
    """The definitions of the tree that a module names."""
    for node in symbols.nodes:
        target: Key | None = None
        if isinstance(node, (ast.Name, ast.Attribute)):
            target = symbols.target(node)
            if target is not None:
                yield target
        elif isinstance(node, ast.ImportFrom):
            yield from filter(None, (symbols.imported(node, alias) for alias in node.names))


def _passes_on(symbols: ModuleSymbols, graph: TreeGraph, index: TreeIndex) -> bool:
    """Whether others may take scoped functions from a module."""
    making = graph.creating | {(m, q.partition(".")[0]) for m, q in graph.creating}
    modules = {module for module, _ in graph.creating}
    for node in symbols.nodes:
        if isinstance(node, ast.ImportFrom):
            if any(symbols.imported(node, alias) in making for alias in node.names):
                return True
            if symbols.module_of(node) in modules and any(a.name == "*" for a in node.names):
                return True
    return False


def importing(index: TreeIndex, modules: set[str]) -> set[str]:
    """Modules, and those that import them, directly or through others."""
    importers: dict[str, set[str]] = {}
    for name, summary in index.by_module.items():
        for written in summary.imports:
            module = index.locate(summary.relpath, written)
            if module is not None:
                importers.setdefault(module, set()).add(name)
    found: set[str] = set()
    waiting = sorted(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += importers.get(module, ())
    return found
