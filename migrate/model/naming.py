"""The TF1 names a function gives its scopes and variables, as far as the text tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migrate.model.counters import Arms, Counters
from migrate.model.graph import (
    Call,
    Context,
    Creation,
    Expr,
    FunctionScopes,
    Invocation,
    ScopeEntry,
    Span,
)
from migrate.model.layer_rules import LayerRule, LayerVariable
from migrate.model.name_templates import UNKNOWN, Names
from migrate.model.tree import Key, TreeGraph

_MAX_NAMES = 200
_MAX_DEPTH = 10
_FALSE = frozenset({"None", "False", "0"})


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
    """

    name: str
    creation: Creation
    rule_variable: LayerVariable | None
    owner: Key
    line: int
    certain: bool = True
    col: int = 0
    within: tuple[tuple[Key, int], ...] = ()

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
    """

    scopes: tuple[str, ...]
    variables: tuple[NamedVariable, ...]
    complete: bool
    shared: tuple[tuple[NamedVariable, ...], ...] = ()


def function_names(graph: TreeGraph, key: Key) -> FunctionNames:
    """Names relative to the scope the function is called in."""
    function = graph.functions[key]
    values = {p.name: f"{{{p.name}}}" for p in function.params}
    run = _Expansion(graph)
    run.expand(key, values, "", Counters(), None, 0)
    seen: dict[str, dict[tuple[int, int], NamedVariable]] = {}
    for variable in run.variables:
        places = seen.setdefault(variable.name, {})
        places.setdefault((variable.line, variable.col), variable)
    return FunctionNames(
        tuple(dict.fromkeys(run.own_scopes)),
        tuple(next(iter(places.values())) for places in seen.values()),
        not run.cut_short,
        tuple(tuple(places.values()) for places in seen.values() if len(places) > 1),
    )


class _Expansion:
    """Goes through a function and what it calls in evaluation order."""

    def __init__(self, graph: TreeGraph) -> None:
        self._graph = graph
        self.variables: list[NamedVariable] = []
        self.own_scopes: list[str] = []
        self.cut_short = False
        self.graph_names = (
            Counters()
        )  # name scopes and `tf.Variable`s share one table, which is never cleared
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
        path: str,
        counters: Counters,
        at: Span | None,
        depth: int,
        arms: Arms = (),
        in_loop: bool = False,
        receiver: Key | None = None,
        name_path: str | None = None,
        all_arms: Arms = (),
    ) -> None:
        if (
            any(key == k for k, _ in self._active)
            or depth > _MAX_DEPTH
            or len(self.variables) > _MAX_NAMES
        ):
            self.cut_short = True
            return
        function = self._graph.functions[key]
        walk = _Walk(self, self._graph, key, function, values, path, counters, at, depth)
        self._activations += 1
        self._active.append((key, self._activations))
        walk.around = (self._activations, arms, in_loop)
        walk.receiver = receiver
        walk.name_path = path if name_path is None else name_path
        walk.arms = all_arms
        walk.run()
        self._active.pop()


class _Walk:
    """One function in one calling context."""

    def __init__(
        self,
        expansion: _Expansion,
        graph: TreeGraph,
        key: Key,
        function: FunctionScopes,
        values: dict[str, str],
        path: str,
        counters: Counters,
        at: Span | None,
        depth: int,
    ) -> None:
        self._out = expansion
        self._graph = graph
        self._key = key
        self._function = function
        self._names = Names(values, graph.constants.get(key[0], {}))
        self._path = path
        self._counters = counters
        self._site = at  # in the function that was asked about; None inside it
        self._depth = depth
        self.around: tuple[int, Arms, bool] = (0, (), False)  # activation; the caller's arms, loop
        self.receiver: Key | None = None  # the class of the object whose method this is
        self.name_path = path  # the name scope it is called in
        self.arms: Arms = ()  # all branches around its call
        self._entry_paths: dict[int, str] = {}
        self._name_paths: dict[int, str] = {}
        self._as_names: dict[str, str] = {}

    def run(self) -> None:
        open_entries: list[int] = []
        for what in _events(self._function):
            where = self._called_in(what) if isinstance(what, Creation) else what.context.entry
            around = _chain(self._function, where)
            while open_entries and open_entries[-1] not in around:
                self._leave(open_entries.pop())
            if isinstance(what, ScopeEntry):
                index = self._function.entries.index(what)
                self._enter(index, what)
                open_entries.append(index)
            elif isinstance(what, Creation):
                self._create(what)
            elif isinstance(what, Call):
                self._call(what)
        while open_entries:
            self._leave(open_entries.pop())

    # ------------------------------------------------------------ scopes
    def _enter(self, index: int, entry: ScopeEntry) -> None:
        outer = self._at(entry.context.entry)
        outer_names = self._name_paths.get(entry.context.entry, self.name_path)
        path, name_path = outer, outer_names
        if entry.kind == "name_scope":
            given = self._names.template(entry.name)
            given = given if given != "None" else UNKNOWN
            name_path = _join(outer_names, self._unique_in_graph(outer_names, given, entry))
        elif entry.kind in ("variable_scope", "template"):
            path = self._scope_path(entry, outer)
            last = path.rpartition("/")[2]
            name_path = (
                path
                if entry.jump
                else _join(outer_names, self._unique_in_graph(outer_names, last, entry))
            )
            if self._site is None and path != outer:
                self._out.own_scopes.append(path)
        self._entry_paths[index] = path
        self._name_paths[index] = name_path
        if entry.as_name:
            self._as_names[entry.as_name] = path

    def _scope_path(self, entry: ScopeEntry, outer: str) -> str:
        if entry.jump and entry.name is not None:
            text = entry.name.text
            if text.endswith("get_variable_scope()"):
                return outer
            return self._as_names.get(text, f"{{{text}}}" if "(" not in text else UNKNOWN)
        name = self._names.template(entry.name)
        if name == "None":
            default = self._names.template(entry.default_name)
            if default == "None":
                return _join(outer, UNKNOWN)
            return _join(outer, self._unique(outer, default, entry))
        if name in self._as_names.values() and entry.name and entry.name.text in self._as_names:
            return self._as_names[entry.name.text]
        self._counters.take(outer, name, self._place(entry.context)[0])
        return _join(outer, name)

    def _leave(self, index: int) -> None:
        entry = self._function.entries[index]
        if entry.kind == "variable_scope" and not entry.jump:
            self._counters.close(self._entry_paths[index])

    def _at(self, entry: int) -> str:
        return self._entry_paths.get(entry, self._path) if entry >= 0 else self._path

    def _unique(self, path: str, name: str, what: ScopeEntry | Creation) -> str:
        arms, in_loop = self._place(what.context)
        return self._counters.unique(path, name, arms, in_loop or what.context.inner > 0)

    def _unique_in_graph(self, path: str, name: str, what: ScopeEntry | Creation) -> str:
        if not name or "{" in name:
            return name  # what it is decides whether it is new
        _, in_loop = self._place(what.context)
        in_loop = in_loop or what.context.inner > 0
        return self._out.graph_names.unique(path, name, self._all_arms(what.context), in_loop)

    def _all_arms(self, context: Context) -> Arms:
        """The branches around something since the function that was asked about began."""
        branches = (self._function.branches[index] for index in context.branches)
        activation = self.around[0]
        return (
            *self.arms,
            *((activation, b.span.line, b.span.col, b.arm) for b in branches),
        )

    def _place(self, context: Context) -> tuple[Arms, bool]:
        """The branches and loops around something since the scope around it was opened."""
        activation, arms, in_loop = self.around
        branches, loops = context.branches, context.loops
        if context.entry >= 0:
            opened = self._function.entries[context.entry].context
            branches = branches[len(opened.branches) :]
            loops = loops[len(opened.loops) :]
            arms, in_loop = (), False
        for index in branches:
            branch = self._function.branches[index]
            arms = (*arms, (activation, branch.span.line, branch.span.col, branch.arm))
        return arms, in_loop or bool(loops)

    # ------------------------------------------------------------ variables
    def _create(self, creation: Creation) -> None:
        rule = self._graph.rules.get(creation.symbol)
        if rule is None:
            return
        if creation.kind == "variable":
            self._add(self._variable_name(creation, rule), creation, None)
        elif creation.kind in ("layer", "class", "runner"):
            outer = self._at(self._called_in(creation))
            path = self._layer_path(creation, rule, outer)
            self._layer(creation, rule, path)
            for argument in rule.calls:
                self._normalizer(creation, argument, path)
            if creation.kind == "runner":
                self._cells(creation, rule, path, 0)
            self._counters.close(path)
        elif not self._is_run(creation):
            if self._is_called(creation) and rule.default_name:
                path = self._layer_path(creation, rule, self._at(self._called_in(creation)))
                self._layer(creation, rule, path)
                self._cells(creation, rule, path, 0)
                return
            path = _join(UNKNOWN, self._names.template(creation.name))
            if creation.name is None:
                path = _join(UNKNOWN, rule.default_name)
            self._layer(creation, rule, path)

    def _is_called(self, creation: Creation) -> bool:
        index = self._function.creations.index(creation)
        return any(i.creation == index for i in self._function.invocations)

    def _called_in(self, creation: Creation) -> int:
        """A layer object makes its variables where it is first called."""
        index = self._function.creations.index(creation)
        calls: list[Invocation] = [i for i in self._function.invocations if i.creation == index]
        return calls[0].context.entry if calls else creation.context.entry

    def _variable_name(self, creation: Creation, rule: LayerRule) -> str:
        entry = creation.context.entry
        if rule.follows == "name_scope":
            path = self._name_paths.get(entry, self.name_path) if entry >= 0 else self.name_path
            name = self._names.template(creation.name)
            if name == "None":
                name = rule.default_name
            if "{self." in path:  # another object, another scope
                return _join(path, name)
            return _join(path, self._unique_in_graph(path, name, creation))
        name = self._names.template(creation.name)
        return _join(self._at(entry), rule.default_name or UNKNOWN if name == "None" else name)

    def _layer_path(self, creation: Creation, rule: LayerRule, outer: str) -> str:
        given = self._names.template(creation.name)
        if given == "None":
            if "*" in dict(creation.args) or "**" in dict(creation.args):
                return _join(outer, UNKNOWN)
            return _join(outer, self._unique(outer, rule.default_name, creation))
        if creation.name is not None and creation.name.text in self._as_names:
            return self._as_names[creation.name.text]
        self._counters.take(outer, given, self._place(creation.context)[0])
        return _join(outer, given)

    def _layer(self, creation: Creation, rule: LayerRule, path: str) -> None:
        for variable in rule.variables:
            exists = self._exists(creation, rule, variable)
            if exists is not False:
                name = _join(path, variable.name)
                self._add(name, creation, variable, exists is True)

    def _exists(self, creation: Creation, rule: LayerRule, variable: LayerVariable) -> bool | None:
        """Whether a layer has one of its variables; None if that is only known at run time."""
        verdicts = []
        if variable.when:
            negated = variable.when.startswith("not ")
            value = self._truth(creation, rule, variable.when.removeprefix("not "))
            verdicts.append(value if value is None or not negated else not value)
        if variable.unless:
            value = self._truth(creation, rule, variable.unless)
            verdicts.append(None if value is None else not value)
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def _truth(self, creation: Creation, rule: LayerRule, parameter: str) -> bool | None:
        argument = creation.arg(parameter)
        if argument is None:
            argument = self._from_arg_scope(creation, parameter)
        if argument is None:
            passed = {"*", "**"} & {n for n, _ in creation.args}
            return None if passed else bool(rule.defaults.get(parameter, False))
        if argument.text in _FALSE:
            return False
        if argument.text == "True" or argument.symbols or argument.text[:1].isdigit():
            return True
        return None

    def _from_arg_scope(self, creation: Creation, parameter: str) -> Expr | None:
        entry = creation.context.entry
        while entry >= 0:
            scope = self._function.entries[entry]
            if scope.kind == "arg_scope":
                given = dict(scope.keywords)
                operations = {s for _, s in given.get("list_ops_or_scope", _EMPTY).symbols}
                if parameter in given and creation.symbol in operations:
                    return given[parameter]
            entry = scope.context.entry
        return None

    def _normalizer(self, creation: Creation, parameter: str, path: str) -> None:
        argument = creation.arg(parameter) or self._from_arg_scope(creation, parameter)
        if argument is None or argument.text in _FALSE:
            return
        symbol = dict(argument.symbols).get(argument.text)
        rule = self._graph.rules.get(symbol) if symbol else None
        if rule is None:
            self._add(_join(path, UNKNOWN), creation, None, False)
            return
        inside = _join(path, rule.default_name)
        for variable in rule.variables:
            if not variable.when or rule.defaults.get(variable.when):
                self._add(_join(inside, variable.name), creation, variable)

    # ------------------------------------------------------------ cells
    def _is_run(self, cell: Creation) -> bool:
        """Whether a cell is handed to something in this function, which then names its variables."""
        for other in self._function.creations:
            rule = self._graph.rules.get(other.symbol)
            if rule is None or other is cell or not rule.cells:
                continue
            for parameter in rule.cells:
                argument = other.arg(parameter)
                if argument is not None and _holds(argument, cell):
                    return True
        return False

    def _cells(self, creation: Creation, rule: LayerRule, path: str, level: int) -> None:
        for parameter, below in rule.cells.items():
            argument = creation.arg(parameter)
            if argument is None or level > 8:
                continue
            found = [
                c
                for c in self._function.creations
                if c.kind == "cell" and c is not creation and _holds(argument, c)
            ]
            direct = [c for c in found if not any(_inside(c, o) for o in found if o is not c)]
            inside = _join(path, below)
            if not direct:
                self._add(_join(inside.replace("{i}", "{...}"), UNKNOWN), creation, None, False)
            for position, cell in enumerate(direct):
                self._cell(cell, inside.replace("{i}", _position(cell, position)), level)

    def _cell(self, cell: Creation, path: str, level: int) -> None:
        rule = self._graph.rules.get(cell.symbol)
        if rule is None:
            return
        given = self._names.template(cell.name)
        own = _join(path, rule.default_name if given == "None" else given)
        self._layer(cell, rule, own)
        self._cells(cell, rule, own, level + 1)

    # ------------------------------------------------------------ calls
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
        self._out.expand(
            target,
            values,
            self._at(call.context.entry),
            self._counters,
            self._site or call.span,
            self._depth + 1,
            *self._place(call.context),
            receiver,
            self._name_paths.get(call.context.entry, self.name_path),
            self._all_arms(call.context),
        )

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
            return target, self.receiver
        if (module, owner) == (self._key[0], self._function.owner) and self.receiver is not None:
            # A method of a subclass comes before the one of the class the call stands in.
            return self._graph.method(self.receiver, name) or target, self.receiver
        return target, (module, owner)

    def _add(
        self, name: str, creation: Creation, variable: LayerVariable | None, certain: bool = True
    ) -> None:
        at = self._site or creation.span
        certain = certain and not creation.context.branches
        self._out.variables.append(
            NamedVariable(
                *(name, creation, variable, self._key, at.line, certain, at.col, self._out.active)
            )
        )


_EMPTY = Expr("", Span(0, 0, 0, 0))


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


def _holds(argument: Expr, cell: Creation) -> bool:
    """Whether a cell is built inside an argument, or the argument is what it was assigned to."""
    if cell.bound_to and cell.bound_to == argument.text.strip("[]()"):
        return True
    a, c = argument.span, cell.span
    return (a.line, a.col) <= (c.line, c.col) and (c.end_line, c.end_col) <= (a.end_line, a.end_col)


def _inside(inner: Creation, outer: Creation) -> bool:
    a, c = outer.span, inner.span
    return (a.line, a.col) <= (c.line, c.col) and (c.end_line, c.end_col) <= (a.end_line, a.end_col)


def _position(cell: Creation, position: int) -> str:
    return "{i}" if cell.context.loops else str(position)


def _join(path: str, name: str) -> str:
    return f"{path}/{name}" if path and name else path or name
