"""PaddlePaddle's static graphs look like TensorFlow 1."""
import paddle
import paddle.static as static
from paddle.static import nn as layers

paddle.enable_static()


def network(x, label, scope="net"):
    with static.name_scope(scope):
        hidden = layers.fc(x, size=32, activation="relu")
        logits = layers.fc(hidden, size=10)
        loss = paddle.mean(paddle.nn.functional.cross_entropy(logits, label))
    return logits, loss


def main():
    program = static.Program()
    with static.program_guard(program):
        x = static.data("x", [None, 784], "float32")
        label = static.data("label", [None, 1], "int64")
        _, loss = network(x, label)
        paddle.optimizer.SGD(0.01).minimize(loss)
        sess = static.Executor(paddle.CPUPlace())
        sess.run(static.default_startup_program())
        sess.run(program, feed={"x": [], "label": []}, fetch_list=[loss])
