"""Tries with less and less until nothing of what was split or put in another form is in vain.

A method that becomes a function, a class that is split, and a function in another form are only worth it where the
function is lifted then; whether it is depends on the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from migrate.lift.methods.candidates import CALL, candidates, relatives
from migrate.lift.methods.methods import MethodSplit
from migrate.lift.normal.cores import builder_calls
from migrate.lift.normal.cores.builder_calls import BuilderCaller
from migrate.lift.normal.cores.split import Split, splits
from migrate.lift.normal.joined_again import joined_again
from migrate.lift.normal.normal import Form, Normal, as_read, inner_forms, normal_forms
from migrate.lift.normal.why import why_form
from migrate.lift.plans import METHOD, ModulePlan
from migrate.lift.search import reasons
from migrate.lift.search.attempt import OF_OBJECTS, Attempt, Parts, attempt
from migrate.lift.search.root import Root, RootPlan, Sources
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit, in_newlines

# Methods that become functions, classes that are split, and normal forms are found by planning the tree again without those in vain. In a tree
# with more functions that make variables than this it would take longer than all the rest.
MANY = 500


def search(root: Root, sources: Sources, graph: TreeGraph) -> RootPlan:
    """Decides what is lifted of modules as they are now."""
    return _Search(root, sources, graph).run()


# These reasons of a method may be those of others: attributes that they set, cells that they make.
_BY_OTHERS = frozenset({"TF311", "TF316"})
# Those of a class, where its methods may be lifted one by one.
_OF_CLASSES = frozenset({"TF302", "TF303", "TF307", "TF313", "TF317", "TF320"})


@dataclass(frozen=True)
class _Verdict:
    """What of a try is in vain.

    Attributes:
      alone: cores that became no layer.
      cores: those that go: all that a method makes becomes layers, or nothing of it.
      methods: methods whose functions did not become layers.
      forms: the forms that stay.
      callers: the callers of split classes that stay.
    """

    alone: list[Split]
    cores: list[Split]
    methods: list[MethodSplit]
    forms: list[Normal]
    callers: list[BuilderCaller]

    @property
    def builders(self) -> set[Key]:
        """The split classes that go."""
        return {one.cls for one in self.cores if one.outputs}


class _Search:
    def __init__(self, root: Root, sources: Sources, graph: TreeGraph) -> None:
        self._root, self._sources, self._graph = root, sources, graph
        self._edited: dict[str, LiftSource] = {}
        self._before: dict[Key, Reason] = {}  # why functions in another form were not lifted before
        self._why: dict[Key, tuple[Reason, ...]] = {}  # lines from the first one of the function
        self._of_forms: dict[Key, tuple[Reason, ...]] = {}  # the same, of functions in another form
        self._of_cores: dict[Key, Reason] = {}  # why what makes the layers of a function is none
        self._possible: set[Key] = set()
        self._formed: set[Key] = set()  # of which other forms were looked for
        self._set_apart: set[Key] = set()  # inner functions of which they were
        self._of_called: set[Key] = set()  # the methods of classes that may be lifted as a whole
        cores: dict[Key, Split] = {}
        small = len(graph.creating) <= MANY and not root.as_written
        if small:
            every = [one for source in sources.values() for one in splits(source, graph, sources)]
            cores = {one.function: one for one in every}
            self._possible = set(candidates(sources, graph))
            self._of_called = set(candidates(sources, graph, called=True))
        methods = self._possible - {one.key for one in cores.values()}
        callers = builder_calls.builder_callers(sources, root.index, cores.values())
        self._index = root.index.with_functions(one.function for one in cores.values())
        self._parts = Parts(cores, methods, callers, None if small else [])

    def run(self) -> RootPlan:
        """Tries until nothing is in vain."""
        while True:
            now = attempt(
                *(self._root, self._sources, self._graph, self._parts, self._index, self._read)
            )
            verdict = self._judged(now)
            if self._parts.forms is None and verdict.forms and (verdict.cores or verdict.methods):
                self._parts.forms = verdict.forms  # what calls those may be lifted with them
                continue
            if self._put_in_other_form(now, verdict):  # the others may be lifted with them
                self._parts.forms = verdict.forms
                continue
            if self._is_settled(verdict):
                if self._try_methods(now) or self._try_late_forms(now, verdict):
                    continue
                return self._finished(now)
            self._take_out(now, verdict)

    def _read(self, module: str, text: str) -> LiftSource:
        if module not in self._edited or self._edited[module].text != text:
            self._edited[module] = self._root.read(module, text, self._index)
        return self._edited[module]

    def _judged(self, now: Attempt) -> _Verdict:
        parts = self._parts
        alone = [one for one in parts.cores.values() if not now.is_layer(one.function)]
        keys = {one.key for one in alone}
        vain = [one for one in parts.cores.values() if one.key in keys]
        methods = [m for m in now.methods.found if m.creates and not now.serves(m)]
        builders = {one.cls for one in vain if one.outputs}
        using = [c for c in parts.callers if c.function in now.lifted and not c.builders & builders]
        return _Verdict(alone, vain, methods, self._forms(now), using)

    def _forms(self, now: Attempt) -> list[Normal]:
        """The other forms of what is not lifted as it is; those that were worth it, once they are known."""
        parts = self._parts
        if parts.forms is None:
            ours = {*parts.cores, *(m.function for m in now.methods.found)}
            refused = {k: why[0] for k, why in now.plan.refused.items() if k not in ours}
            self._formed |= refused.keys()
            return normal_forms(
                self._sources,
                self._graph,
                self._root.layers,
                refused,
                self._read,
            )
        kept = [one for one in parts.forms if all(key in now.lifted for key in one.needed)]
        for form in (n for n in parts.forms if n not in kept):
            instead = why_form(form, now.plan, self._sources[form.module])
            if instead is not None:
                self._of_forms[form.needed[0]] = (instead,)
        return kept

    def _try_late_forms(self, now: Attempt, verdict: _Verdict) -> bool:
        """Tries the other forms of functions that hosted at first what is lifted by now, and stay since; whether there are any."""
        ours = {*self._parts.cores, *(m.function for m in now.methods.found), *self._formed}
        refused = {k: why[0] for k, why in now.plan.refused.items() if k not in ours}
        inner = {k: why[0] for k, why in now.plan.refused.items() if k not in self._set_apart}
        if not self._formed or not (refused or inner):
            return False
        self._formed |= refused.keys()
        self._set_apart |= inner.keys()
        given = self._sources, self._graph, self._root.layers
        found = normal_forms(*given, refused, self._read) if refused else []
        taken = {key for one in verdict.forms for key in one.needed}
        late = [one for one in found if not taken & {*one.needed}]
        taken |= {key for one in late for key in one.needed}
        found = inner_forms(*given, inner, self._read)
        late += [one for one in found if not taken & {*one.needed}]
        self._parts.forms = [*verdict.forms, *late]
        return bool(late)

    def _put_in_other_form(self, now: Attempt, verdict: _Verdict) -> bool:
        """Puts functions of methods and cores that are in vain for the first time in another form, where they have one.

        What layers host is tried in another form, too, and goes back to its own where that does not make it one.
        """
        untried = {
            one.function: now.as_called(reasons.of_core(now.plan, one, now.sources[one.cls[0]]))
            for one in verdict.alone
            if one.function not in self._before
        }
        hosted = [m for m in now.methods.found if m.creates and m.function not in now.lifted]
        untried |= {
            m.function: self._of_method(now, m)
            for m in (*verdict.methods, *hosted)
            if m.function not in self._before
        }
        vain = [
            m.function for m in hosted if m not in verdict.methods and m.function in self._before
        ]
        vain = [function for function in vain if self._parts.again.pop(function, None) is not None]
        self._before |= untried
        files = self._root.files
        fresh = {
            one.needed[0]: Form.of(one, now.sources[one.module].text, files[one.module].newline)
            for one in normal_forms(now.sources, now.graph, self._root.layers, untried, self._read)
        }
        self._parts.again |= fresh
        return bool(fresh or vain)

    def _of_method(self, now: Attempt, method: MethodSplit) -> Reason:
        source = now.sources[method.function[0]]
        return now.as_called(reasons.of_method(now.plan, method, source, self._sources))

    def _is_settled(self, verdict: _Verdict) -> bool:
        same = verdict.forms == (self._parts.forms or []) and verdict.callers == self._parts.callers
        return not verdict.cores and not verdict.methods and same

    def _try_methods(self, now: Attempt) -> bool:
        """Tries the methods of called classes that could not be lifted as a whole; whether there are any."""
        whole = {(module, name.rpartition(".")[0] or name) for module, name in now.lifted}
        more: set[Key] = set()
        for key in self._of_called & now.plan.refused.keys():
            owner, _, name = key[1].rpartition(".")
            reason = now.plan.refused[key][0]
            if name == CALL and reason.code not in _OF_CLASSES:
                continue  # a function would stay for the same reason
            if not relatives(self._graph, (key[0], owner)) & whole:
                more.add(key)
                if not reason.message.endswith(METHOD):
                    self._parts.of_class[key] = reason
        self._of_called.clear()
        self._parts.methods |= more
        return bool(more)

    def _take_out(self, now: Attempt, verdict: _Verdict) -> None:
        """The next try is without what was in vain."""
        parts = self._parts
        for one in verdict.cores:
            self._take_out_core(one, one in verdict.alone)
        # What attributes hold may be tensors only because of the others that go now.
        certain = self._certain(verdict.methods)
        for method in certain or (verdict.methods if not verdict.cores else ()):
            reason = self._before[method.function]
            if not certain:  # by now the others are gone
                reason = self._of_method(now, method)
            parts.again.pop(method.function, None)
            objects = reason.code in OF_OBJECTS or bool(method.given)
            if method.whole and objects and method.method not in parts.in_part:
                parts.in_part[method.method] = reason
                self._before.pop(method.function)
                continue
            parts.methods.discard(method.method)
            if method.instead is not None and reason.code == "TF313":
                reason = method.instead  # too little is left for a layer
            parts.stay(method.method, reason)
        for caller in parts.callers:
            known = caller.function in now.plan.refused and not caller.builders & verdict.builders
            if caller not in verdict.callers and known:
                self._why[caller.function] = reasons.within(now.plan, caller.function, now.sources)
        parts.forms, parts.callers = verdict.forms, verdict.callers

    def _certain(self, methods: list[MethodSplit]) -> list[MethodSplit]:
        """The methods of a try that have reasons of their own."""
        unsure = {m.method for m in methods if _may_be_of_others(self._before[m.function])}
        while True:
            callers = {m.method for m in methods if self._before[m.function].behind in unsure}
            if callers <= unsure:
                return [m for m in methods if m.method not in unsure]
            unsure |= callers

    def _take_out_core(self, one: Split, alone: bool) -> None:
        parts = self._parts
        parts.cores.pop(one.function)
        parts.again.pop(one.function, None)
        if not alone:
            return  # another part of the method has the reason
        reason = self._before[one.function]
        if not one.cls[1]:
            if reason.code != "TF313":
                self._of_cores[one.key] = reason
            return
        if one.line or reason.code != "TF313":
            # without tensors it is no model, but an object with variables
            parts.stays[one.key] = reason
            parts.whole.add(one.key)
        if not one.line and one.key in self._possible and reason.code not in ("TF313", "TF314"):
            parts.methods.add(one.key)  # a part of it may be a layer

    def _finished(self, now: Attempt) -> RootPlan:
        """The plan with the edits that came before it and the reasons of what stays."""
        plan, methods = now.plan, now.methods
        files = self._root.files
        finished = {
            name: replace(
                p,
                edits=in_newlines(_joined_again(p.edits, files[name].text), files[name].newline),
                split=now.edits.get(name, ()),
            )
            for name, p in (dict.fromkeys(now.edits, ModulePlan()) | plan.modules).items()
        }
        for key, of_form in self._of_forms.items():
            stays = plan.refused.get(key)
            if stays and stays[0].code == "TF304" and key[1] in now.sources[key[0]].functions:
                self._why.setdefault(key, of_form)
        why = {
            k: reasons.placed(now.sources, k, self._why[k]) if k in self._why else r
            for k, r in plan.refused.items()
        }
        # What a function does around what makes its layers would not keep these from being one.
        why |= {
            k: (r,) for k, r in self._of_cores.items() if k in why and why[k][0].code == "TF318"
        }
        # What only leaves its work to another method has the reason of that, unless its class has one.
        why |= {
            k: (replace(methods.refused[k], line=0, behind=reasons.maker(k, methods.passing)),)
            for k in methods.passing
            if reasons.only_a_method(plan.refused.get(k))
        }
        why |= {k: (r,) for k, r in self._parts.of_class.items() if k not in self._parts.stays}
        moved = {one.function: one.key for one in self._parts.cores.values()}
        moved |= {m.function: m.method for m in methods.found if m.creates}
        passing = {k: reasons.maker(k, methods.passing) for k in methods.passing}
        pieces = {
            key: name
            for one in self._parts.forms or ()
            for key, name in as_read(one, self._sources[one.module]).items()
        }
        plan = replace(plan, modules=finished, moved=moved, refused=why, passing=passing)
        plan = replace(plan, pieces=pieces)
        return RootPlan(plan, now.graph, now.names)


def _joined_again(edits: tuple[Edit, ...], source: str) -> tuple[Edit, ...]:
    """The edits, without what was set apart in them in vain."""
    return tuple(
        replace(
            e, parts=tuple(joined_again(p, source) if isinstance(p, str) else p for p in e.parts)
        )
        for e in edits
    )


def _may_be_of_others(reason: Reason) -> bool:
    return reason.code in _BY_OTHERS or reason.by_others
