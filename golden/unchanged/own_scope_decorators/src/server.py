import tensorflow as tf

from scopes import get_variable, variable_scope


@variable_scope("server")
def ports():
    plain = get_variable("port", 8080)
    with variable_scope("tls"):
        return plain, get_variable("port", 8443)


def addresses(hosts):
    return tf.strings.join([tf.constant(hosts), ":", tf.strings.as_string(ports()[0])])
