from project_layers import arg_scope, conv2d

from . import utils

net_arg_scope = utils.net_arg_scope


def net(images):
    with arg_scope(net_arg_scope(decay=0.5)):
        return conv2d(images, 3)
