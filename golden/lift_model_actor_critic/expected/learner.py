import tensorflow as tf

from policies import Policy


def act_and_value(frames, state, batch_state):
    act = Policy(state, 3, layer_norm=True, value_network="copy")
    train = Policy(batch_state, 3, reuse=True, layer_norm=True, value_network="copy")
    pixels = Policy(frames, n_actions=2, network="small_cnn", name="pixels", flat_bias=True)
    actions = tf.argmax(act.logits, axis=1)
    return {"surprise": act.surprise(actions), "entropy": tf.reduce_mean(train.entropy()),
            "values": (act.value, train.value, pixels.value), "pixel_logits": pixels.logits}
