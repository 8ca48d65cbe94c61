"""Decisions that need the whole tree: which modules are TF 1 code, and in which mode each one runs."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from migrate.lift.plans import ModulePlan, TreePlan
from migrate.lift.search.root import Planner
from migrate.model.graph import ModuleScopes
from migrate.model.mode import KINDS
from migrate.model.tree import TreeGraph
from migrate.model.types import Evidence
from migrate.outcomes import Mode, ModeDecision, Tier, Verdict
from migrate.plan import verdicts
from migrate.program import LogFacts, Logging, Program, ProgramFacts, decide_logs, decide_programs
from migrate.program.decide import Source
from migrate.program.logs import LogSource
from migrate.resolve import TreeIndex
from migrate.resolve.paths import from_import
from migrate.rulebook import Rulebook

_PLACE = re.compile(r"\(([\w.]+), line ")  # in another module


@dataclass(frozen=True)
class Facts:
    """What the second pass learnt about one module that uses TensorFlow, or is Python 2.

    Attributes:
      tf1, tf2: whether it shows that it was written for TF 1, for TF 2.
      imports: the modules it imports, as written.
      evidence: for how it must run.
      python2: it was converted from Python 2, and holds no TensorFlow.
      scopes: its part of the scope graph.
      program: what it does with the command line, in trees that use flags.
      outside: it holds no TensorFlow, and may only call what does.
      logs: what it does with `tf.logging`; None when it does nothing.
    """

    relpath: str
    module: str
    tf1: bool
    tf2: bool
    imports: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    python2: bool = False
    scopes: ModuleScopes | None = None
    program: ProgramFacts | None = None
    outside: bool = False
    logs: LogFacts | None = None


@dataclass(frozen=True)
class Decision:
    """What the whole tree says about one module.

    Attributes:
      tf1: it is TF 1 code, or uses functions of such code, and is upgraded. A Python 2 module without TensorFlow is
        converted when TF 1 code imports it.
      mode: how it executes afterwards.
      switch: it must itself turn v2 behaviour off when it is imported.
      verdicts: on its scoped functions and classes, with lines of the file as read.
      program: whether its flags go to absl; None when it has none.
      lift: how its scoped functions become layers; None when none does and it calls none that do.
      logging: whether its logging goes to absl; None when it has none.
    """

    tf1: bool
    mode: ModeDecision
    switch: bool = False
    verdicts: tuple[Verdict, ...] = ()
    program: Program | None = None
    lift: ModulePlan | None = None
    logging: Logging | None = None


def decide(
    facts: Iterable[Facts],
    index: TreeIndex,
    rules: Rulebook,
    lifting: Planner | None = None,
    log_setup: str = "",
) -> dict[str, Decision]:
    """The decision for each module, by its path.

    Args:
      lifting: plans what is lifted; None to leave all on the shim.
      log_setup: a file of the tree that sets up Python's own loggers.
    """
    every = {f.module: f for f in facts}
    programs = _programs(every, index)
    logs = _logs(every, programs, log_setup)
    by_module = {name: f for name, f in every.items() if f.python2 or not f.outside}
    edges = {name: _targets(f, index, by_module) for name, f in by_module.items()}
    tf1 = _tf1_modules(by_module, edges)
    needed = _imported_by(tf1, edges)
    found, plan, beside = _verdicts([by_module[name] for name in sorted(tf1)], rules, lifting)
    modes = _modes({n: by_module[n] for n in tf1}, edges)
    out: dict[str, Decision] = {}
    for name, fact in by_module.items():
        if fact.python2:
            out[fact.relpath] = Decision(name in needed, ModeDecision(Mode.NONE))
            continue
        if name not in tf1:
            reason = "uses nothing that TensorFlow 2 lacks"
            out[fact.relpath] = Decision(False, ModeDecision(Mode.EAGER, reason))
            continue
        own = _own_mode(fact)
        switch = own is not None and own.mode is Mode.GRAPH
        out[fact.relpath] = Decision(
            *(True, modes[name], switch, found.get(name, ()), programs.get(name)),
            *(plan.modules.get(name), logs.get(name)),
        )
    for name, relpath in beside.items():
        mode = ModeDecision(Mode.NONE)
        said = found.get(name, ())
        out[relpath] = Decision(True, mode, verdicts=said, lift=plan.modules.get(name))
    return out


def _verdicts(
    facts: list[Facts], rules: Rulebook, lifting: Planner | None
) -> tuple[dict[str, tuple[Verdict, ...]], TreePlan, Mapping[str, str]]:
    """The verdicts of TF 1 modules, by module, what is lifted, and the modules without TensorFlow that are rewritten with them."""
    layers = rules.layers
    scopes = [fact.scopes for fact in facts if fact.scopes is not None]
    if not scopes:
        return {}, TreePlan(), {}
    graph = TreeGraph(scopes, layers)
    if lifting is None or not (graph.creating or graph.repeating):
        return verdicts(graph, rules.has_answer), TreePlan(), {}
    found = lifting({f.module: f.relpath for f in facts}, graph, layers)
    said = verdicts(found.graph, rules.has_answer, names=found.names, plan=found.plan)
    paths = {fact.module: fact.relpath for fact in facts} | dict(found.users)
    said = {name: tuple(_placed(v, paths) for v in rows) for name, rows in said.items()}
    for name in (
        found.users.keys() & said.keys()
    ):  # code that calls models, and has no TensorFlow to shim
        said[name] = tuple(
            v if v.tier is Tier.LIFTED else replace(v, is_driver=True) for v in said[name]
        )
    return said, found.plan, found.users


def _placed(verdict: Verdict, paths: Mapping[str, str]) -> Verdict:
    """The verdict with the paths of the functions that are behind its reasons, and of the places they name."""

    def placed(key: tuple[str, str]) -> tuple[str, str]:
        return paths.get(key[0], ""), key[1]

    def named(found: re.Match[str]) -> str:
        return f"({paths.get(found[1], found[1])}, line "

    reasons = (
        replace(
            r,
            message=_PLACE.sub(named, r.message),
            behind=r.behind and placed(r.behind),
            beside=tuple(map(placed, r.beside)),
        )
        for r in verdict.reasons
    )
    return replace(verdict, reasons=tuple(reasons))


def _programs(facts: Mapping[str, Facts], index: TreeIndex) -> dict[str, Program]:
    """The decisions about flags, by module."""
    return decide_programs(
        {
            name: Source(
                *(fact.relpath, fact.program, frozenset(_targets(fact, index, facts))),
                outside=fact.outside,
            )
            for name, fact in facts.items()
            if fact.program is not None
        }
    )


def _logs(
    facts: Mapping[str, Facts], programs: Mapping[str, Program], setup: str
) -> dict[str, Logging]:
    """The decisions about logging, by module."""
    sources = {}
    for name, fact in facts.items():
        if fact.logs is not None:
            program = programs.get(name)
            started = program is not None and program.absl
            sources[name] = LogSource(fact.relpath, fact.logs, started)
    return decide_logs(sources, setup)


def _targets(fact: Facts, index: TreeIndex, known: Mapping[str, Facts]) -> set[str]:
    written = (name for name in fact.imports if from_import(name) is None)
    found = (index.locate(fact.relpath, name) for name in written)
    return {name for name in found if name is not None and name in known and name != fact.module}


def _tf1_modules(facts: Mapping[str, Facts], edges: Mapping[str, set[str]]) -> set[str]:
    """Modules that show TF 1, and those they are connected with by imports that do not show TF 2."""
    around: dict[str, set[str]] = {name: set(targets) for name, targets in edges.items()}
    for name, targets in edges.items():
        for target in targets:
            around[target].add(name)
    found = {name for name, fact in facts.items() if fact.tf1}
    queue = deque(sorted(found))
    while queue:
        for neighbour in sorted(around[queue.popleft()]):
            if neighbour not in found and not (facts[neighbour].tf2 or facts[neighbour].python2):
                found.add(neighbour)
                queue.append(neighbour)
    return found


def _imported_by(modules: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    """The modules that ``modules`` import, directly or through others."""
    found: set[str] = set()
    queue = deque(sorted(modules))
    while queue:
        for target in sorted(edges[queue.popleft()]):
            if target not in found:
                found.add(target)
                queue.append(target)
    return found


def _own_mode(fact: Facts) -> ModeDecision | None:
    """What the module's own code asks for."""
    eager = [e for e in fact.evidence if e.favours is Mode.EAGER]
    if eager:
        return ModeDecision(Mode.EAGER, _says(eager[0]), eager[0].line)
    graph = [e for e in fact.evidence if e.strong] or list(fact.evidence)
    if graph:
        return ModeDecision(Mode.GRAPH, _says(graph[0]), graph[0].line)
    return None


