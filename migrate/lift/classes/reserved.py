"""Names that Keras' layers and `tf.Module`s use themselves: attributes and methods of a class must not hide them."""

from __future__ import annotations

from migrate.lift.text import naming

# Of models, not of layers.
_OF_MODELS = frozenset("""
    compile evaluate export_spec fit inputs layers loss name_scope optimizer outputs predict save
    submodules summary updates with_name_scope
    """.split())  # noqa: SIM905
# Keras 3.15 with TensorFlow 2.21, private ones included: dir(keras.layers.Layer()).
_MORE = frozenset("""
    add_variable call_signature_parameters quantization_config quantized_build quantized_call
    rematerialized_call _add_trackable_child _add_variable_with_custom_getter
    _allow_non_tensor_positional_args _api_export_path _api_export_symbol_id _assert_input_compatibility
    _auto_config _awq_call _build_at_init _build_by_run_for_kwargs _build_by_run_for_single_pos_arg
    _build_shapes_dict _call_context_args _call_has_context_arg _call_has_mask_arg _call_has_training_arg
    _call_signature _called _check_load_own_variables _check_quantize_args _check_super_called
    _checkpoint_adapter _checkpoint_dependencies _clear_losses _convert_input_args
    _convert_tracked_collections _copy_trackable_to_cpu _default_save_signature _deferred_dependencies
    _delete_tracking _deserialization_dependencies _deserialize_from_proto _dtype_policy
    _export_to_saved_model_graph _flatten_layers _float8_call _gather_saveables_for_checkpoint
    _get_call_context _get_node_attribute_at_index _get_own_losses _get_regularization_losses _get_save_spec
    _gptq_call _handle_deferred_dependencies _inbound_nodes _initialize_tracker _input_spec _int4_call
    _int8_call _layers _lock _lock_state _lookup_dependency _loss_ids _losses _losses_override _maybe_build
    _maybe_initialize_trackable _maybe_reset_call_context _metrics _name_based_attribute_restore
    _name_based_restores _no_dependency _non_trainable_variables _not_implemented_error _obj_type
    _object_identifier _open_name_scope _outbound_nodes _parent_path _path _post_build _post_track_variable
    _post_untrack_variable _preload_simple_restoration _quantization_mode_error _register_call_context_args
    _remat_mode _resolve_and_populate_arg _restore_from_tensors _saved_model_arg_spec _saved_model_inputs_spec
    _seed_generators _self_name_based_restores _self_saveable_object_factories _self_setattr_tracking
    _self_unconditional_checkpoint_dependencies _self_unconditional_deferred_dependencies
    _self_unconditional_dependency_names _self_update_uid _serialize_to_proto _serialize_to_tensors
    _set_mask_metadata _set_save_spec _setattr_hook _setattr_tracking _supports_masking _tf_api_names
    _tf_api_names_v1 _track_trackable _track_variable _trackable_children _tracked _tracker _trainable
    _trainable_variables _unconditional_checkpoint_dependencies _unconditional_dependency_names
    _unpickle_model _untrack_variable _update_uid
    """.split())  # noqa: SIM905
RESERVED = (naming.RESERVED - _OF_MODELS) | _MORE
# What every constructor of a layer takes, apart from `name`.
KERAS_ARGUMENTS = ("dtype", "trainable", "autocast", "activity_regularizer", "kwargs")
# TensorFlow 2.21, private ones included: dir(tf.Module()).
OF_MODULES = frozenset("""
    name name_scope non_trainable_variables submodules trainable_variables variables with_name_scope
    _TF_MODULE_IGNORED_PROPERTIES _add_trackable_child _add_variable_with_custom_getter _checkpoint_adapter
    _checkpoint_dependencies _copy_trackable_to_cpu _deferred_dependencies _delete_tracking
    _deserialization_dependencies _deserialize_from_proto _export_to_saved_model_graph _flatten
    _gather_saveables_for_checkpoint _handle_deferred_dependencies _lookup_dependency
    _maybe_initialize_trackable _name _name_based_attribute_restore _name_based_restores _name_scope
    _no_dependency _object_identifier _preload_simple_restoration _restore_from_tensors _scope_name
    _serialize_to_proto _serialize_to_tensors _setattr_tracking _tf_api_names _tf_api_names_v1
    _track_trackable _trackable_children _unconditional_checkpoint_dependencies
    _unconditional_dependency_names _update_uid
    """.split())  # noqa: SIM905
MODULE_RESERVED = OF_MODULES | {"build", "built", "losses"}  # what lifting writes itself
