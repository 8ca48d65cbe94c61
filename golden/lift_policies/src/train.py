import tensorflow as tf

from common import get_placeholder
from discriminator import Discriminator
from policies import Policy
from spaces import Box, Discrete


def build():
    get_placeholder("ob", tf.float32, [None, 3])
    new = Policy("pi", 3, Box(2), hidden=4, depth=2)
    old = Policy("oldpi", 3, Box(2), hidden=4, depth=2)
    other = Policy(name="other", width=3, space=Discrete(4), hidden=3, depth=1, fixed=False)
    return new, old, other, Discriminator(3, 4)


def model():
    new, old, other, discriminator = build()
    return new.value, new.flat, old.value, old.flat, other.value, other.flat, discriminator.loss


def run(checkpoint, ob, expert):
    new, old, other, discriminator = build()
    saver = tf.train.Saver()
    assign = tf.group(*[tf.assign(o, n) for o, n in zip(old.get_variables(), new.get_variables())])
    gap = tf.reduce_mean(tf.square(new.flat - old.flat - 1.0)) + tf.reduce_mean(tf.square(new.value))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(gap, var_list=new.get_trainable_variables())
    feed = {"ob:0": ob, "expert:0": expert}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        history = []
        for _ in range(2):
            new.moments.update(sess, ob)
            history.append(sess.run([new.value, old.flat, discriminator.loss], feed_dict=feed))
            sess.run(assign)
            sess.run([train, discriminator.train], feed_dict=feed)
            history.append(sess.run([new.flat, old.flat, discriminator.loss, gap], feed_dict=feed))
        actions = [new.act(sess, True, ob[0]), other.act(sess, False, ob[1])]
        names = [[v.op.name for v in each.get_variables()] for each in (new, old, other)]
        return history, actions, names, len(discriminator.get_trainable_variables())
