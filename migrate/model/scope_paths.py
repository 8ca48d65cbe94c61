"""The variable scopes and name scopes of a function that is called somewhere: which path each entry opens."""

from __future__ import annotations

from dataclasses import dataclass

from migrate.model.counters import Arms, Counters
from migrate.model.graph import Branch, Context, Creation, FunctionScopes, ScopeEntry
from migrate.model.name_templates import UNKNOWN, Names, join

# Where in a run something never happens.
NEVER = "never"
# Stands for what is passed through to a layer, which may say it.
PASSED = "{**}"
_NOTHING = frozenset({"None", "False", "0"})


@dataclass(frozen=True, eq=False)
class Calling:
    """Where a function is called.

    Attributes:
      path, name_path: the variable scope and the name scope around the call.
      counters: what was taken of default names of variable scopes.
      graph_names: what was taken by name scopes and `tf.Variable`s: one table, which is never cleared.
      around: the number of this run; the caller's branches and whether a loop is around, since its scope was opened.
      arms: all branches around the call.
      numbered: a name scope around the call got a number, since its name was taken.
      apart: the runs of functions that are called in a name scope which is no variable scope.
      told: what the scopes around say about sharing, as templates, where they say something.
      parts: all branches, loops and lambdas around the call.
    """

    path: str
    name_path: str
    counters: Counters
    graph_names: Counters
    around: tuple[int, Arms, bool] = (0, (), False)
    arms: Arms = ()
    numbered: bool = False
    apart: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    parts: Arms = ()


