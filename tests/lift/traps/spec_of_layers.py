import tensorflow as tf

SPEC = [("dense", 4), ("norm", None), ("dense", 3), ("tanh", None)]


def run(x, spec):
    for i, (kind, n) in enumerate(spec):
        if kind == "dense":
            x = tf.layers.dense(x, n)
        elif kind == "norm":
            x = tf.contrib.layers.layer_norm(x)
        else:
            x = getattr(tf, kind)(x)
    return x


def forward(x):
    with tf.variable_scope("spec"):
        return run(run(x, SPEC), reversed(SPEC))
