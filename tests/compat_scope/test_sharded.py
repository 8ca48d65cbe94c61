"""Partitioners of TF 2, and variables that a parameter-server strategy shards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope as cs

TABLE = np.arange(12, dtype=np.float32).reshape(6, 2)
partitioners = tf.distribute.experimental.partitioners


@pytest.mark.parametrize(
    ("partitioner", "shards"),
    [
        (partitioners.FixedShardsPartitioner(2), 2),
        (partitioners.MinSizePartitioner(8, 3), 3),
        (partitioners.MaxSizePartitioner(16), 3),
    ],
)
def test_partitioners_of_parameter_servers(partitioner: Any, shards: int) -> None:
    with cs.variable_scope("a", partitioner=partitioner):
        table = cs.get_variable("table", initializer=tf.constant(TABLE))
    assert [v.name for v in table] == [f"a/table/part_{i}:0" for i in range(shards)]
    rows = tf.compat.v1.nn.embedding_lookup(table, [0, 3, 5], partition_strategy="div")
    np.testing.assert_array_equal(rows, TABLE[[0, 3, 5]])


CLUSTER = """
import os, socket, sys

import numpy as np
import tensorflow as tf

from migrate import checkpoint, compat_scope as cs


def port():
    with socket.socket() as s:
        s.bind(("localhost", 0))
        return s.getsockname()[1]


TABLE = np.arange(12, dtype=np.float32).reshape(6, 2)
spec = {job: [f"localhost:{port()}" for _ in range(n)] for job, n in (("worker", 1), ("ps", 2))}
cluster = tf.train.ClusterSpec(spec)
servers = [
    tf.distribute.Server(cluster, job_name=job, task_index=i, protocol="grpc")
    for job in spec
    for i in range(len(spec[job]))
]
resolver = tf.distribute.cluster_resolver.SimpleClusterResolver(cluster, rpc_layer="grpc")
strategy = tf.distribute.ParameterServerStrategy(
    resolver, variable_partitioner=tf.distribute.experimental.partitioners.FixedShardsPartitioner(2)
)


def model(ids):
    with cs.variable_scope("model"):
        table = cs.get_variable("table", [6, 2])
        bias = cs.get_variable("bias", [2], initializer=tf.ones_initializer())
        kinds.add(type(table).__name__)
        return tf.nn.embedding_lookup(table, ids) + bias


kinds = set()
module = cs.ScopedModule(model)
with strategy.scope():
    module(tf.constant([0]))
assert list(module.names) == ["model/table", "model/bias"], module.names
result = checkpoint.restore(module, sys.argv[1])
assert sorted(result.matched) == ["model/bias", "model/table"], result
coordinator = tf.distribute.coordinator.ClusterCoordinator(strategy)
step = tf.function(lambda: module(tf.constant([1, 4])))
np.testing.assert_array_equal(coordinator.schedule(step).fetch(), TABLE[[1, 4]] + 1.0)
assert kinds == {"ShardedVariable"}, kinds
print("equal", flush=True)
os._exit(0)  # servers have no end
"""


def test_a_parameter_server_strategy_shards_the_variables(tmp_path: Path) -> None:
    """A tracked function in a cluster of two parameter servers: TF1's names, one checkpoint key for all shards."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        with tf.compat.v1.variable_scope("model"):
            tf.compat.v1.get_variable("table", initializer=TABLE)
            tf.compat.v1.get_variable("bias", initializer=np.ones(2, np.float32))
        session.run(tf.compat.v1.global_variables_initializer())
        path = tf.compat.v1.train.Saver().save(session, str(tmp_path / "model.ckpt"))
    command = [sys.executable, "-c", CLUSTER, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.stdout.strip().endswith("equal"), done.stderr[-3000:]
