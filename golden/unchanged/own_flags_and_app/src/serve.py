import sys

import tensorflow as tf

import flags


class App:
    def run(self, main=None, argv=None):
        return main(argv or sys.argv)


app = App()


def main(argv):
    flags.parse()
    print(len(argv), tf.reshape(tf.range(flags.FLAGS.size), [1, -1]))


if __name__ == "__main__":
    app.run(main)