class ScopePaths:
    """The scopes of one function in one calling context.

    Attributes:
      opened: the variable scopes it opens, in order.
      as_names: the scopes that local names hold.
    """

    def __init__(self, function: FunctionScopes, names: Names, calling: Calling) -> None:
        self._function = function
        self._names = names
        self._calling = calling
        self.opened: list[str] = []
        self.as_names: dict[str, str] = {}
        self._entry_paths: dict[int, str] = {}
        self._name_paths: dict[int, str] = {}
        self._numbered: set[int] = set()

    def take(self, path: str, name: str, what: ScopeEntry | Creation) -> None:
        """An explicit name counts, too."""
        self._calling.counters.take(path, name, self.place(what.context)[0])

    def close(self, path: str) -> None:
        """What was counted below a scope is forgotten."""
        self._calling.counters.close(path)

    def enter(self, index: int, entry: ScopeEntry) -> None:
        """Opens a scope of the function."""
        outer = self.at(entry.context.entry)
        outer_names = self.name_at(entry.context.entry)
        path, name_path, given = outer, outer_names, ""
        if entry.kind == "name_scope":
            given = self._names.template(entry.name)
            given = given if given != "None" else UNKNOWN
            name_path = join(outer_names, self.unique_in_graph(outer_names, given, entry))
        elif entry.kind in ("variable_scope", "template"):
            path = self._scope_path(entry, outer)
            below = join(outer, "x")[:-1]  # `a/b` opens one name scope of two levels
            given = path[len(below) :] if path.startswith(below) else path.rpartition("/")[2]
            name_path = (
                path
                if entry.jump
                else join(outer_names, self.unique_in_graph(outer_names, given, entry))
            )
            if path != outer:
                self.opened.append(path)
        self._entry_paths[index] = path
        self._name_paths[index] = name_path
        again = bool(entry.jump and path)  # a scope that is entered again has another name scope
        if "{" in given and not again:
            arms = self.all_arms(entry.context)
            again = self._calling.graph_names.again(*_above(outer_names, given), arms)
        numbered = again or name_path != join(outer_names, given)
        if numbered or self.numbered_at(entry.context.entry):
            self._numbered.add(index)
        if entry.as_name:
            self.as_names[entry.as_name] = path

    def _scope_path(self, entry: ScopeEntry, outer: str) -> str:
        if entry.jump and entry.name is not None:
            text = entry.name.text
            if text.endswith("get_variable_scope()"):
                return outer
            return self.as_names.get(text, f"{{{text}}}" if "(" not in text else UNKNOWN)
        name = self._names.template(entry.name)
        if name == "None":
            default = self._names.template(entry.default_name)
            if default == "None":
                return join(outer, UNKNOWN)
            return join(outer, self.unique(outer, default, entry))
        if name in self.as_names.values() and entry.name and entry.name.text in self.as_names:
            return self.as_names[entry.name.text]
        self.take(outer, name, entry)
        return join(outer, name)

    def leave(self, index: int) -> None:
        """Closes it."""
        entry = self._function.entries[index]
        if entry.kind == "variable_scope" and not entry.jump:
            self.close(self._entry_paths[index])

    def at(self, entry: int) -> str:
        """The variable scope inside a scope entry; -1: where the function is called."""
        return self._entry_paths.get(entry, self._calling.path)

    def name_at(self, entry: int) -> str:
        """The name scope inside a scope entry."""
        return self._name_paths.get(entry, self._calling.name_path)

    def numbered_at(self, entry: int) -> bool:
        """Whether a name scope around what stands in a scope entry got a number."""
        return entry in self._numbered if entry >= 0 else self._calling.numbered

    def unique(self, path: str, name: str, what: ScopeEntry | Creation) -> str:
        """The name that TF1 makes of a default name below a variable scope."""
        arms, in_loop = self.place(what.context)
        return self._calling.counters.unique(path, name, arms, in_loop or what.context.inner > 0)

    def unique_in_graph(self, path: str, name: str, what: ScopeEntry | Creation) -> str:
        """The name of a name scope or `tf.Variable` below a name scope."""
        if not name or "{" in name:
            return name  # what it is decides whether it is new
        _, in_loop = self.place(what.context)
        in_loop = in_loop or what.context.inner > 0
        above, last = _above(path, name)
        last = self._calling.graph_names.unique(above, last, self.all_arms(what.context), in_loop)
        return f"{name[: len(name) - len(name.rpartition('/')[2])]}{last}"

    def all_arms(self, context: Context) -> Arms:
        """The branches around something since the function that was asked about began."""
        branches = (self._function.branches[index] for index in context.branches)
        activation = self._calling.around[0]
        return (
            *self._calling.arms,
            *((activation, b.span.line, b.span.col, b.arm) for b in branches),
        )

    def told(self, entry: int, creation: Creation | None = None) -> tuple[str, ...]:
        """What is said about sharing to something in a scope entry, from the outermost; nothing for None and False."""
        found = [] if creation is None else [creation.arg("reuse")]
        while entry >= 0:
            one = self._function.entries[entry]
            found += [
                one.reuse,
                dict(one.keywords).get("reuse"),
            ]  # an `arg_scope` says it by keyword
            entry = one.context.entry
        said = [self._names.template(e) for e in found if e is not None]
        if creation is not None and {"*", "**"} & {name for name, _ in creation.args}:
            said.append(PASSED)
        return *self._calling.told, *(t for t in said if t not in _NOTHING)

    def parts(self, context: Context) -> Arms:
        """The branches, loops and lambdas around something since the function that was asked about began."""
        activation = self._calling.around[0]
        arms = []
        for branch in (self._function.branches[index] for index in context.branches):
            runs = self._runs(branch)
            if not runs:
                arm = branch.arm if runs is None else NEVER
                arms.append((activation, branch.span.line, branch.span.col, arm))
        loops = (self._function.loops[index] for index in context.loops)
        turns = ((activation, loop.span.line, loop.span.col, "turn") for loop in loops)
        inner = ((activation, step, context.entry, "lambda") for step in range(context.inner))
        return *self._calling.parts, *arms, *turns, *inner

    def _runs(self, branch: Branch) -> bool | None:
        """Whether a branch is taken: ``if use_bias:`` where that is True; None where only the run knows."""
        if branch.test is None or branch.arm not in ("if", "else"):
            return None
        found = self._names.template(branch.test)
        if found != "True" and found not in _NOTHING:
            return None
        return (found == "True") is (branch.arm == "if")

    def place(self, context: Context) -> tuple[Arms, bool]:
        """The branches and loops around something since the scope around it was opened."""
        activation, arms, in_loop = self._calling.around
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


def _above(path: str, name: str) -> tuple[str, str]:
    """The levels above a name and its last one: TF1 counts ``b`` in ``a`` and ``a/b`` together."""
    head, _, last = name.rpartition("/")
    return join(path, head) if head else path, last
