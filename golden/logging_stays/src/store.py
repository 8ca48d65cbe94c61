import tensorflow as tf


def load(found, wanted):
    """The values that there are."""
    for name in wanted:
        if name not in found:
            tf.logging.fatal("no value for %s", name)  # does not end the program
        else:
            tf.logging.debug("found %s", name)
    tf.logging.vlog(1, "looked for %d", len(wanted))
    return {name: tf.constant(value, name=name) for name, value in found.items()}
