"""Templates of pages, and a network that is made once: neither is TF1's template."""
import string

import tensorflow as tf

PAGE = string.Template("<h1>$title</h1>")


def make_template(name, page):
    return lambda **values: f"{name}: {page.substitute(**values)}"


class Scorer(tf.Module):
    def __init__(self, name="scorer"):
        super().__init__(name=name)
        self.w = tf.Variable(tf.ones([3, 1]), name="w")

    def __call__(self, x):
        return x @ self.w


def report(x):
    render = make_template("report", PAGE)
    scorer = Scorer()
    return render(title=str(float(tf.reduce_mean(scorer(x)))))
