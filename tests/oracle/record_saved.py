"""Restores a checkpoint that ``migrate.checkpoint.save_tf1`` wrote, under TF 1.15.5, and records what it read.

    python tests/oracle/record_saved.py PREFIX NAMES.json RESTORED.json

The variables are made with ``tf.get_variable`` and restored with ``tf.train.Saver``: shards under a partitioner of
another number of shards than they were saved with, everything else as it is. Needs Python 3.7 with TF 1.15.5.
"""

import io
import json
import sys

import tensorflow as tf


def main(prefix, names_path, out):
    assert tf.__version__ == "1.15.5", tf.__version__
    with io.open(names_path, encoding="utf-8") as f:
        rows = json.load(f)["variables"]
    variables = {}
    with tf.Graph().as_default(), tf.Session() as session:
        for row in rows:
            key = row.get("key", row["name"])
            if key in variables:
                continue
            partitioner = None
            shape = row["shape"]
            if "full_shape" in row:
                shape = row["full_shape"]
                partitioner = tf.fixed_size_partitioner(3, axis=0)
            variables[key] = tf.get_variable(
                key,
                shape,
                dtype=tf.as_dtype(row["dtype"]),
                trainable=row["trainable"],
                partitioner=partitioner,
            )
        assert tf.train.latest_checkpoint(prefix.rpartition("/")[0]) == prefix
        tf.train.Saver().restore(session, prefix)
        read = {}
        for key in variables:
            value = session.run(tf.convert_to_tensor(variables[key]))
            read[key] = {
                "shape": list(value.shape),
                "dtype": value.dtype.name,
                "values": value.astype("float64").ravel().tolist(),
            }
    with io.open(out, "w", encoding="utf-8") as f:
        f.write("{\n")
        f.write(",\n".join("%s: %s" % (json.dumps(k), json.dumps(read[k])) for k in sorted(read)))
        f.write("\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
