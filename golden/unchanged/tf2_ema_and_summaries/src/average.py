import tensorflow as tf

ema = tf.train.ExponentialMovingAverage(0.99)
v = tf.Variable(1.0, name="v")
writer = tf.summary.create_noop_writer()


@tf.function
def step(i):
    v.assign_add(1.0)
    ema.apply([v])
    tf.summary.scalar("v", v, step=i)
    tf.summary.histogram("h", tf.random.normal([3]), i)
    tf.print("step", i, ema.average(v))
    return tf.cond(v > 2.0, lambda: v * 2.0, lambda: tf.identity(v))


with writer.as_default():
    for i in tf.range(3, dtype=tf.int64):
        step(i)
dataset = tf.data.Dataset.from_tensor_slices([1.0, 2.0, 3.0]).batch(2, True)
print([tf.map_fn(lambda t: t + 1.0, x).numpy().tolist() for x in dataset])
print(next(iter(dataset)).numpy(), tf.strings.split(["a b"]).to_list(), tf.strings.length("é", unit="UTF8_CHAR"))
