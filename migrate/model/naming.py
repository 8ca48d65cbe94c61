"""The TF1 names a function gives its scopes and variables, as far as the text tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from migrate.model.counters import Arms, Counters
from migrate.model.graph import Call, Creation, FunctionScopes, ScopeEntry, Span
from migrate.model.layer_naming import LayerNames
from migrate.model.layer_rules import LayerVariable
from migrate.model.name_templates import Names
from migrate.model.scope_paths import Calling, ScopePaths
from migrate.model.tree import Key, TreeGraph

_MAX_NAMES = 1000
_MAX_DEPTH = 10


@dataclass(frozen=True)
class NamedVariable:
    """A variable under its name template.

    Attributes:
      name: relative to the scope the function is called in; ``{param}`` and ``{...}`` mark what is
        not known from the text.
      creation: what makes it, in ``owner``.
      rule_variable: which of a layer's variables; None for single variables.
      owner: the function whose body creates it.
      line: in the function that was asked about: of the creation, or of the call that leads to it.
      col: the column of the same.
      certain: it exists in every run of the function (no branch, no unknown condition).
      within: the runs of functions it is created in, from the outermost, each with a number of its own.
      numbered: a name scope around it got a number, since its name was taken.
      apart: the numbers of the runs that are called in a name scope which is no variable scope.
      told: what is said about sharing where it is made, as templates; nothing for None and False.
      parts: what it takes for it to exist: the branches, loops and lambdas around it and around the calls that lead to it.
    """

    name: str
    creation: Creation
    rule_variable: LayerVariable | None
    owner: Key
    line: int
    certain: bool = True
    col: int = 0
    within: tuple[tuple[Key, int], ...] = ()
    numbered: bool = False
    apart: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    parts: Arms = ()

    @property
    def counted(self) -> bool:
        """Whether TF1 numbers it by what was made before: a layer without a name, any `tf.Variable`."""
        return self.creation.name is None or self.creation.symbol == "tf.Variable"


@dataclass(frozen=True)
class FunctionNames:
    """The names of one function: the scopes it opens and the variables below, in creation order.

    Attributes:
      complete: False when the expansion was cut short.
      shared: those of one name that several places make.
      runs: what every run of a function makes, in order, also under names that there are already.
    """

    scopes: tuple[str, ...]
    variables: tuple[NamedVariable, ...]
    complete: bool
    shared: tuple[tuple[NamedVariable, ...], ...] = ()
    runs: tuple[NamedVariable, ...] = ()


def function_names(
    graph: TreeGraph, key: Key, given: Mapping[str, str] | None = None
) -> FunctionNames:
    """Names relative to the scope the function is called in.

    Args:
      given: what stands for parameters in place of ``{parameter}``.
    """
    function = graph.functions[key]
    values = {p.name: f"{{{p.name}}}" for p in function.params} | dict(given or {})
    run = _Expansion(graph)
    calling = Calling("", "", Counters(), Counters(ignores_case=True))
    run.expand(key, values, calling, None, 0)
    seen: dict[str, dict[tuple[int, int], NamedVariable]] = {}
    for variable in run.variables:
        places = seen.setdefault(variable.name, {})
        places.setdefault((variable.line, variable.col), variable)
    return FunctionNames(
        tuple(dict.fromkeys(run.own_scopes)),
        tuple(next(iter(places.values())) for places in seen.values()),
        not run.cut_short,
        tuple(tuple(places.values()) for places in seen.values() if len(places) > 1),
        tuple(run.variables),
    )


class _Expansion:
    """Goes through a function and what it calls in evaluation order."""

    def __init__(self, graph: TreeGraph) -> None:
        self._graph = graph
        self.variables: list[NamedVariable] = []
        self.own_scopes: list[str] = []
        self.cut_short = False
        self._active: list[tuple[Key, int]] = []
        self._activations = 0

    @property
    def active(self) -> tuple[tuple[Key, int], ...]:
        """The runs of functions that are under way, from the outermost."""
        return tuple(self._active)

    def expand(
        self,
        key: Key,
        values: dict[str, str],
        calling: Calling,
        at: Span | None,
        depth: int,
        receiver: Key | None = None,
    ) -> None:
        """Goes through one function.

        Args:
          values: its arguments, as texts.
          at: the call that leads to it in the function that was asked about; None for that function.
          receiver: the class of the object whose method it is.
        """
        if (
            any(key == k for k, _ in self._active)
            or depth > _MAX_DEPTH
            or len(self.variables) > _MAX_NAMES
        ):
            self.cut_short = True
            return
        self._activations += 1
        self._active.append((key, self._activations))
        _, arms, in_loop = calling.around
        calling = replace(calling, around=(self._activations, arms, in_loop))
        if calling.name_path != calling.path:
            calling = replace(calling, apart=(*calling.apart, self._activations))
        walk = _Walk(self, self._graph, key, values, calling, at, depth, receiver)
        walk.run()
        if at is None:
            self.own_scopes += walk.paths.opened
        self._active.pop()


class _Walk:
    """One function in one calling context."""

    def __init__(
        self,
        expansion: _Expansion,
        graph: TreeGraph,
        key: Key,
        values: dict[str, str],
        calling: Calling,
        at: Span | None,
        depth: int,
        receiver: Key | None,
    ) -> None:
        self._out = expansion
        self._graph = graph
        self._key = key
        self._function = function = graph.functions[key]
        self._names = Names(values, graph.constants.get(key[0], {}))
        self._calling = calling
        self._site = at
        self._depth = depth
        self._receiver = receiver
        self.paths = ScopePaths(function, self._names, calling)
        self._layers = LayerNames(graph.rules, function, self._names, self.paths, self._add)

    def run(self) -> None:
        open_entries: list[int] = []
        for what in _events(self._function):
            where = (
                self._layers.called_in(what) if isinstance(what, Creation) else what.context.entry
            )
            around = _chain(self._function, where)
            while open_entries and open_entries[-1] not in around:
                self.paths.leave(open_entries.pop())
            if isinstance(what, ScopeEntry):
                index = self._function.entries.index(what)
                self.paths.enter(index, what)
                open_entries.append(index)
            elif isinstance(what, Creation):
                self._layers.create(what)
            else:
                self._call(what)
        while open_entries:
            self.paths.leave(open_entries.pop())

    def _call(self, call: Call) -> None:
        target, receiver = self._dispatch(call)
        if target is None or target not in self._graph.creating:
            return
        callee = self._graph.functions[target]
        bound = self._graph.bind(call, callee)
        passed = {"*", "**"} & {n for n, _ in call.args}
        values: dict[str, str] = {}
        theirs = Names({}, self._graph.constants.get(target[0], {}))
        for parameter in callee.params:
            if parameter.name in bound:
                values[parameter.name] = self._names.template(bound[parameter.name])
            elif parameter.default is not None and not passed:
                values[parameter.name] = theirs.template(parameter.default)
            else:
                values[parameter.name] = f"{{{parameter.name}}}"
        entry = call.context.entry
        arms, in_loop = self.paths.place(call.context)
        calling = replace(
            self._calling,
            path=self.paths.at(entry),
            name_path=self.paths.name_at(entry),
            around=(0, arms, in_loop),
            arms=self.paths.all_arms(call.context),
            numbered=self.paths.numbered_at(entry),
            told=self.paths.told(entry),
            parts=self.paths.parts(call.context),
        )
        at = self._site or call.span
        self._out.expand(target, values, calling, at, self._depth + 1, receiver)

    def _dispatch(self, call: Call) -> tuple[Key | None, Key | None]:
        """What a call runs, and the class of the object it runs on."""
        module, qualname = call.callee
        owner, _, name = qualname.rpartition(".")
        target = self._graph.resolve(call.callee)
        if call.callee in self._graph.classes:
            return target, call.callee
        if not call.bound:
            return target, None
        if owner.endswith(".super()"):
            return target, self._receiver
        if (module, owner) == (self._key[0], self._function.owner) and self._receiver is not None:
            # A method of a subclass comes before the one of the class the call stands in.
            return self._graph.method(self._receiver, name) or target, self._receiver
        return target, (module, owner)

    def _add(
        self, name: str, creation: Creation, variable: LayerVariable | None, certain: bool = True
    ) -> None:
        at = self._site or creation.span
        parts = self.paths.parts(creation.context)
        if not certain:
            what = variable.name if variable is not None else ""
            parts = (*parts, (self._calling.around[0], creation.span.line, creation.span.col, what))
        certain = certain and not creation.context.branches
        numbered = self.paths.numbered_at(creation.context.entry)
        self._out.variables.append(
            NamedVariable(
                *(name, creation, variable, self._key, at.line, certain, at.col),
                *(self._out.active, numbered, self._calling.apart),
                *(self.paths.told(creation.context.entry, creation), parts),
            )
        )


def _events(function: FunctionScopes) -> Iterator[ScopeEntry | Creation | Call]:
    events: list[ScopeEntry | Creation | Call] = [
        *function.entries,
        *function.creations,
        *function.calls,
    ]
    called: dict[int, int] = {}  # a layer object makes its variables where it is first called
    for invocation in function.invocations:
        creation = function.creations[invocation.creation]
        if creation.kind == "class":
            called.setdefault(id(creation), invocation.step)
    yield from sorted(events, key=lambda e: called.get(id(e), e.step))


def _chain(function: FunctionScopes, entry: int) -> set[int]:
    around = set()
    while entry >= 0:
        around.add(entry)
        entry = function.entries[entry].context.entry
    return around
