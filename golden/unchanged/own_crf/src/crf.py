"""Conditional random fields in NumPy, with the names that TensorFlow's contrib had."""

import numpy as np


def crf_sequence_score(scores, tags, transitions):
    unary = sum(scores[i, t] for i, t in enumerate(tags))
    return unary + sum(transitions[a, b] for a, b in zip(tags, tags[1:]))


def crf_log_norm(scores, transitions):
    alpha = scores[0]
    for row in scores[1:]:
        alpha = row + np.logaddexp.reduce(alpha[:, None] + transitions, axis=0)
    return np.logaddexp.reduce(alpha)


def crf_log_likelihood(scores, tags, transitions):
    return crf_sequence_score(scores, tags, transitions) - crf_log_norm(scores, transitions)


def viterbi_decode(scores, transitions):
    trellis, back = [scores[0]], []
    for row in scores[1:]:
        value = trellis[-1][:, None] + transitions
        back.append(value.argmax(axis=0))
        trellis.append(row + value.max(axis=0))
    best = [int(trellis[-1].argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return best[::-1], float(trellis[-1].max())
