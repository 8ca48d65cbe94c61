"""Learns from one batch, and lets the target follow."""
import tensorflow as tf

import agent
import policy


def build():
    player = agent.Agent(3, 4)
    return player.q, player.q_next, policy.preferences(player.state, 3), policy.baseline(player.state), policy.critic(player.state, 2)


def run(checkpoint, state, next_state):
    player = agent.Agent(3, 4)
    chosen = policy.preferences(player.state, 3)
    value = policy.baseline(player.state)
    judged = policy.critic(player.state, 2)
    names = [
        [v.op.name for v in tf.get_collection(key)]
        for key in ("online_params", "target_params", "policy", "policy_steps", "baselines", "critics", "biases")
    ]
    saved = [v.op.name for v in tf.global_variables()]
    trained = [v.op.name for v in tf.trainable_variables()]
    train = tf.train.GradientDescentOptimizer(0.1).minimize(
        player.loss, var_list=tf.get_collection("online_params"))
    saver = tf.train.Saver()
    feed = {player.state: state, player.next_state: next_state}
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        saver.restore(session, checkpoint)
        outputs = [names, saved, trained, session.run([chosen, value, judged], feed)]
        for _ in range(2):
            session.run(train, feed)
            session.run(player.follow)
            outputs.append(session.run([player.q, player.q_next], feed))
        return outputs
