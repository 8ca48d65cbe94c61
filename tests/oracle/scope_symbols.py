"""Which TF1 symbols `migrate.compat_scope` supplies, under the same path."""

from __future__ import annotations

# Whole namespaces.
NAMESPACES = (
    "tf.layers.",
    "tf.nn.rnn_cell.",
    "tf.contrib.rnn.",
    "tf.contrib.seq2seq.",
)
SYMBOLS = frozenset("tf." + name for name in """
    variable_scope VariableScope get_variable get_local_variable get_variable_scope Variable
    AUTO_REUSE name_scope op_scope variable_op_scope make_template no_regularizer GraphKeys
    add_to_collection add_to_collections get_collection get_collection_ref global_variables
    local_variables trainable_variables model_variables moving_average_variables all_variables
    global_variables_initializer local_variables_initializer variables_initializer
    initialize_all_variables initialize_local_variables initialize_variables
    fixed_size_partitioner variable_axis_size_partitioner min_max_variable_partitioner
    train.create_global_step train.get_global_step train.get_or_create_global_step
    train.global_step
    nn.dynamic_rnn nn.bidirectional_dynamic_rnn nn.static_rnn nn.static_bidirectional_rnn
    nn.static_state_saving_rnn nn.raw_rnn
    contrib.training.HParams
    """.split())
CONTRIB = frozenset("tf.contrib." + name for name in """
    layers.fully_connected layers.linear layers.relu layers.relu6 layers.conv2d
    layers.convolution layers.convolution1d layers.convolution2d layers.convolution3d
    layers.conv1d layers.conv3d layers.conv2d_transpose layers.convolution2d_transpose
    layers.conv2d_in_plane layers.convolution2d_in_plane layers.separable_conv2d
    layers.separable_convolution2d layers.conv3d_transpose layers.convolution3d_transpose
    layers.batch_norm layers.layer_norm layers.instance_norm layers.group_norm layers.flatten
    layers.dropout layers.max_pool2d layers.avg_pool2d layers.max_pool3d layers.avg_pool3d
    layers.pool layers.bias_add layers.embed_sequence layers.embedding_lookup_unique
    layers.one_hot_encoding layers.unit_norm layers.repeat layers.stack layers.softmax
    layers.legacy_fully_connected layers.legacy_linear layers.legacy_relu
    layers.xavier_initializer layers.xavier_initializer_conv2d
    layers.variance_scaling_initializer layers.l1_regularizer layers.l2_regularizer
    layers.l1_l2_regularizer layers.sum_regularizer layers.apply_regularization
    layers.optimize_loss layers.spatial_softmax layers.maxout
    layers.summarize_activation layers.summarize_activations layers.summarize_collection
    layers.summarize_tensor layers.summarize_tensors
    framework.arg_scope framework.add_arg_scope framework.arg_scoped_arguments
    framework.has_arg_scope framework.current_arg_scope framework.arg_scope_func_key
    framework.variable framework.model_variable framework.local_variable
    framework.global_variable framework.get_variables framework.get_model_variables
    framework.get_local_variables framework.get_trainable_variables
    framework.get_variables_to_restore framework.get_variables_by_name
    framework.get_variables_by_suffix framework.get_unique_variable
    framework.get_variable_full_name framework.filter_variables framework.add_model_variable
    framework.get_global_step framework.get_or_create_global_step framework.create_global_step
    framework.assert_global_step framework.assign_from_checkpoint
    framework.assign_from_checkpoint_fn framework.assign_from_values
    framework.assign_from_values_fn framework.init_from_checkpoint framework.nest
    """.split())
SLIM = "tf.contrib.slim."


def supplied(symbol: str) -> bool:
    """Whether the shim supplies the symbol."""
    if symbol in SYMBOLS or symbol in CONTRIB:
        return True
    if symbol.startswith(SLIM):
        rest = symbol[len(SLIM) :]
        return "." not in rest and (
            "tf.contrib.layers." + rest in CONTRIB or "tf.contrib.framework." + rest in CONTRIB
        )
    return symbol.startswith(NAMESPACES)
