"""Functions that stay on the shim and are called by one that becomes a layer: the layer hosts what they make.

h = tf.layers.conv2d(x, 8, 3, name="conv")          h = self.conv(x)
h = norm(h, scope="norm")  # stays                  with compat_scope.hosting(self, "norm"):
                                                        h = norm(h, scope="norm")

Their scopes are opened below the layer's, as TF1 opened them; `tf1_order` says between which parts of the layer they stand.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from migrate.lift.checks.handed_down import Setting
from migrate.lift.neighbours.counts import counts, enters_again, known_level, texts_given
from migrate.lift.neighbours.decorators import names_anew, scoped_anew
from migrate.lift.neighbours.effects import shares_by_itself, why_not
from migrate.lift.neighbours.kept_statements import keep_statements
from migrate.lift.neighbours.last_levels import named_by_level
from migrate.lift.neighbours.objects import (
    called_there,
    class_made,
    methods_asked,
    methods_called,
    named_by_attribute,
    not_hosted,
    not_plain,
)
from migrate.lift.neighbours.reuse import reuse_told
from migrate.lift.neighbours.sharing import (
    may_be_one,
    named_like_own,
    repeats_by_name,
    set_names,
    shares_its_own,
)
from migrate.lift.neighbours.values import decisive
from migrate.lift.neighbours.variables import makes_variables, not_named_there
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.view import View
from migrate.model.naming import function_names
from migrate.model.reach import below
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.outcomes import Reason, called_name


@dataclass(frozen=True)
class Neighbour:
    """A call of a function that stays.

    Attributes:
      counted: the default names that TF1 counts for it in the scope that it is called in, ``{`` for what is not known.
      shares: it shares variables by AUTO_REUSE, with whatever else makes them.
      below: the function and all that it calls.
      again: some of it makes variables again, which a scope around it may allow.
      levels: the first levels of what it makes below that scope, with ``{`` where they are not known.
      repeats: it makes some of its variables several times in one call, which a scope around it must allow.
      asks: it sees whether variables are there, or may be.
      handed: its parameters that are told what the layer is told itself about sharing.
      kept: the statement around it that stays as it is (`kept_statements`).
      weights: what it is given of the layer's own weights, which it names something after, with where these are made.
    """

    site: Site
    counted: frozenset[str]
    levels: frozenset[str]
    shares: bool = False
    below: frozenset[Key] = frozenset()
    again: bool = False
    repeats: bool = False
    asks: bool = False
    handed: frozenset[str] = frozenset()
    kept: ast.stmt | None = None
    weights: Sequence[tuple[ast.expr, Site]] = ()


_KINDS = ("function", "object")
# What a scope around the layer hands down when it is called, and the layer to what it hosts.
_AT_RUN_TIME = frozenset(
    ["initializer", "regularizer", "custom_getter", "dtype", "use_resource", "arg_scope", "inside"]
)


def host_neighbours(
    view: View,
    refused: Mapping[Key, Sequence[Reason]],
    settings: Mapping[Key, Sequence[Setting]],
) -> None:
    """Lets the layer host the functions that it calls and that stay, where the text shows that their names remain the same.

    Args:
      refused: why functions stay.
      settings: what functions get from the scopes that they are called in.
    """
    if not view.target.hosts or view.tree.graph.functions[view.key].kind != "function":
        return
    if view.key in view.tree.factories or view.key in view.tree.makers:
        return
    found = [
        s
        for s in view.sites
        if (s.kind in _KINDS or (s.kind == "weight" and s.callee is not None)) and _stays(view, s)
    ]
    if not found:
        return
    hosted: list[Neighbour] = []
    waiting = [(site, class_made(view, view.key, site.node), False) for site in found]
    while waiting:
        site, cls, is_method = waiting.pop(0)
        if cls is not None and not is_method:
            waiting = [*((s, cls, True) for s in methods_called(view, site, cls)), *waiting]
        one: Neighbour | str
        if site.kind == "object":
            one = _made_here(view, site, cls)
            if not one:
                continue  # its methods make the variables
        else:
            one = _neighbour(view, site, refused, settings, hosted, cls, is_method)
        same = [other for other in hosted if other.site.node is site.node]
        if same and not isinstance(one, str):
            hosted.remove(same[0])
            one = _either(same[0], one)
        if isinstance(one, str):
            text = f"calls `{_shown(site)}`, which stays on the shim"
            text += f" and {one}" if one else ""
            raise Refused("TF314", text, site.node.lineno, site.callee)
        hosted.append(one)
    if len(view.sites) == len(found) and not _is_better_off(view, hosted):
        return
    hosted = keep_statements(view, hosted, _held(view, refused, settings))
    gone = {id(site.node) for site in found}
    getters = any(one.name == "custom_getter" for one in settings.get(view.key, ()))
    turned = next((one.site for one in hosted if one.site.loops), None)
    if (
        turned is not None
        and getters
        and any(s.kind == "weight" and id(s.node) not in gone for s in view.sites)
    ):
        text = f"calls `{_shown(turned)}`, which stays on the shim, in a loop under a `custom_getter`, which would get the layer's own weights first"
        raise Refused("TF314", text, turned.node.lineno, turned.callee)
    view.getters = getters
    view.found = replace(view.found, sites=[s for s in view.sites if id(s.node) not in gone])
    view.neighbours = {id(one.site.node): one for one in hosted}


def _held(
    view: View,
    refused: Mapping[Key, Sequence[Reason]],
    settings: Mapping[Key, Sequence[Setting]],
) -> set[Key]:
    """The functions that stay because of what scopes in this one hand down."""
    return {
        key
        for key, given in settings.items()
        for reason in refused.get(key, ())[:1]
        if any(one.key == view.key and reason.message.startswith(one.text) for one in given)
    }


def _is_better_off(view: View, hosted: Sequence[Neighbour]) -> bool:
    """Whether a function that makes nothing of its own is better off as a layer.

    That has a scope of its own, or parts of what it hosts are layers; otherwise it would only stand between its caller and
    what it calls.
    """
    below = {key for one in hosted for key in one.below}
    return any(s.kind == "variable_scope" for s in view.scopes) or any(
        key in view.lifted for key in below
    )


def _stays(view: View, site: Site) -> bool:
    """Whether a call runs a function that stays, or one whose decorators do and are what the call runs."""
    lifted = view.lifted.get(site.callee) if site.callee is not None else None
    return lifted is None or lifted.decorated or bool(lifted.hosts)


def _shown(site: Site) -> str:
    return called_name(site.callee[1]) if site.callee is not None else ""


def _neighbour(
    view: View,
    site: Site,
    refused: Mapping[Key, Sequence[Reason]],
    settings: Mapping[Key, Sequence[Setting]],
    before: Sequence[Neighbour],
    cls: Key | None,
    is_method: bool,
) -> Neighbour | str:
    """The call of a function that can be hosted, or why it cannot; "" where that is not known yet.

    Args:
      before: what is hosted of the calls before it.
      cls: the class of the object that it makes, or that a method is called of.
    """
    key = site.callee
    reasons = refused.get(key, ()) if key is not None else ()
    if key is None or (cls is None and not reasons and key not in view.lifted):
        return ""
    if site.inside is not None:
        return "is called where no layer can host it"
    below: set[Key] = set()
    unknown: list[str] = []
    told = reuse_told(view, key, site.node)
    sharing: list[str] = []
    off = told.as_told_nothing
    weights = named_by_level(view, key, site.node)
    why = why_not(view, key, below, cls, off, unknown, site.node, sharing, frozenset(weights))
    if not why and cls is not None and not is_method:
        why = not_hosted(view, site.node, cls) or _asked(view, site, cls, below)
    why = why or named_by_attribute(view, below)
    if not why and makes_variables(view, below):
        why = not_named_there(view, site, key) if cls is None else "makes a `tf.Variable`"
    if why:
        return why
    if any(one.name not in _AT_RUN_TIME for one in settings.get(key, ())):
        return "gets settings of a scope around it"
    if (name := next(filter(None, (_counts_on(view, one) for one in sorted(below))), "")) != "":
        return f"goes on from one call to the next with `{name}`, which decides about its variables"
    names = view.all_names.get(key)
    within = key in view.lifted and bool(
        names and names.scopes
    )  # a layer that hosts what it is given
    given_names = bool(names and names.variables) or within or bool(unknown) or cls is not None
    if names is None or not names.complete or not given_names:
        return "makes variables of which not all names are known"
    given = texts_given(view, site)
    levels = {known_level(v.name.partition("/")[0], given) for v in names.variables}
    levels |= {known_level(name.partition("/")[0], given) for name in names.scopes}
    counted, idle = counts(view, key, given, set())
    if (counted or idle or unknown) and enters_again(view, below):
        return (
            "enters `tf.get_variable_scope()` again, after which TF1 forgets what it counted there"
        )
    shares = bool(told.auto) or any(shares_by_itself(view.tree.graph, one) for one in below)
    scoped, anew = scoped_anew(view, below), names_anew(view, below, key, site.node)
    if (scoped or anew) and (shares or sharing or makes_variables(view, below)):
        made = "shares variables" if shares or sharing else "makes a `tf.Variable`"
        return f"{made}, which a decorator may name in another way"
    if scoped:
        levels.add("{")
    if sharing and not unknown and not set_names(view, below):
        if shares_its_own(view, key, off, below, told.more):
            sharing = []
    if unknown and (shares or sharing):
        return unknown[0] if shares else sharing[0]
    if unknown or anew:
        levels.add("{")
        counted.add("{")
    again = any(one.code == "TF303" for each in below for one in refused.get(each, ())[:1])
    found = Neighbour(
        *(site, frozenset(counted), frozenset(levels | idle), shares, frozenset(below), again),
        *(repeats_by_name(view, key, off, told.more), _asks(view, below), told.handed),
        weights=tuple(weights.values()),
    )
    if told.more and not _shares_with(view, found, before):
        sharing.append("is told whether to share variables")
    if sharing and any("{" in level for level in found.levels):
        return sharing[0]
    if not (shares or sharing):
        return found
    if (name := set_names(view, below)) != "":
        return f"shares variables under names that are made of `{name}`, which it sets"
    if (name := named_like_own(view, site)) != "":
        return f"may share `{name}` with what the layer makes itself"
    return replace(found, shares=True)


def _asks(view: View, below: Collection[Key]) -> bool:
    """Whether a function reads `reuse` of a scope, or goes another way after an error."""
    nodes = [node for key in below if (node := view.tree.function(key)) is not None]
    return any(
        isinstance(part, ast.Try) or (isinstance(part, ast.Attribute) and part.attr == "reuse")
        for node in nodes
        for part in walk(node)
    )


def _either(one: Neighbour, other: Neighbour) -> Neighbour | str:
    """A call of a method of an object that may be of one class or of another."""
    if one.site.callee == other.site.callee:
        return one
    if one.shares or other.shares or one.handed != other.handed:
        return "shares variables, in one class or in another"
    both = replace(one, counted=one.counted | other.counted, levels=one.levels | other.levels)
    return replace(both, below=one.below | other.below, again=one.again or other.again)


def _counts_on(view: View, key: Key) -> str:
    """What a function that was a method sets anew for its object, and decides about variables; "" for nothing."""
    node = view.tree.function(key)
    given = {
        name.value
        for part in (walk(node) if node is not None else ())
        if isinstance(part, ast.Return) and part.value is not None
        for made in walk(part.value)
        if isinstance(made, ast.Dict)
        for name, value in zip(made.keys, made.values, strict=True)
        if isinstance(name, ast.Constant) and isinstance(value, ast.Name) and value.id == name.value
    }
    return min(given & decisive(view.tree, key), default="") if given else ""


def _asked(view: View, site: Site, cls: Key, below: set[Key]) -> str:
    """What methods of a new object do that a function calls, apart from giving tensors; "" for nothing."""
    for asked, method in methods_asked(view, site.node, cls):
        if method in view.tree.graph.creating:
            if called_there(view, asked) is None:
                return f"`{ast.unparse(asked)}` makes variables where no layer can host them"
            continue
        why = why_not(view, method, below, cls)
        if why:
            return f"`{ast.unparse(asked)}` {why}"
    return ""


def _made_here(view: View, site: Site, cls: Key | None) -> str:
    """Why an object cannot be made in the `call` of the layer, "" where it can."""
    if cls is None or site.settings or site.inside is not None:
        return "is made where no layer can host it"
    below: set[Key] = set()
    init = view.tree.graph.method(cls, "__init__")
    why = not_plain(view, cls) or (why_not(view, init, below, cls) if init is not None else "")
    why = why or ("makes a `tf.Variable`" if makes_variables(view, below) else "")
    return why or not_hosted(view, site.node, cls) or _asked(view, site, cls, below)


def _shares_with(view: View, one: Neighbour, before: Sequence[Neighbour]) -> bool:
    """Whether all that a call shares was made by the same function, in the same scope, by a call that runs before it."""
    if one.counted or any("{" in level for level in one.levels):
        return False
    around = [s for s in one.site.scopes if s.kind == "variable_scope"]
    for other in before:
        same = other.site.callee == one.site.callee and other.levels == one.levels
        scopes = [s for s in other.site.scopes if s.kind == "variable_scope"]
        runs = all(arm in one.site.arms for arm in other.site.arms) and not other.site.loops
        runs = runs and _end(other.site.node) <= (one.site.node.lineno, one.site.node.col_offset)
        if same and scopes == around and runs:
            return not any(_is_beside(view, site, around, one.levels) for site in view.sites)
    return False


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _is_beside(view: View, site: Site, around: Sequence[Scope], levels: Collection[str]) -> bool:
    """Whether the layer may make something itself in a scope of one of these names."""
    from migrate.lift.functions.called_values import are_alike
    from migrate.lift.functions.site_names import literal, site_name

    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    if scopes[: len(around)] != list(around) or (
        site.kind == "function" and site.callee not in view.lifted
    ):
        return False
    lifted = view.lifted_as(site)
    name = scopes[len(around)].name if len(scopes) > len(around) else site_name(view, site)
    level = literal(name) or "{"
    if lifted is not None and lifted.transparent and len(scopes) == len(around):
        level = "{"
    return any(are_alike(level, one) for one in levels)


def shared_by_others(view: View, key: Key) -> str:
    """A function in which something else makes variables that another one makes for this one, "" for none.

    Args:
      key: the function that makes them; the one of the view for all of its own.
    """
    graph, names = view.tree.graph, dict(view.all_names)
    for caller in sorted(graph.creating):
        if caller != view.key:
            found = names.get(caller) or function_names(graph, caller)
            keys = [{one for one, _ in v.within} for v in found.runs]
            pairs = list(zip(found.runs, keys, strict=True)) if found.complete else []
            mine = {v.name for v, k in pairs if key in k and view.key in k}
            others = {v.name for v, k in pairs if view.key not in k} if mine else set()
            if any(may_be_one(one, other) for one in mine for other in others):
                return caller[1] or caller[0]
            if not found.complete and view.key in below(graph, [caller]):
                return caller[1] or caller[0]
    return ""
