import tensorflow as tf

tf.keras.mixed_precision.set_global_policy("mixed_float16")
tf.config.optimizer.set_jit(True)
tf.config.threading.set_intra_op_parallelism_threads(2)
tf.config.run_functions_eagerly(False)


class Deep(tf.keras.layers.Layer):
    def __init__(self, depth, **kwargs):
        super().__init__(dtype="float32", **kwargs)
        self.blocks = [tf.keras.layers.Dense(4, activation="gelu") for _ in range(depth)]

    def call(self, x):
        for block in self.blocks:
            x = tf.recompute_grad(block)(x)
        return tf.cast(x, self.compute_dtype)


for gpu in tf.config.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(gpu, True)

with tf.device("/CPU:0"), tf.init_scope():
    start = tf.timestamp()
with tf.profiler.experimental.Trace("step", step_num=1, _r=1):
    print(tf.executing_eagerly(), tf.test.is_built_with_cuda())