def _says(evidence: Evidence) -> str:
    return f"{KINDS.get(evidence.kind, evidence.kind)}: {evidence.symbol}"


def _modes(facts: Mapping[str, Facts], edges: Mapping[str, set[str]]) -> dict[str, ModeDecision]:
    """Own evidence first; then a module runs as the modules it imports, then as those that import it."""
    modes = {name: own for name, fact in facts.items() if (own := _own_mode(fact)) is not None}
    importers: dict[str, set[str]] = {name: set() for name in facts}
    for name in facts:
        for target in edges[name]:
            if target in facts:
                importers[target].add(name)
    _spread(modes, importers, facts, "imports")
    _spread(modes, {n: edges[n] & facts.keys() for n in facts}, facts, "is imported by")
    for name in facts:
        modes.setdefault(name, ModeDecision(Mode.EAGER, "holds no sessions or placeholders"))
    return modes


def _spread(
    modes: dict[str, ModeDecision],
    to: Mapping[str, set[str]],
    facts: Mapping[str, Facts],
    verb: str,
) -> None:
    queue = deque(sorted(n for n, m in modes.items() if m.mode is Mode.GRAPH))
    while queue:
        name = queue.popleft()
        for neighbour in sorted(to[name]):
            if neighbour not in modes:
                reason = f"{verb} {facts[name].relpath}, which is a graph program"
                modes[neighbour] = ModeDecision(Mode.GRAPH, reason)
                queue.append(neighbour)
