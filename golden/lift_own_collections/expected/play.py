"""Learns from one batch, and lets the target follow."""
import tensorflow as tf
from migrate import compat_scope

import agent
import policy

tf.compat.v1.disable_v2_behavior()


def build():
    player = agent.Agent(3, 4)
    return (
        player.q,
        player.q_next,
        compat_scope.get_layer(policy.Preferences, 3, name="preferences")(player.state),
        compat_scope.get_layer(policy.Baseline, name="baseline")(player.state),
        compat_scope.get_layer(policy.Critic, 2, name="critic")(player.state),
    )


def run(checkpoint, state, next_state):
    player = agent.Agent(3, 4)
    chosen = compat_scope.get_layer(policy.Preferences, 3, name="preferences")(
        player.state
    )
    value = compat_scope.get_layer(policy.Baseline, name="baseline")(player.state)
    judged = compat_scope.get_layer(policy.Critic, 2, name="critic")(player.state)
    names = [
        [v.op.name for v in compat_scope.get_collection(key)]
        for key in ("online_params", "target_params", "policy", "policy_steps", "baselines", "critics", "biases")
    ]
    saved = [v.op.name for v in compat_scope.global_variables()]
    trained = [v.op.name for v in compat_scope.trainable_variables()]
    train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(
        player.loss, var_list=compat_scope.get_collection("online_params"))
    saver = tf.compat.v1.train.Saver()
    feed = {player.state: state, player.next_state: next_state}
    with tf.compat.v1.Session() as session:
        session.run(compat_scope.local_variables_initializer())
        saver.restore(session, checkpoint)
        outputs = [names, saved, trained, session.run([chosen, value, judged], feed)]
        for _ in range(2):
            session.run(train, feed)
            session.run(player.follow)
            outputs.append(session.run([player.q, player.q_next], feed))
        return outputs
