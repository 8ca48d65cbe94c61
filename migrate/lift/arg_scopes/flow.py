"""Which functions get something from scopes around their calls, and what.

Functions that are connected by such calls are one group: all of its scopes are written out, or none.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.arg_scopes.changing import changing, made_once
from migrate.lift.arg_scopes.defaults import Defaults
from migrate.lift.arg_scopes.extents import Extent, Scope, Use, extent
from migrate.lift.arg_scopes.merging import Merged, Site, merged
from migrate.lift.arg_scopes.pools import any_pool
from migrate.lift.arg_scopes.reading import Env, Reader, own_operation
from migrate.lift.arg_scopes.values import Unknown, Value
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.decorators import is_add_arg_scope
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.method_values import methods_as_values
from migrate.lift.source.settings import operation
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

Keys = frozenset[tuple[str, str]]
_OF_TENSORS = frozenset(("get_shape", "as_list"))


@dataclass(eq=False)
class Flow:
    """What scopes give to the functions of a tree.

    Attributes:
      entry: what each function gets from around its calls.
      troubles: functions that cannot be told what they get, and why.
      joined: pairs of functions of which one gets something from the other.
    """

    reader: Reader
    table: LayerTable
    elsewhere: frozenset[Key]
    extents: dict[Key, Extent] = field(default_factory=dict)
    entry: dict[Key, Merged] = field(default_factory=dict)
    troubles: dict[Key, str] = field(default_factory=dict)
    joined: list[tuple[Key, Key]] = field(default_factory=list)
    sites: dict[Key, list[tuple[Key, Use]]] = field(default_factory=dict)
    needed: dict[Key, Keys] = field(default_factory=dict)

    def inside(self, key: Key, scope: Scope | None) -> Env:
        """What is given in a scope of a function."""
        around = self.entry[key].env if key in self.entry else {}
        return around if scope is None else scope.inside(around)

    def groups(self) -> list[frozenset[Key]]:
        """The functions that belong together, without those in trouble."""
        home: dict[Key, Key] = {}

        def find(key: Key) -> Key:
            while home.setdefault(key, key) != key:
                key = home[key]
            return key

        for one, other in self.joined:
            home[find(one)] = find(other)
        found: dict[Key, set[Key]] = {}
        for key in list(home):
            found.setdefault(find(key), set()).add(key)
        return [frozenset(g) for _, g in sorted(found.items()) if not g & self.troubles.keys()]


def flow(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    table: LayerTable,
    elsewhere: Mapping[Key, str],
) -> Flow | None:
    """Follows what the scopes of a tree give; None when it has none, and nothing else that `text` writes.

    Args:
      elsewhere: functions that other modules use, which are not read here.
    """
    scoped = {k[0] for k, f in graph.functions.items() if any(_is_scope(e.kind) for e in f.entries)}
    if not scoped & sources.keys() and not any(any_pool(s) for s in sources.values()):
        return None
    reader = Reader(sources, graph)
    found = Flow(reader, table, frozenset(elsewhere))
    for module, source in sorted(sources.items()):
        found.extents[module, ""] = extent(reader, source, (module, ""), None)
    for key in sorted(graph.functions):
        node = sources[key[0]].functions.get(key[1]) if key[0] in sources else None
        if node is not None:
            found.extents[key] = extent(reader, sources[key[0]], key, node)
    _Following(found).follow()
    return found


def _is_scope(kind: str) -> bool:
    return kind == "arg_scope"


class _Following:
    def __init__(self, found: Flow) -> None:
        self._found = found
        self._extents = found.extents
        self._graph = found.reader.graph
        self._given: dict[str, list[str]] = {}  # operation -> arguments that some scope gives it
        self._operations = {own_operation(k): k for k in self._graph.functions}
        self._values = methods_as_values(self._graph, found.reader.sources)
        for each in self._extents.values():
            self._values |= {key for _, _, key, _ in each.values if key is not None}

    def follow(self) -> None:
        found = self._found
        for each in self._extents.values():
            for scope in each.scopes:
                for one, name in scope.given:
                    names = self._given.setdefault(one, [])
                    if name not in names:
                        names.append(name)
        for key, each in self._extents.items():
            for use in each.uses:
                for target in {use.callee, self._operations.get(use.operation)} - {None}:
                    if target in self._extents and target is not None:
                        found.sites.setdefault(target, []).append((key, use))
        self._need()
        for key in self._callers_first():
            self._enter(key)
        for key in sorted(self._extents):
            self._check(key)
        self._follow_values()

    # ------------------------------------------------------------ what functions need
    def _need(self) -> None:
        needed = {key: self._own_needs(each) for key, each in self._extents.items()}
        waiting = list(needed)
        above: dict[Key, set[Key]] = {}
        for target, sites in self._found.sites.items():
            above[target] = {key for key, _ in sites}
        while waiting:
            key = waiting.pop()
            for caller in above.get(key, ()):
                if not needed[key] <= needed[caller]:
                    needed[caller] |= needed[key]
                    waiting.append(caller)
        self._found.needed = {key: frozenset(n) for key, n in needed.items()}

    def _own_needs(self, each: Extent) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for use in each.uses:
            written = {k.arg: k.value for k in use.node.keywords}
            names = [n for n in self._given.get(use.operation, ()) if n not in written]
            found |= {(use.operation, n) for n in names}
            normalizer = written.get("normalizer_fn")
            if normalizer is None and "normalizer_fn" not in names:
                continue
            if isinstance(normalizer, ast.Constant):
                continue
            for one in normalizers(self._found.table, use.operation):
                found |= {(one, n) for n in self._given.get(one, ())}
        return found

    # ------------------------------------------------------------ what they get
    def _callers_first(self) -> Iterator[Key]:
        """Functions after all that call them; those that call themselves come never."""
        sites = self._found.sites
        below: dict[Key, list[Key]] = {}
        count = dict.fromkeys(self._extents, 0)
        for target, found in sites.items():
            for caller in {key for key, _ in found}:
                below.setdefault(caller, []).append(target)
                count[target] += 1
        waiting = sorted(key for key, n in count.items() if not n)
        while waiting:
            key = waiting.pop()
            del count[key]
            yield key
            for target in below.get(key, ()):
                count[target] -= 1
                if not count[target]:
                    waiting.append(target)
        for key in sorted(count):
            if self._found.needed[key]:
                self._found.troubles[key] = "calls itself"

    def _enter(self, key: Key) -> None:
        found, needed = self._found, self._found.needed[key]
        sites = found.sites.get(key, [])
        if not needed or not sites:
            return
        envs: list[Env] = []
        for caller, use in sites:
            if use.scope is not None and use.scope.unknown:
                self._trouble(key, f"is called under {use.scope.unknown}", caller)
            env = found.inside(caller, use.scope)
            envs.append({k: v for k, v in env.items() if k in needed})
        if not any(envs):
            return
        for (caller, _), env in zip(sites, envs, strict=True):
            if env:
                found.joined.append((key, caller))
        node = self._extents[key].node
        why = self._why_not(key)
        if why or node is None:
            self._trouble(key, why)
            return
        source = self._extents[key].source
        try:
            made = [
                Site(env, self._arguments(key, node, caller, use))
                for (caller, use), env in zip(sites, envs, strict=True)
            ]
            defaults = Defaults(found.reader, self._operations)
            found.entry[key] = merged(found.reader.references, source, node, made, defaults)
            self._check_names(key, node)
        except Unknown as unknown:
            self._trouble(key, str(unknown))

    def _check_names(self, key: Key, node: FunctionNode) -> None:
        """What calls give by ``**`` to a function that takes any names must be none of its new parameters."""
        names = frozenset(self._found.entry[key].handed)
        if node.args.kwarg is None or not names:
            return
        for caller, use in self._found.sites[key]:
            if any(k.arg is None for k in use.node.keywords):
                if not self._hands_on(caller, use, names):
                    raise Unknown(f"is given arguments by `**` in `{caller[1] or caller[0]}`")

    def _hands_on(self, key: Key, use: Use, names: frozenset[str], depth: int = 0) -> bool:
        """Whether a call is given what its function gets by ``**``, which is none of some names by any of its calls."""
        node = self._extents[key].node
        if node is None or node.args.kwarg is None or depth > 3 or self._why_not(key):
            return False
        kwargs = node.args.kwarg.arg
        handed = {id(k.value) for n in walk(node) for k in _starred(n)}
        uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == kwargs]
        starred = _starred(use.node)
        if len(starred) != 1 or not {id(starred[0].value)} <= {id(n) for n in uses}:
            return False
        if any(id(n) not in handed for n in uses):
            return False
        if names & set(self._given.get(own_operation(key), ())):
            return False
        for caller, site in self._found.sites[key]:
            call = site.call
            if call is None or names & {k.arg for k in call.keywords}:
                return False
            if _starred(call) and not self._hands_on(caller, site, names, depth + 1):
                return False
        return True

    def _trouble(self, key: Key, why: str, *others: Key) -> None:
        for one in (key, *others):
            self._found.troubles.setdefault(one, why)

    def _why_not(self, key: Key) -> str:
        """Why a function cannot get parameters, or be told by its calls."""
        each = self._extents[key]
        source, node = each.source, each.node
        if node is None:
            return "is the code of a module"
        if source.skips.within(node):
            return "is marked `# migrate: skip`"
        if source.definitions[key[1]] > 1:
            return "is defined twice"
        if any(not is_add_arg_scope(source, d) for d in node.decorator_list):
            return "is decorated"
        if not self._found.sites.get(key):
            return "is called by others"
        if key in self._found.elsewhere:
            return "is called by modules without TensorFlow"
        if any(use.late for _, use in self._found.sites[key]):
            return "is called in a `lambda`"
        if key in self._values:
            return "is used as a value"
        function = self._graph.functions[key]
        if function.kind == "method":
            return self._why_not_method(key, node)
        names = {b.kind for b in source.symbols.module_scope.names.get(key[1], ())}
        return "is assigned again" if names - {"def"} else ""

    def _why_not_method(self, key: Key, node: FunctionNode) -> str:
        """A method must be one that only its known calls run."""
        if node.name.startswith("__") or node.decorator_list:
            return "is a special method"
        named = [k for k in self._graph.functions if k[1].rpartition(".")[2] == node.name]
        mentions = sum(
            len(e.attributes.get(node.name, ())) for e in self._found.reader.sources.values()
        )
        known = {id(use.node) for _, use in self._found.sites[key]}
        if len(named) > 1 or mentions != len(known):
            return "may be called by others"
        return ""

    def _arguments(
        self, key: Key, node: FunctionNode, caller: Key, use: Use
    ) -> dict[str, ast.expr]:
        """What a call gives, as expressions of the caller; defaults where it gives nothing."""
        references = self._found.reader.references
        own = self._extents[key].source
        found: dict[str, ast.expr] = {}
        for arg, default, _ in parameters(node):
            if default is not None:
                try:
                    found[arg.arg] = references.canonical(own, default)
                except Unknown:
                    continue
        if use.call is None:
            return {}
        for name, given in bind(use.call, node, key).items():
            found.pop(name, None)
            try:
                found[name] = references.canonical(self._extents[caller].source, given)
            except Unknown:
                continue
        return found

    # ------------------------------------------------------------ what is left
    def _check(self, key: Key) -> None:
        """A function must do nothing under its scopes that cannot be told."""
        found, each = self._found, self._extents[key]
        for scope in each.scopes:
            self._check_values(key, scope, scope)
            if scope.around is not None and scope.around.named is not None:
                self._check_values(key, scope.around, scope)
            for one, _ in scope.given:
                found.joined.append((key, self._operations.get(one, key)))
        for use in each.uses:
            env = found.inside(key, use.scope)
            reached = set(self._given.get(use.operation, ()))
            needs = found.needed.get(use.callee or ("", ""), frozenset())
            if use.scope is not None and use.scope.unknown and (reached or needs):
                others = [use.callee] if use.callee in self._extents and needs else []
                self._trouble(key, f"calls under {use.scope.unknown}", *filter(None, others))
                continue
            mine = {n for o, n in env if o == use.operation}
            if not mine and not any(k in needs for k in env):
                continue
            if use.late:
                self._trouble(key, "calls in a `lambda`")
            if _starred(use.node) and mine and not self._hands_on(key, use, frozenset(mine)):
                self._trouble(key, f"gives `{ast.unparse(use.node.func)}` arguments by `**`")
            if mine & self._by_place(use):
                self._trouble(key, f"gives `{ast.unparse(use.node.func)}` an argument twice")
            if use.callee is not None and use.callee not in self._extents:
                self._trouble(key, f"calls `{ast.unparse(use.node.func)}`")

    def _by_place(self, use: Use) -> set[str]:
        """The parameters of a function of the tree that a call gives by their places."""
        target = self._operations.get(use.operation)
        node = self._extents[target].node if target in self._extents and target else None
        if node is None or target is None or use.call is None:
            return set()
        written = {k.arg for k in use.call.keywords}
        return bind(use.call, node, target).keys() - written

    def _check_values(self, key: Key, given: Scope, scope: Scope) -> None:
        """What was given must still be the same at the end of a scope."""
        references = self._found.reader.references
        read = {n for value in given.given.values() for n in _read(value)}
        held = [r for v in given.given.values() for r in references.of(v.expanded)]
        state = changing(self._found.reader.sources, held)
        if state:
            self._trouble(key, f"`{state}` of the `arg_scope` may change")
        for value in given.given.values():
            once = made_once(self._graph, references, value.expanded)
            if once:
                self._trouble(key, f"`{once}(...)` of the `arg_scope` is made once")
        lines = given.lines[0], scope.lines[1]
        changed = _assigned(self._extents[key].body, read, lines)
        if changed:
            self._trouble(key, f"`{changed}` changes in the `arg_scope` that gives it to calls")

    def _follow_values(self) -> None:
        """Functions that get something from scopes must not be called without its being known."""
        found = self._found
        active = self._active()
        loose: dict[Key, Keys] = {}  # functions that are values -> what they need
        for key, each in self._extents.items():
            for node, one, target, scope in each.values:
                names = self._given.get(one, ())
                needs = frozenset((one, n) for n in names)
                if target is not None:
                    needs |= found.needed.get(target, frozenset())
                if not needs:
                    continue
                here = set(found.inside(key, scope)) | active.get(key, {}).keys()
                if needs & here or (scope is not None and scope.unknown):
                    others = [target] if target in self._extents else []
                    self._trouble(
                        key, f"uses `{ast.unparse(node)}` as a value", *filter(None, others)
                    )
                if target is not None:
                    loose[target] = loose.get(target, frozenset()) | needs
                else:
                    loose.setdefault(("", one), needs)
            for use in each.uses:
                if use.late and (needs := self._needs_of(use)):
                    called = use.callee or ("", use.operation)
                    loose[called] = loose.get(called, frozenset()) | needs
        self._follow_unseen()
        values = self._values | loose.keys()
        for key in self._graph.functions:
            if found.needed.get(key):
                loose.setdefault(key, found.needed[key])
        if not loose:
            return
        for key, each in self._extents.items():
            for call, scope in each.opaque:
                around = dict(active.get(key, {}))
                around |= {k: {key} for k in found.inside(key, scope)}
                for target, needs in loose.items():
                    met = needs & around.keys()
                    if not met or not self._may_be(key, call, target, target in values):
                        continue
                    why = f"`{ast.unparse(call.func)}` may be `{target[1]}`"
                    owners = {owner for k in met for owner in around[k]}
                    self._trouble(key, why, target, *owners)

    def _needs_of(self, use: Use) -> Keys:
        """What a call takes from the scopes around it."""
        written = {k.arg for k in use.node.keywords}
        names = [n for n in self._given.get(use.operation, ()) if n not in written]
        below = self._found.needed.get(use.callee or ("", ""), frozenset())
        return below | {(use.operation, n) for n in names}

    def _follow_unseen(self) -> None:
        """Methods that are read where nothing else is known may be called under any scope."""
        for target in methods_as_values(self._graph, self._found.reader.sources, unseen=True):
            needs = self._found.needed.get(target, frozenset())
            for key, each in self._extents.items():
                given = {k for scope in each.scopes for k in scope.inside({})}
                if needs & given:
                    self._trouble(target, "is used as a value", key)

    def _active(self) -> dict[Key, dict[tuple[str, str], set[Key]]]:
        """What may be in force where a function is called, needed or not, and who gives it."""
        active: dict[Key, dict[tuple[str, str], set[Key]]] = {}
        late = {u.callee for e in self._extents.values() for u in e.uses if u.late and u.callee}
        values = (self._values | late) & self._extents.keys()
        waiting = list(self._extents)
        while waiting:
            key = waiting.pop()
            each = self._extents[key]
            calls = [(u.callee, u.scope) for u in each.uses if u.callee in self._extents]
            for call, scope in each.opaque:
                if scope is not None or active.get(key):
                    calls += [(one, scope) for one in values if self._may_be(key, call, one, True)]
            for target, scope in calls:
                if target is None:
                    continue
                env = {k: set(o) for k, o in active.get(key, {}).items()}
                if scope is not None:
                    for k in scope.inside({}):
                        env.setdefault(k, set()).add(key)
                known = active.setdefault(target, {})
                grown = False
                for k, owners in env.items():
                    if not owners <= known.setdefault(k, set()):
                        known[k] |= owners
                        grown = True
                if grown:
                    waiting.append(target)
        return active

    def _may_be(self, key: Key, call: ast.Call, target: Key, is_value: bool) -> bool:
        """Whether a call of something that is computed may run a function.

        Args:
          is_value: the function is used as a value somewhere.
        """
        func = call.func
        name = target[1].rpartition(".")[2]
        each = self._extents[key]
        helped = self._found.reader.helpers.of(each.source, each.node, func)
        if helped is not None:
            return name in helped
        if isinstance(func, ast.Attribute):
            if name == "__call__" and func.attr in _OF_TENSORS:
                return self._is_taken(func.attr)
            return name in (func.attr, "__call__")
        if not is_value and name != "__call__":
            return False
        return not isinstance(func, ast.Name) or self._may_hold(key, func, target, 0)

    def _is_taken(self, method: str) -> bool:
        """Whether the tree mentions a method of tensors in another way than to call it."""
        return any(
            len(re.findall(rf"\b{method}\b", source.text)) != len(source.attributes.get(method, ()))
            or any(not isinstance(n.ctx, ast.Load) for n in source.attributes.get(method, ()))
            for source in self._found.reader.sources.values()
        )

    def _may_hold(self, key: Key, name: ast.Name, target: Key, depth: int) -> bool:
        """Whether a name may be a function: of a parameter, all calls say what it is."""
        each = self._extents[key]
        scope = each.source.symbols.scope_of(name)
        home = scope.find(name.id) if scope is not None else None
        if home is None:
            return False  # a builtin
        node = each.node
        if node is None or home.node is not node or depth > 4 or key in self._values:
            return True
        if _assigned(node.body, {name.id}, (0, sys.maxsize)):
            return True
        defaults = {a.arg: d for a, d, _ in parameters(node)}
        sites = self._found.sites.get(key, [])
        if name.id not in defaults or not sites:
            return True
        default = defaults[name.id]
        if default is not None and self._is(each, default, target):
            return True
        for caller, use in sites:
            call = use.call
            if call is None or any(isinstance(a, ast.Starred) for a in call.args):
                return True
            if any(k.arg is None for k in call.keywords):
                return True
            given = bind(call, node, key).get(name.id)
            if isinstance(given, ast.Name) and given.id in _names(self._extents[caller].node):
                if self._may_hold(caller, given, target, depth + 1):
                    return True
            elif given is not None and self._is(self._extents[caller], given, target):
                return True
        return False

    def _is(self, each: Extent, node: ast.expr, target: Key) -> bool:
        """Whether an expression may be a function of the tree, or an operation."""
        if isinstance(node, ast.Constant):
            return False
        if isinstance(node, ast.Lambda):
            inside = {id(n) for n in walk(node)}
            uses = [u for u in each.uses if id(u.node) in inside]
            if any(target in (u.callee, ("", u.operation)) for u in uses):
                return True
            return any(id(call) in inside for call, _ in each.opaque)
        source = each.source
        symbol = source.symbol(node)
        if symbol:
            return target == ("", operation(symbol))
        found = source.symbols.target(node)
        return found is None or (self._graph.resolve(found) or found) == target


def _names(node: FunctionNode | None) -> set[str]:
    return set() if node is None else {a.arg for a, _, _ in parameters(node)}


def normalizers(table: LayerTable, one: str) -> tuple[str, ...]:
    """What a layer may call on its outputs."""
    layer = table.get(one) if "." in one and ":" not in one else None
    return tuple(map(operation, layer.normalizers)) if layer is not None else ()


def _starred(node: ast.AST) -> list[ast.keyword]:
    """What a call is given by ``**``."""
    return [k for k in node.keywords if k.arg is None] if isinstance(node, ast.Call) else []


def _read(value: Value) -> list[str]:
    """The names and attributes that an argument reads where it is given."""
    parts = [n for h in value.holes.values() for n in walk(h.given)]
    names = [n.id for n in parts if isinstance(n, ast.Name)]
    return names + [f".{n.attr}" for n in parts if isinstance(n, ast.Attribute)]


def _assigned(body: Iterable[ast.stmt], names: set[str], lines: tuple[int, int]) -> str:
    """One of the names, or of the attributes, that is assigned between two lines."""
    for node in own_nodes(body):
        if not isinstance(node, (ast.Name, ast.Attribute)) or isinstance(node.ctx, ast.Load):
            continue
        name = node.id if isinstance(node, ast.Name) else f".{node.attr}"
        if name in names and lines[0] <= node.lineno <= lines[1]:
            return name.removeprefix(".")
    return ""
