"""zihangdai/xlnet: the two-stream encoder with its memory, the summary, and the losses."""

import argparse

import numpy as np
import probe_common
import tensorflow as tf

import modeling
import xlnet

LENGTH, BATCH, PREDICT, MEMORY = 6, 4, 2, 4


def settings(**changes):
    values = dict(
        n_layer=2,
        d_model=12,
        n_head=3,
        d_head=4,
        d_inner=20,
        ff_activation="gelu",
        untie_r=True,
        n_token=19,
        use_tpu=False,
        use_bfloat16=False,
        dropout=0.1,
        dropatt=0.1,
        init="normal",
        init_range=0.1,
        init_std=0.02,
        clamp_len=-1,
        mem_len=MEMORY,
        reuse_len=3,
        bi_data=False,
        same_length=False,
    )
    values.update(changes)
    return argparse.Namespace(**values)


def model(flags, **inputs):
    ids = np.arange(LENGTH * BATCH).reshape(LENGTH, BATCH) % 19
    mask = np.zeros([LENGTH, BATCH], np.float32)
    mask[:2, 1] = 1
    return xlnet.XLNetModel(
        xlnet_config=xlnet.XLNetConfig(FLAGS=flags),
        run_config=xlnet.create_run_config(False, False, flags),
        input_ids=tf.constant(ids, tf.int32),
        seg_ids=tf.constant(ids % 2, tf.int32),
        input_mask=tf.constant(mask),
        **inputs,
    )


def pretraining():
    flags = settings()
    feed = {}
    mems = []
    for i in range(flags.n_layer):
        mems.append(tf.placeholder(tf.float32, [MEMORY, BATCH, flags.d_model]))
        feed[mems[-1]] = probe_common.sample("memory%d" % i, [MEMORY, BATCH, flags.d_model])
    permutation = (probe_common.sample("mask", [LENGTH, LENGTH, BATCH]) > 0).astype(np.float32)
    mapping = np.zeros([PREDICT, LENGTH, BATCH], np.float32)
    mapping[0, 2] = mapping[1, 4] = 1
    query = np.zeros([LENGTH, BATCH], np.float32)
    query[[2, 4]] = 1
    network = model(
        flags,
        mems=mems,
        perm_mask=tf.constant(permutation),
        target_mapping=tf.constant(mapping),
        inp_q=tf.constant(query),
    )
    output = network.get_sequence_output()
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        loss = modeling.lm_loss(
            hidden=output,
            target=tf.constant([[3, 4, 7, 1], [5, 6, 8, 2]], tf.int32),
            n_token=flags.n_token,
            d_model=flags.d_model,
            initializer=network.get_initializer(),
            lookup_table=network.get_embedding_table(),
            tie_weight=True,
            bi_data=False,
        )
    outputs = {"output": output, "loss": loss}
    for i, memory in enumerate(network.get_new_memory()):
        outputs["memory%d" % i] = memory
    return [("forward", outputs, feed)]


def classification():
    flags = settings(untie_r=False, ff_activation="relu", init="uniform", clamp_len=4)
    network = model(flags)
    outputs = {}
    for kind in ("last", "attn"):
        with tf.variable_scope(kind):
            outputs[kind] = network.get_pooled_out(kind, use_summ_proj=True)
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        loss, logits = modeling.classification_loss(
            hidden=outputs["last"],
            labels=tf.constant([1, 0, 2, 1]),
            n_class=3,
            initializer=network.get_initializer(),
            scope="classification",
            return_logits=True,
        )
    outputs["loss"], outputs["logits"] = loss, logits
    return [("forward", outputs, {})]


if __name__ == "__main__":
    probe_common.run([("pretraining", pretraining), ("classification", classification)])
