"""The scope graph of a whole tree: who creates variables, directly or through what it calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from migrate.model.graph import Call, ClassScopes, Creation, Expr, FunctionScopes, ModuleScopes
from migrate.model.layer_rules import LayerRules

Key = tuple[str, str]  # (module, qualified name)

# A function with one of these runs a program rather than building a model.
_DRIVES = frozenset({"session", "run", "feed_dict", "estimator"})


class TreeGraph:
    """All modules' scope graphs, joined by their calls.

    Args:
      modules: one per module.
      rules: what TF1's calls create.
    """

    def __init__(self, modules: Iterable[ModuleScopes], rules: LayerRules) -> None:
        self.modules = {m.module: m for m in modules}
        self.rules = rules
        self.functions: dict[Key, FunctionScopes] = {}
        self.classes: dict[Key, ClassScopes] = {}
        self.constants: dict[str, dict[str, str]] = {}
        for module in self.modules.values():
            self.constants[module.module] = dict(module.constants)
            for function in module.functions:
                # Of definitions with one name the first counts that creates something.
                key = (module.module, function.qualname)
                known = self.functions.get(key)
                if known is None or (function.creations and not known.creations):
                    self.functions[key] = function
            for cls in module.classes:
                self.classes.setdefault((module.module, cls.qualname), cls)
        self._methods: dict[tuple[Key, str], Key | None] = {}
        self.ancestors: dict[Key, list[Key]] = {}  # of classes, as far as they were asked for
        # References to local definitions may come without the ``<locals>`` of their qualified name.
        self._local: dict[Key, Key] = {
            (m, q.replace(".<locals>", "")): (m, q)
            for m, q in (*self.functions, *self.classes)
            if ".<locals>" in q
        }

        self.module_of = {id(f): m for (m, _), f in self.functions.items()}

    # ------------------------------------------------------------ look-up
    def resolve(self, callee: Key) -> Key | None:
        """The function that a call of ``callee`` runs; for a class, its ``__init__``."""
        if callee not in self.functions and callee not in self.classes:
            callee = self._local.get(callee, callee)
        if callee in self.functions and callee not in self.classes:
            return callee
        if callee in self.classes:
            return self.method(callee, "__init__")
        module, qualname = callee
        owner, _, name = qualname.rpartition(".")
        if owner.endswith(".super()"):
            for base in self.bases((module, owner[: -len(".super()")])):
                found = self.method(base, name)
                if found is not None:
                    return found
            return None
        return self.method((module, owner), name) if owner else None

    def method(self, cls: Key, name: str, depth: int = 0) -> Key | None:
        """The method ``name`` of a class, its own or inherited within the tree."""
        if (cls, name) in self._methods:
            return self._methods[cls, name]
        found: Key | None = None
        definition = self.classes.get(cls)
        if definition is not None and depth < 20:
            own = (cls[0], f"{cls[1]}.{name}")
            if own in self.functions:
                found = own
            elif name not in definition.methods:
                for base in self.bases(cls):
                    found = self.method(base, name, depth + 1)
                    if found is not None:
                        break
        self._methods[cls, name] = found
        return found

    def bases(self, cls: Key) -> list[Key]:
        definition = self.classes.get(cls)
        if definition is None:
            return []
        return [(m, q) for base in definition.bases for t, m, q in base.targets if t == base.text]

    def callees(self, key: Key) -> list[tuple[Call, Key]]:
        """The calls of tree functions in a function, with what they run, in evaluation order."""
        function = self.functions[key]
        found = ((call, self.resolve(call.callee)) for call in function.calls)
        return [(call, target) for call, target in found if target is not None]

    def is_test(self, cls: Key, depth: int = 0) -> bool:
        """Whether a class is a test case, itself or by a base in the tree, or stands in one."""
        definition = self.classes.get(cls)
        if definition is None or depth > 20:
            return False
        around = cls[1].rpartition(".")[0]
        above = [*self.bases(cls), *([(cls[0], around)] if around else [])]
        return definition.is_test or any(self.is_test(c, depth + 1) for c in above)

    def is_optimizer(self, cls: Key, depth: int = 0) -> bool:
        """Whether a class is an optimizer of TensorFlow, itself or by a base in the tree."""
        definition = self.classes.get(cls)
        if definition is None or depth > 20:
            return False
        return definition.is_optimizer or any(
            self.is_optimizer(c, depth + 1) for c in self.bases(cls)
        )

    def no_model(self, key: Key) -> str:
        """What a method belongs to that is no model, whatever variables it makes; "" for anything else."""
        function = self.functions[key]
        if function.kind != "method":
            return ""
        owner = (key[0], function.owner)
        if self.is_test(owner):
            return "a test case"
        return "an optimizer" if self.is_optimizer(owner) else ""

    # ------------------------------------------------------------ who creates
    @cached_property
    def direct(self) -> frozenset[Key]:
        """Functions whose own body makes variables."""
        return frozenset(k for k, f in self.functions.items() if self._creates(f))

    def _creates(self, function: FunctionScopes) -> bool:
        for creation in function.creations:
            rule = self.rules.get(creation.symbol)
            if rule is not None and rule.creates:
                return True
        return False

    @cached_property
    def callers(self) -> Mapping[Key, tuple[Key, ...]]:
        """Who calls each function, through calls that are known."""
        found: dict[Key, dict[Key, None]] = {}
        for key in self.functions:
            for _, target in self.callees(key):
                found.setdefault(target, {})[key] = None
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def creating(self) -> frozenset[Key]:
        """Functions that make variables, themselves or through what they call or hand on."""
        into: dict[Key, list[Key]] = {k: list(v) for k, v in self.callers.items()}
        for key, function in self.functions.items():
            if function.kind == "module":
                continue
            for module, qualname, _ in function.values:
                target = self.resolve((module, qualname))
                if target is not None and target != key:
                    into.setdefault(target, []).append(key)
        for giver, taker in self._handed_over():
            into.setdefault(giver, []).append(taker)
        reached = set(self.direct)
        waiting = list(self.direct)
        while waiting:
            for caller in into.get(waiting.pop(), ()):
                if caller not in reached:
                    reached.add(caller)
                    waiting.append(caller)
        return frozenset(reached)

    @cached_property
    def handed_on(self) -> Mapping[Key, tuple[tuple[str, int], ...]]:
        """Where each function is used as a value: (module, line)."""
        found: dict[Key, dict[tuple[str, int], None]] = {}
        for (module, _), function in self.functions.items():
            for *reference, line in function.values:
                if (reference[0], reference[1]) in self.classes:
                    continue
                target = self.resolve((reference[0], reference[1]))
                if target is not None:
                    found.setdefault(target, {})[module, line] = None
        return {k: tuple(v) for k, v in found.items()}

    def _handed_over(self) -> list[tuple[Key, Key]]:
        """(function given as an argument, function that calls that parameter)."""
        found: list[tuple[Key, Key]] = []
        for key in self.functions:
            for call, target in self.callees(key):
                taker = self.functions[target]
                if not taker.opaque_calls:
                    continue
                called = {text for text, _ in taker.opaque_calls}
                for name, argument in self.bind(call, taker).items():
                    given = [t for t in argument.targets if t[0] == argument.text]
                    if name in called and given:
                        function = self.resolve((given[0][1], given[0][2]))
                        if function is not None:
                            found.append((function, target))
        return found

    @staticmethod
    def bind(call: Call, callee: FunctionScopes) -> dict[str, Expr]:
        """The arguments of a call by the callee's parameter names; what cannot be bound is left out."""
        positional = [p.name for p in callee.params if p.kind == "positional"]
        if call.bound or (callee.kind == "method" and callee.qualname.endswith(".__init__")):
            positional = positional[1:]
        bound: dict[str, Expr] = {}
        for name, argument in call.args:
            if name.isdigit():
                if int(name) < len(positional):
                    bound[positional[int(name)]] = argument
            elif not name.startswith("*"):
                bound[name] = argument
        return bound

    @cached_property
    def scoped(self) -> tuple[Key, ...]:
        """The functions that get a verdict: those that create, without mere drivers, in source order.

        A function that only says which class is to be made creates nothing: whoever makes an object of it does.
        """
        keys = []
        for key in self.creating:
            function = self.functions[key]
            drives = function.kind == "module" or bool(_DRIVES & set(function.driver))
            if key in self.direct or not (drives or self._only_names_classes(key)):
                keys.append(key)
        return tuple(sorted(keys, key=lambda k: (k[0], self.functions[k].span.line, k[1])))

    @cached_property
    def repeating(self) -> Mapping[Key, Creation]:
        """The functions that create nothing but what `slim.repeat` or `slim.stack` calls: the first such call, or that of a callee."""
        found: dict[Key, Creation] = {}
        for key, function in self.functions.items():
            for creation in function.creations:
                rule = self.rules.get(creation.symbol)
                if rule is not None and rule.repeats and key not in self.creating:
                    found.setdefault(key, creation)
        waiting = list(found)
        while waiting:
            key = waiting.pop()
            for caller in self.callers.get(key, ()):
                if caller not in found and caller not in self.creating:
                    found[caller] = found[key]
                    waiting.append(caller)
        plain = (k for k in found if not set(self.functions[k].driver) & _DRIVES)
        return {key: found[key] for key in plain if self.functions[key].kind != "module"}

    def _only_names_classes(self, key: Key) -> bool:
        """Whether all that makes a function creating are classes that it returns, and calls or hands to no one."""
        function = self.functions[key]
        busy = function.creations or function.entries or function.invocations or function.reuse
        if busy or function.opaque_calls or function.decorators:
            return False
        if not function.returns or "none" in function.returns:
            return False
        named = {(m, q) for m, q, _ in function.values if self.resolve((m, q)) in self.creating}
        given = {t[1:] for call in function.calls for _, a in call.args for t in a.targets}
        inner = any(m == key[0] and q.startswith(f"{key[1]}.<locals>.") for m, q in self.creating)
        return (
            bool(named)
            and not inner
            and not named & given
            and all(target not in self.creating for _, target in self.callees(key))
            and all(name in self.classes or self._is_class(name) for name in named)
        )

    def _is_class(self, name: Key) -> bool:
        """Whether a name, which may be imported from elsewhere, stands for a class."""
        found = self.resolve(name)
        return found is not None and found[1].endswith(".__init__")

    @cached_property
    def scoped_classes(self) -> tuple[Key, ...]:
        """Classes of which a method is scoped."""
        owners = {
            (module, self.functions[module, name].owner)
            for module, name in self.scoped
            if self.functions[module, name].kind == "method"
        }
        found = (k for k in owners if k in self.classes)
        return tuple(sorted(found, key=lambda k: (k[0], self.classes[k].span.line, k[1])))
