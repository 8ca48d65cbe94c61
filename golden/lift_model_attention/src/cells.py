"""Cells of the encoder."""
import tensorflow as tf


def make_cell(config, residual=False):
    """One direction of a layer."""
    cell = tf.nn.rnn_cell.LSTMCell(config.units, initializer=tf.random_uniform_initializer(-0.1, 0.1))
    if config.keep_prob < 1.0:
        cell = tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=config.keep_prob)
    if residual:
        cell = tf.nn.rnn_cell.ResidualWrapper(cell)
    return cell
