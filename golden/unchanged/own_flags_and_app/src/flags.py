"""Options of this project's own; nothing of TensorFlow's."""
import argparse

FLAGS = None


def parse():
    global FLAGS
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=3)
    FLAGS, rest = parser.parse_known_args()
    return rest
