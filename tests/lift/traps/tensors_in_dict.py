import tensorflow as tf


def by_key(feats, params):
    with tf.variable_scope("by_key"):
        outs = []
        for k in sorted(feats):
            outs.append(tf.layers.dense(feats[k], params["dims"][k], name=k))
        x = tf.concat(outs, 1)
        if params.get("extra"):
            x = tf.layers.dense(x, params["extra"], name="extra")
        return {"out": x, "n": len(outs)}


def by_item(feats):
    with tf.variable_scope("by_item"):
        outs = [tf.layers.dense(v, 2, name=k) for k, v in sorted(feats.items())]
        return tf.add_n(outs)


def by_number(feats):
    with tf.variable_scope("by_number"):
        return tf.add_n([tf.layers.dense(feats[i], 2, name="d%d" % i) for i in range(len(feats))])


def beside(x, feats):
    with tf.variable_scope("beside"):
        x = tf.layers.dense(x, 2, name="own")
        for name in feats:
            x += tf.layers.dense(feats[name], 2, name="of_" + name)
        return x


def forward(x):
    out = by_key({"b": x, "a": x * 2.0}, {"dims": {"a": 2, "b": 3}, "extra": 4})
    with tf.variable_scope("second"):
        more = by_key({"a": x}, dict(dims={"a": 4}))
    y = out["out"] * more["out"] + more["n"]
    feats = {"a": y, "c": x}
    return by_item(feats) + by_number([x, y]) + beside(x, {"c": y})
