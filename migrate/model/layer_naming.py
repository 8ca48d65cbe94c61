"""The names of the variables that a function's creations make: single ones, layers', cells'."""

from __future__ import annotations

from typing import Protocol

from migrate.model.graph import Creation, Expr, FunctionScopes, Invocation, Span
from migrate.model.layer_rules import LayerRule, LayerRules, LayerVariable
from migrate.model.name_templates import UNKNOWN, Names, join
from migrate.model.scope_paths import ScopePaths

_FALSE = frozenset({"None", "False", "0"})
_EMPTY = Expr("", Span(0, 0, 0, 0))


class Add(Protocol):
    """Takes a variable under its name; ``certain``: it exists in every run."""

    def __call__(
        self, name: str, creation: Creation, variable: LayerVariable | None, certain: bool = True
    ) -> None: ...


class LayerNames:
    """Names the variables of one function in one calling context.

    Args:
      add: takes each variable.
    """

    def __init__(
        self,
        rules: LayerRules,
        function: FunctionScopes,
        names: Names,
        paths: ScopePaths,
        add: Add,
    ) -> None:
        self._rules = rules
        self._function = function
        self._names = names
        self._paths = paths
        self._add = add

    def create(self, creation: Creation) -> None:
        """Names what a creation makes."""
        rule = self._rules.get(creation.symbol)
        if rule is None:
            return
        if creation.kind == "variable":
            self._add(self._variable_name(creation, rule), creation, None)
        elif creation.kind in ("layer", "class", "runner"):
            outer = self._paths.at(self.called_in(creation))
            path = self._layer_path(creation, rule, outer)
            self._layer(creation, rule, path)
            for argument in rule.calls:
                self._normalizer(creation, argument, path)
            if creation.kind == "runner":
                self._cells(creation, rule, path, 0)
            self._paths.close(path)
        elif rule.at_once:
            path = self._paths.at(creation.context.entry)
            self._paths.take(path, rule.default_name, creation)
            self._layer(creation, rule, join(path, rule.default_name))
        elif not self._is_run(creation):
            if self._is_called(creation) and rule.default_name:
                path = self._layer_path(creation, rule, self._paths.at(self.called_in(creation)))
                self._layer(creation, rule, path)
                self._cells(creation, rule, path, 0)
                return
            path = join(UNKNOWN, self._names.template(creation.name))
            if creation.name is None:
                path = join(UNKNOWN, rule.default_name)
            self._layer(creation, rule, path)

    def _is_called(self, creation: Creation) -> bool:
        index = self._function.creations.index(creation)
        return any(i.creation == index for i in self._function.invocations)

    def called_in(self, creation: Creation) -> int:
        """A layer object makes its variables where it is first called."""
        index = self._function.creations.index(creation)
        calls: list[Invocation] = [i for i in self._function.invocations if i.creation == index]
        return calls[0].context.entry if calls else creation.context.entry

    def _variable_name(self, creation: Creation, rule: LayerRule) -> str:
        entry = creation.context.entry
        if rule.follows == "name_scope":
            path = self._paths.name_at(entry)
            name = self._names.template(creation.name)
            if name == "None":
                name = rule.default_name
            if "{self." in path:  # another object, another scope
                return join(path, name)
            return join(path, self._paths.unique_in_graph(path, name, creation))
        name = self._names.template(creation.name)
        return join(self._paths.at(entry), rule.default_name or UNKNOWN if name == "None" else name)

    def _layer_path(self, creation: Creation, rule: LayerRule, outer: str) -> str:
        given = self._names.template(creation.name)
        if given == "None":
            if "*" in dict(creation.args) or "**" in dict(creation.args):
                return join(outer, UNKNOWN)
            if rule.counted:
                return join(outer, self._paths.unique(outer, rule.default_name, creation))
            given = rule.default_name
        elif creation.name is not None and creation.name.text in self._paths.as_names:
            return self._paths.as_names[creation.name.text]
        self._paths.take(outer, given, creation)
        return join(outer, given)

    def _layer(self, creation: Creation, rule: LayerRule, path: str) -> None:
        for variable in rule.variables:
            exists = self._exists(creation, rule, variable)
            if exists is not False:
                name = join(path, variable.name)
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
        rule = self._rules.get(symbol) if symbol else None
        if rule is None:
            self._add(join(path, UNKNOWN), creation, None, False)
            return
        inside = join(path, rule.default_name)
        for variable in rule.variables:
            if not variable.when or rule.defaults.get(variable.when):
                self._add(join(inside, variable.name), creation, variable)

    def _is_run(self, cell: Creation) -> bool:
        """Whether a cell is handed to something in this function, which then names its variables."""
        for other in self._function.creations:
            rule = self._rules.get(other.symbol)
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
            inside = join(path, below)
            if not direct:
                self._add(join(inside.replace("{i}", "{...}"), UNKNOWN), creation, None, False)
            for position, cell in enumerate(direct):
                self._cell(cell, inside.replace("{i}", _position(cell, position)), level)

    def _cell(self, cell: Creation, path: str, level: int) -> None:
        rule = self._rules.get(cell.symbol)
        if rule is None:
            return
        given = self._names.template(cell.name)
        own = join(path, rule.default_name if given == "None" else given)
        self._layer(cell, rule, own)
        self._cells(cell, rule, own, level + 1)


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
