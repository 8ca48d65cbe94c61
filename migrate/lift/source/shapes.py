"""Static shapes of inputs, in the words of ``build``: ``x.shape[-1].value`` -> ``x_shape[-1]``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType

from migrate.lift.checks.changed_arguments import changed
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.dimensions import Dimensions
from migrate.lift.source.helpers import told_rank
from migrate.lift.source.measured import measured_whole
from migrate.lift.source.operation_rules import shape_rules
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.plan.times import Time


class Shapes:
    """Translates expressions over static shapes.

    Attributes:
      asked: the parameters whose shape is asked for.
      asked_lists: those of them that are lists of tensors.
      asked_types: the parameters whose type is asked for, of a target whose ``build`` is told it.
      shown: what the shape of a parameter is called, where not ``x_shape``.
    """

    def __init__(self, view: View, shown: Mapping[str, str] = MappingProxyType({})) -> None:
        self._view = view
        self.shown = shown
        self.asked: set[str] = set()
        self.asked_lists: set[str] = set()
        self.asked_types: set[str] = set()

    def translate(self, node: ast.expr, text: Callable[[ast.expr], str]) -> str | None:
        """The text for a node that reads a shape; None for any other.

        Raises:
          Refused: the shape is of a tensor that is computed on the way.
        """
        if isinstance(node, ast.Subscript):
            return self._dimension(node, text)
        tensor = self._whole_shape(node)
        if tensor is not None:
            return self._shape_of(tensor)
        if isinstance(node, ast.ListComp) and self._is_whole(node):
            return f"list({text(node.generators[0].iter)})"
        if isinstance(node, ast.Attribute) and node.attr == "dtype" and self._is_given(node.value):
            self.asked_types.add(ast.unparse(node.value))
            return f"{ast.unparse(node.value)}_dtype"
        if isinstance(node, ast.Attribute) and node.attr == "value":
            if isinstance(node.value, ast.Name) and self._is_dimension(node.value):
                return node.value.id
        if isinstance(node, ast.Attribute) and self._is_shape(node.value):
            if node.attr in ("ndims", "rank"):
                return f"len({text(node.value)})"
            if node.attr in ("value", "dims"):
                return text(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "as_list" and self._is_shape(node.func.value):
                inner = text(node.func.value)
                return inner if inner.startswith("list(") else f"list({inner})"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args[0] if node.func.id == "len" and node.args else None
            if isinstance(given, ast.Name) and given.id in self.asked_lists:
                return f"len({given.id}_shape)"
        if isinstance(node, ast.Call):
            callee = self._view.tree.callee(self._view.source, node)
            if self._view.tree.is_helper(callee) and node.args:
                if isinstance(node.args[0], ast.Name):
                    return f"list({self._shape_of(node.args[0])})"
                raise Refused("TF311", f"shape of `{ast.unparse(node.args[0])}`", node.lineno)
        return None

    def _is_given(self, node: ast.expr) -> bool:
        """Whether a node is a tensor as it was given, and ``build`` is told its type."""
        if self._view.target.imported or not isinstance(node, ast.Name):
            return False
        given = node.id in self._view.param_names and not self._view.assignments(node.id)
        return given and self._view.time(node) is Time.CALL

    def _dimension(self, node: ast.Subscript, text: Callable[[ast.expr], str]) -> str | None:
        """The last dimension of a tensor that is computed on the way; None for what has a shape of its own."""
        whole = node.value
        if isinstance(whole, ast.Name):
            tensor: ast.expr | None = self.listed(whole.id)
        elif isinstance(whole, ast.Call) and self._view.tree.is_helper(self._callee(whole)):
            tensor = measured_whole(self._view, whole)
        else:
            if isinstance(whole, ast.Call) and isinstance(whole.func, ast.Attribute):
                whole = whole.func.value if whole.func.attr == "as_list" else whole
            tensor = self._whole_shape(whole)
        if not isinstance(tensor, ast.Name):
            return None
        try:
            index = ast.literal_eval(node.slice)
            if tensor.id in self._view.widths:  # it says itself how wide it is
                raise Refused("TF311", f"shape of `{tensor.id}`", node.lineno)
            self._origin(tensor.id, tensor.lineno, 0)
        except ValueError:
            return None
        except Refused:
            at = tensor.lineno, tensor.col_offset
            ways = Dimensions(
                *(self._view, self._last_of, self._size_of, text),
                side_by_side=self._side_by_side,
            )
            found = ways.last(tensor, at)
            if found is not None and index in (-1, (found[1] or self._told_rank(whole)) - 1):
                return self._as_operand(found[0], node) if index else None
        return None

    def _as_operand(self, text: str, node: ast.expr) -> str:
        """A number in the place of an expression: in parentheses where it is a part of a larger one."""
        above = self._view.parents.get(id(node))
        if isinstance(above, ast.Attribute) and above.attr == "value":
            above = self._view.parents.get(id(above))
        inside = isinstance(above, (ast.BinOp, ast.UnaryOp, ast.Attribute, ast.Subscript))
        number = isinstance(ast.parse(text, mode="eval").body, ast.BinOp)
        return f"({text})" if inside and number else text

    def _told_rank(self, whole: ast.expr) -> int:
        """The rank that a helper asks of the tensor whose shape it gives, 0 when it asks for none."""
        if isinstance(whole, ast.Name):
            assigned = self._view.assignments(whole.id)
            whole = assigned[0].value if isinstance(assigned[0], ast.Assign) else whole
        callee = self._callee(whole) if isinstance(whole, ast.Call) else None
        function = self._view.tree.function(callee) if callee is not None else None
        if callee is None or function is None or not isinstance(whole, ast.Call):
            return 0
        return told_rank(self._view.tree.sources[callee[0]], function, whole)

    def _callee(self, node: ast.Call) -> Key | None:
        return self._view.tree.callee(self._view.source, node)

    def listed(self, name: str) -> ast.Name | None:
        """The tensor that is computed on the way and whose shape a name is a list of; None for any other name."""
        assigned = self._view.assignments(name)
        if len(assigned) != 1 or name in self._view.param_names or name in self._view.changed:
            return None
        one = assigned[0]
        if not isinstance(one, ast.Assign) or not isinstance(one.targets[0], ast.Name):
            return None
        tensor = measured_whole(self._view, one.value)
        if tensor is None:
            return None
        try:
            self._origin(tensor.id, tensor.lineno, 0)
        except Refused:
            return tensor
        return None

    def _last_of(self, tensor: ast.Name) -> str:
        """The last dimension of a parameter as it was given."""
        self.asked.add(tensor.id)
        return f"{self._shown(tensor.id)}[-1]"

    def _size_of(self, tensor: ast.Name) -> str:
        """How many numbers each example of a parameter as it was given has."""
        self.asked.add(tensor.id)
        return f"tf.TensorShape({self._shown(tensor.id)}[1:]).num_elements()"

    def _side_by_side(self, tensors: ast.Name) -> str | None:
        """The last dimensions of the tensors in a list that is a parameter, added up."""
        name = tensors.id
        if name not in self._view.param_names or not (
            self._is_list(name) or self._given_lists(name)
        ):
            return None
        if any(name in set(changed(n)) for n in own_nodes(self._view.body)):
            return None
        self.asked.add(name)
        self.asked_lists.add(name)
        return f"sum(shape[-1] for shape in {self._shown(name)})"

    def _given_lists(self, name: str) -> bool:
        """Whether every caller gives a list for a parameter."""
        calls = self._view.tree.all_calls_of(self._view.key)
        given = [bind(c, self._view.node, self._view.key).get(name) for _, c in calls or ()]
        return bool(given) and all(isinstance(g, (ast.List, ast.ListComp)) for g in given)

    def _is_whole(self, node: ast.ListComp) -> bool:
        """Whether a comprehension only takes the numbers out of a shape: ``[d.value for d in x.shape]``."""
        only = node.generators[0]
        return (
            len(node.generators) == 1
            and not only.ifs
            and isinstance(only.target, ast.Name)
            and ast.unparse(node.elt) == f"{only.target.id}.value"
            and self._is_shape(only.iter)
        )

    def _is_dimension(self, name: ast.Name) -> bool:
        """Whether a name goes through a shape in the comprehension around it."""
        for above in self._above(name):
            for generator in getattr(above, "generators", ()):
                if isinstance(generator.target, ast.Name) and generator.target.id == name.id:
                    return self._is_shape(generator.iter)
        return False

    def _is_shape(self, node: ast.expr) -> bool:
        return self._view.time(node) is Time.SHAPE

    def _whole_shape(self, node: ast.expr) -> ast.Name | ast.Subscript | None:
        """The tensor when the node is ``x.shape`` or ``x.get_shape()``."""
        if isinstance(node, ast.Call) and not node.args and isinstance(node.func, ast.Attribute):
            if node.func.attr == "get_shape":
                return self._tensor(node.func.value)
            return None
        if isinstance(node, ast.Attribute) and node.attr == "shape":
            return self._tensor(node.value)
        return None

    def _tensor(self, node: ast.expr) -> ast.Name | ast.Subscript | None:
        if self._view.time(node) is not Time.CALL:
            return None
        if isinstance(node, ast.Name):
            return node
        if isinstance(node, ast.Subscript) and self._item_of_list(node):
            return node
        text = ast.unparse(node)
        raise Refused("TF311", f"shape of `{text}`, which is computed on the way", node.lineno)

    def _item_of_list(self, node: ast.Subscript) -> bool:
        """Whether a node is an item of a list of tensors that is a parameter: ``xs[0]``, before it is changed."""
        if not isinstance(node.value, ast.Name):
            return False
        name = node.value.id
        try:
            index = ast.literal_eval(node.slice)
        except ValueError:
            return False
        if not isinstance(index, int):
            return False
        bound = [
            n
            for n in own_nodes(self._view.body)
            if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)
        ]
        changes = [n for n in own_nodes(self._view.body) if name in set(changed(n))]
        before = [n for n in changes if getattr(n, "lineno", 0) <= node.lineno]
        loops = any(isinstance(p, (ast.For, ast.While)) for p in self._above(node))
        plain = name in self._view.param_names and not bound and not before
        return plain and not (loops and changes) and self._is_list(name)

    def _is_list(self, name: str) -> bool:
        """Whether a parameter is used as a list of tensors: its length is asked, or a loop goes through it."""
        for part in own_nodes(self._view.body):
            over: list[ast.expr] = []
            if isinstance(part, (ast.For, ast.comprehension)):
                over = _gone_through(part.iter)
            elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                over = part.args if part.func.id == "len" else []
            if any(isinstance(o, ast.Name) and o.id == name for o in over):
                return True
        return False

    def _above(self, node: ast.AST) -> list[ast.AST]:
        found = []
        while id(node) in self._view.parents:
            node = self._view.parents[id(node)]
            found.append(node)
        return found

    def _shape_of(self, tensor: ast.Name | ast.Subscript) -> str:
        if isinstance(tensor, ast.Subscript):
            assert isinstance(tensor.value, ast.Name)
            self.asked.add(tensor.value.id)
            self.asked_lists.add(tensor.value.id)
            return f"{self._shown(tensor.value.id)}[{ast.unparse(tensor.slice)}]"
        name = self._origin(tensor.id, tensor.lineno, 0)
        self.asked.add(name)
        return self._shown(name)

    def _shown(self, name: str) -> str:
        return self.shown.get(name, f"{name}_shape")

    def _origin(self, name: str, line: int, depth: int) -> str:
        """The parameter whose shape a tensor has at a line."""
        assigned = [
            n
            for n in own_nodes(self._view.body)
            if isinstance(n, (ast.Assign, ast.AugAssign, ast.For, ast.AnnAssign, ast.With))
            and n in self._view.assignments(name)
            and (n.lineno < line or self._in_loop_with(n, line))
        ]
        is_param = name in self._view.param_names
        if not assigned:
            if is_param:
                return name
            raise Refused("TF311", f"shape of `{name}`", line)
        origins = set()
        for node in assigned:
            value = getattr(node, "value", None)
            if isinstance(node, ast.Assign) and isinstance(value, ast.Name) and depth < 5:
                origins.add(self._origin(value.id, node.lineno, depth + 1))
                continue
            keeps = (
                isinstance(value, ast.Call)
                and self._view.source.called(value) in shape_rules().keep
            )
            first = value.args[0] if keeps and isinstance(value, ast.Call) and value.args else None
            if not isinstance(first, ast.Name) or depth > 5:
                text = f"shape of `{name}`, which is computed on the way"
                raise Refused("TF311", text, node.lineno)
            origins.add(
                name if first.id == name else self._origin(first.id, node.lineno, depth + 1)
            )
        if len(origins) != 1 or (origins == {name} and not is_param):
            raise Refused("TF311", f"shape of `{name}`, which is computed on the way", line)
        return origins.pop()

    def _in_loop_with(self, node: ast.AST, line: int) -> bool:
        above: ast.AST | None = node
        while above is not None:
            if isinstance(above, (ast.For, ast.While)):
                if above.lineno <= line <= (above.end_lineno or above.lineno):
                    return True
            above = self._view.parents.get(id(above))
        return False


def _gone_through(node: ast.expr) -> list[ast.expr]:
    """What a loop goes through, in step or with a count."""
    found = [node]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in ("zip", "enumerate", "reversed"):
            found += [part for a in node.args for part in _gone_through(a)]
    return found
