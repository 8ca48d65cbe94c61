"""Settings of this project's layers, given by `**` and by a function that another module renames."""
from project_layers import arg_scope, batch_norm, conv2d


def net_arg_scope(decay=0.9):
    batch_norm_params = {"decay": decay, "scale": True}
    with arg_scope([conv2d], normalizer_fn=batch_norm):
        with arg_scope([batch_norm], **batch_norm_params) as sc:
            return sc
