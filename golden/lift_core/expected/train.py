import tensorflow as tf
from migrate import compat_scope

from policies import Critic, Policy, Value

tf.compat.v1.disable_v2_behavior()


def build(sess=None):
    act = Policy(sess, features=4, actions=3, batch=2)
    train = Policy(sess, 4, 3, 5, reuse=True)  # the same network
    critic = Critic("critic", features=4, hidden=5, layers=2)
    value = Value("baseline", critic.x, 4)
    return act, train, critic, value


def model():
    act, train, critic, value = build()
    return act.pi, train.value, critic.out, critic.last, critic.loss, value.estimate


def run(checkpoint, **given):
    with tf.compat.v1.Session() as sess:
        act, train, critic, value = build(sess)
        names = [v.op.name for v in critic.get_variables()]
        assert len(value.get_variables()) == 4 and value.scope == "baseline"
        assert names == [v.op.name for v in critic.get_trainable_variables()]
        saver = tf.compat.v1.train.Saver()
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        few, many = given["observations"], given["observations_1"]
        history = []
        for _ in range(2):
            feed = {critic.x: given["critic/x"], critic.target: given["critic/target"]}
            history.append(sess.run([critic.train, critic.loss], feed)[1])
        return act.step(few), sess.run(train.pi, {train.x: many}), history, len(names)
