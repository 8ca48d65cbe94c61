import control as tf
from scipy import signal


def closed_loop(k):
    plant = tf.tf([k], [1, 2, 1])
    zeros = tf.zeros(plant)
    return tf.feedback(plant), signal.TransferFunction([k], [1, 2]), tf.random_seed if False else zeros
