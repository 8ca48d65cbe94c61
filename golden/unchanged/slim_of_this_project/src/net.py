"""The vocabulary of slim, from a module of this project."""
import slim


@slim.add_arg_scope
def unit(x, depth, stride=1, scope=None, outputs_collections=None):
    with slim.variable_scope(scope, "unit", [x]) as sc:
        x = slim.batch_norm(x, scope="preact")
        return slim.utils.collect_named_outputs(outputs_collections, sc, x * depth * stride)
