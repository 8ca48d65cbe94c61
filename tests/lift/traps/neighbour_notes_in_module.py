# graph only
import tensorflow as tf

UNITS = []
NAMES = {}
TOTAL = 0


def stays(x):
    global TOTAL
    TOTAL += 1
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            UNITS.append(w)
            NAMES["w%d" % i] = w
            x = x * w
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b")


def main():
    with tf.Session() as sess:
        x = tf.placeholder(tf.float32, [2, 3])
        y = forward(x)
        sess.run(tf.global_variables_initializer())
        print(len(UNITS), sorted(NAMES), TOTAL)
        for w in UNITS:
            print(sess.run(w))
        print(sess.run(y, {x: [[1.0, 2.0, 3.0]] * 2}))


if __name__ == "__main__":
    main()
