"""The pipeline: every file through the stages, in three passes.

Pass 1 reads each file and says what it exports; with that, pass 2 resolves names across files and finds the
evidence for how each module runs; with the decisions for the whole tree, pass 3 makes the outcome of each
file. The files are divided among worker processes that keep what they parsed between the passes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrate.careful_worker import CarefulWorker
from migrate.causes import with_causes
from migrate.config import Config
from migrate.discover import SourceEntry
from migrate.lift.careful import careful_planner
from migrate.lift.search.root import LiftInput, Planner
from migrate.outcomes import FileOutcome
from migrate.resolve import ModuleSummary, TreeIndex
from migrate.resolve.paths import TensorFlowPath
from migrate.resolve.tree_index import module_name
from migrate.rulebook import Rulebook
from migrate.tree import Facts, decide
from migrate.user_layers import outside
from migrate.workers import Workers


@dataclass(frozen=True)
class RunResult:
    """The outcome of each entry, in the order of the entries."""

    outcomes: list[FileOutcome]


def run(
    entries: Sequence[SourceEntry],
    config: Config,
    jobs: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RunResult:
    """Migrates the files in memory; writes nothing.

    Args:
      entries: what `migrate.discover` found.
      config: the project's configuration.
      jobs: how many processes to use; with 1 everything happens in this one.
      progress: called with (files done, files in all) as the work goes on.
    """
    gc.freeze()  # syntax trees live to the end; collecting them again and again costs a third of the time
    gc.disable()
    try:
        return _run(entries, config, jobs, progress)
    finally:
        gc.enable()


def _run(
    entries: Sequence[SourceEntry],
    config: Config,
    jobs: int,
    progress: Callable[[int, int], None],
) -> RunResult:
    roots = [str(e.root) for e in entries]
    outcomes: dict[int, FileOutcome] = {}
    with Workers(jobs, len(entries), lambda: CarefulWorker(tuple(config.rules))) as workers:
        summaries: dict[str, list[ModuleSummary]] = {root: [] for root in roots}
        programs: set[str] = set()
        log_setups: dict[str, str] = {}
        for index, first in workers.map("read", entries):
            if first.flags:
                programs.add(roots[index])
            if first.log_setup:
                relpath = entries[index].relpath
                log_setups[roots[index]] = min(relpath, log_setups.get(roots[index], relpath))
            summary = first.summary or ModuleSummary(entries[index].relpath)
            summaries[roots[index]].append(summary)
        names = {str(e.root): e.root.resolve().name for e in entries}
        rules = Rulebook(extra=config.rules)
        wrappers = outside(rules.wrappers)
        indexes = {
            root: TreeIndex(tuple(sorted(found, key=lambda s: s.relpath)), names[root], wrappers)
            for root, found in summaries.items()
        }
        exporters = {r: _exporters(s, indexes[r]) for r, s in summaries.items()}
        workers.broadcast("index", indexes, exporters, frozenset(programs))
        facts: dict[str, list[Facts]] = {root: [] for root in roots}
        for index, fact in workers.map("resolve", entries):
            if fact is not None:
                facts[roots[index]].append(fact)
        files: dict[str, dict[str, Path]] = {root: {} for root in roots}
        for entry in entries:
            files[str(entry.root)][entry.relpath] = entry.path
        decisions = {
            root: decide(
                *(sorted(found, key=lambda f: f.relpath), indexes[root], rules),
                _lifting(
                    LiftInput(
                        files[root], indexes[root], rules.directory, config.target, rules.wrappers
                    ),
                    config,
                ),
                log_setups.get(root, ""),
            )
            for root, found in facts.items()
        }
        workers.broadcast("decide", decisions)
        for index, outcome in workers.map("migrate", entries):
            outcomes[index] = outcome
            progress(len(outcomes), len(entries))
    return RunResult(with_causes(entries, [outcomes[i] for i in range(len(entries))]))


def _lifting(given: LiftInput, config: Config) -> Planner | None:
    return None if config.target == "shim" else careful_planner(given)


def _exporters(summaries: Sequence[ModuleSummary], index: TreeIndex) -> frozenset[str]:
    """Text that a file must hold to reach TensorFlow through another module: the last name of each that gives it."""
    names = set()
    for summary in summaries:
        if _passes_on(summary, index):
            path = module_name(summary.relpath)
            names.add(path.rpartition(".")[2])
            if summary.relpath.endswith("__init__.py"):
                names |= {"from . import", "from .. import", "from ... import"}
    return frozenset(n for n in names if n)


def _passes_on(summary: ModuleSummary, index: TreeIndex) -> bool:
    """Whether a module has TensorFlow, or a part of it, among its names."""
    for export in summary.exports.values():
        if export.tf is not None:
            return True
        if export.name and not export.definition:
            found = index.follow(summary.relpath, export.module, export.name)
            if isinstance(found, TensorFlowPath):
                return True
    stars = [index.locate(summary.relpath, star.module) for star in summary.stars if not star.tf]
    starred = [index.by_module[module] for module in stars if module]
    return any(e.tf is not None for s in starred for e in s.exports.values())
