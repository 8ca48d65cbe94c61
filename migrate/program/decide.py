"""Whether the modules that imports connect can leave `tf.flags` and `tf.app` for absl.

absl's FLAGS raises when a flag is read before the command line is parsed; TF1's parses it then. So the modules go
to absl together when every script that can reach a flag starts with `app.run`, and nothing that runs before
it, or without it, may read one. Unknown flags are an error of absl, and were left in `argv` by TF1: so nothing may
look at `argv` either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrate.program.facts import IMPORT, ProgramFacts, Run, Target, Unit


@dataclass(frozen=True)
class Program:
    """The decision for a module that uses `tf.flags` or `tf.app`.

    Attributes:
      absl: it goes to absl.
      reason: why not, to be reported; "" when there is nothing to report.
    """

    absl: bool
    reason: str = ""


@dataclass(frozen=True)
class Source:
    """One module of a tree.

    Attributes:
      relpath: its path, for messages.
      program: what it does with the command line.
      imports: the modules of the tree it imports.
      outside: it holds no TensorFlow, so that not all of what imports it may be known.
    """

    relpath: str
    program: ProgramFacts
    imports: frozenset[str]
    outside: bool = False


def decide_programs(sources: Mapping[str, Source]) -> dict[str, Program]:
    """The decision for each module that uses `tf.flags` or `tf.app`, by its name."""
    found: dict[str, Program] = {}
    for names in _components(sources):
        users = [n for n in names if sources[n].program.uses]
        if not users:
            continue
        if any(sources[n].program.upgraded for n in users):
            decision = Program(False)
        else:
            reason = _Component({n: sources[n] for n in names}).objection()
            decision = Program(not reason, reason)
        found.update(dict.fromkeys(users, decision))
    return found


def _components(sources: Mapping[str, Source]) -> list[list[str]]:
    around: dict[str, set[str]] = {name: set() for name in sources}
    for name, source in sources.items():
        for target in source.imports & sources.keys():
            around[name].add(target)
            around[target].add(name)
    seen: set[str] = set()
    components = []
    for name in sources:
        if name not in seen:
            component = _reached([name], around)
            seen |= component
            components.append(sorted(component))
    return components


def _reached(start: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    found = set(start)
    queue = list(found)
    while queue:
        for name in edges.get(queue.pop(), ()):
            if name not in found:
                found.add(name)
                queue.append(name)
    return found


class _Component:
    """The code of the modules of one component, and what it may call."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._units: dict[Target, Unit] = {}
        self._named: dict[str, list[Target]] = defaultdict(list)
        self._magic: dict[Target, list[Target]] = defaultdict(list)
        for module, source in sources.items():
            for unit in source.program.units:
                key = (module, unit.name)
                self._units[key] = unit
                owner, _, last = unit.name.rpartition(".")
                self._named[last].append(key)
                if owner and last.startswith("__"):
                    self._magic[module, owner].append(key)

    def objection(self) -> str:
        """Why the modules stay on `tf.compat.v1`; "" when they need not."""
        for source in self._sources.values():
            for found in source.program.problems:
                return self._at(source, found.line, found.text)
        runs = [(n, r) for n, s in self._sources.items() for r in s.program.runs]
        if not runs:
            return "no script here calls tf.app.run"
        for module, run in runs:
            if problem := self._run_problem(module, run):
                return self._at(self._sources[module], run.line, problem)
        return self._early() or self._undriven() or self._unknown_drivers(runs)

    def _run_problem(self, module: str, run: Run) -> str:
        if run.problem:
            return run.problem
        importers = [s for n, s in self._sources.items() if module in s.imports and n != module]
        if run.unit == IMPORT and not run.guarded and importers:
            return f"app.run starts when {importers[0].relpath} imports this module"
        assert run.main is not None
        main = self._units.get(run.main)
        if main is None:
            return "what app.run is given cannot be followed"
        if main.takes_argv:
            return "main looks at its argv, which holds unknown flags too"
        for key in self._closure([run.main, (module, IMPORT)]):
            unit = self._units[key]
            if unit.argv is not None:
                return f"{unit.argv.text} in {self._sources[key[0]].relpath}"
        return ""

    def _early(self) -> str:
        """A flag that may be read while a module is imported, by a script without `app.run`, or by a test."""
        for module, source in self._sources.items():
            start = [(module, IMPORT)]
            start += [k for k in self._units if k[0] == module and _is_test(source.relpath, k[1])]
            for key in self._closure(start):
                reads = self._units[key].reads
                if reads is not None:
                    how = "before app.run" if key[1] == IMPORT else f"through {source.relpath}"
                    text = f"{reads.text} {how}"
                    return self._at(self._sources[key[0]], reads.line, text)
        return ""

    def _undriven(self) -> str:
        """A script that reaches code reading flags, and does not call `app.run`."""
        edges = {n: s.imports & self._sources.keys() for n, s in self._sources.items()}
        for module, source in self._sources.items():
            if not source.program.guard or source.program.runs:
                continue
            for name in sorted(_reached([module], edges)):
                if self._sources[name].program.reads:
                    reader = self._sources[name].relpath
                    return f"{source.relpath} runs without app.run, and {reader} reads flags"
        return ""

    def _unknown_drivers(self, runs: list[tuple[str, Run]]) -> str:
        """Code without TensorFlow that reads flags, called by what the tool did not read."""
        driven = self._closure([r.main for _, r in runs if r.main is not None])
        for module, source in self._sources.items():
            if not source.outside:
                continue
            for key in [k for k in self._units if k[0] == module and k not in driven]:
                for inner in self._closure([key]):
                    if self._units[inner].reads is not None:
                        return f"{source.relpath}: {key[1]} reads flags, and what calls it is not known"
        return ""

    def _closure(self, start: Iterable[Target]) -> dict[Target, None]:
        """The units that may run when those of ``start`` do, in the order they were found."""
        found: dict[Target, None] = dict.fromkeys(k for k in start if k in self._units)
        queue = list(found)
        while queue:
            unit = self._units[queue.pop()]
            reached: list[Target] = []
            for module, name in unit.targets:
                key = (module, name.partition(".<locals>")[0])
                reached += [key, *self._magic.get(key, ())]
            for attribute in unit.attributes:
                for key in self._named.get(attribute, ()):
                    reached += [key, *self._magic.get(key, ())]
            for key in sorted(reached):
                if key in self._units and key not in found:
                    found[key] = None
                    queue.append(key)
        return found

    @staticmethod
    def _at(source: Source, line: int, text: str) -> str:
        return f"{text} ({source.relpath}, line {line} before)"


def _is_test(relpath: str, name: str) -> bool:
    """Whether a test runner calls the function: ``test_it`` in ``test_model.py``, ``ModelTest.testIt``."""
    owner, _, last = name.rpartition(".")
    stem = PurePosixPath(relpath).stem
    of_tests = stem.startswith("test_") or stem.endswith(("_test", "_tests"))
    if not (of_tests or owner.endswith(("Test", "Tests", "TestCase"))):
        return False
    return last.startswith(("test", "setUp", "setup", "tearDown", "teardown"))
