"""Exporting an estimator as a SavedModel."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from migrate.compat_scope.estimator.mode_keys import ModeKeys

if TYPE_CHECKING:
    from migrate.compat_scope.estimator.estimator import Estimator

_v1 = tf.compat.v1


def export(
    estimator: Estimator,
    export_dir_base: str,
    receiver_fn: Callable[[], Any],
    assets_extra: Mapping[str, str] | None,
    as_text: bool,
    checkpoint_path: str | None,
) -> str:
    """See :meth:`Estimator.export_saved_model`."""
    if receiver_fn is None:
        raise ValueError("An input_receiver_fn must be defined.")
    checkpoint_path = checkpoint_path or estimator.latest_checkpoint()
    if not checkpoint_path:
        raise ValueError(f"Couldn't find trained model at {estimator.model_dir}.")
    with tf.Graph().as_default():
        _v1.train.create_global_step()
        tf.compat.v1.set_random_seed(estimator.config.tf_random_seed)
        received = receiver_fn()
        spec = estimator.call_model_fn(received.features, None, ModeKeys.PREDICT, estimator.config)
        signatures = {
            name: output.as_signature_def(received.receiver_tensors)
            for name, output in (spec.export_outputs or {}).items()
        }
        with _v1.Session(config=estimator.session_config) as session:
            initializer = spec.scaffold.local_init_op or _v1.train.Scaffold.default_local_init_op()
            saver = spec.scaffold.saver or _v1.train.Saver(sharded=True)
            saver.restore(session, checkpoint_path)
            return _write(export_dir_base, session, signatures, initializer, assets_extra, as_text)


def _write(
    base: str,
    session: Any,
    signatures: Mapping[str, Any],
    initializer: Any,
    assets_extra: Mapping[str, str] | None,
    as_text: bool,
) -> str:
    """Writes beside the place and moves it there, so that nobody serves a half of it."""
    stamp = int(time.time())
    while os.path.exists(os.path.join(base, str(stamp))):
        stamp += 1
    partial, place = os.path.join(base, f"temp-{stamp}"), os.path.join(base, str(stamp))
    builder = _v1.saved_model.Builder(partial)
    builder.add_meta_graph_and_variables(
        session,
        [tf.saved_model.SERVING],
        signature_def_map=signatures,
        assets_collection=_v1.get_collection(_v1.GraphKeys.ASSET_FILEPATHS),
        main_op=initializer,
        strip_default_attrs=True,
    )
    builder.save(as_text)
    for name, source in (assets_extra or {}).items():
        target = os.path.join(partial, "assets.extra", name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target)
    os.rename(partial, place)
    return place
