"""Modules without TensorFlow, which stay as they are: what they use of those that are rewritten."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from migrate.model.tree import Key, TreeGraph
from migrate.read import SourceFile, Unreadable, parse, read_source
from migrate.resolve import ModuleSymbols, TreeIndex


def elsewhere(
    files: Mapping[str, Path], index: TreeIndex, known: Collection[str], graph: TreeGraph
) -> dict[Key, str]:
    """The scoped functions that such modules use, with the path of one that does.

    Args:
      files: the path of each file of the root by its path below it.
      known: the paths of the modules that are rewritten.
    """
    last = {module.rpartition(".")[2] for module, _ in graph.creating} - {""}
    if not last:
        return {}
    mentions = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(last))) + r")\b")
    found: dict[Key, str] = {}
    for relpath, path in files.items():
        if relpath in known or not relpath.endswith(".py"):
            continue
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if "import" not in text or not mentions.search(text):
            continue
        file = parsed_file(path, relpath)
        if file is None or file.tree is None:
            continue
        symbols = ModuleSymbols(file.tree, relpath, index)
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


def parsed_file(path: Path, relpath: str) -> SourceFile | None:
    """A file with its tree; None where it cannot be read or parsed."""
    source = read_source(path, relpath)
    if isinstance(source, Unreadable):
        return None
    parsed = parse(source)
    return None if isinstance(parsed, Unreadable) else parsed
