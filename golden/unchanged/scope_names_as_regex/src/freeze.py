import re

import keras
import tensorflow as tf


def trainable(model: keras.Model, scope: str | None = None, exclude=()):
    variables = [v for v in model.trainable_variables if not scope or re.match(scope, v.path)]
    return [v for v in variables if not any(v.path.startswith(e) for e in exclude)]


def finetune(model, loss_fn, scopes=("head", "block_5/.*"), training=True):
    chosen = [v for scope in scopes for v in trainable(model, scope, exclude=["head/frozen"])]
    optimizer = keras.optimizers.AdamW(1e-4)

    @tf.function(reduce_retracing=True)
    def step(x, y):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch([v.value for v in chosen])
            loss = loss_fn(y, model(x, training=training))
        optimizer.apply(tape.gradient(loss, [v.value for v in chosen]), chosen)
        return loss

    return step
