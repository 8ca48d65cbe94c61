"""openai/baselines: every kind of policy network, with a value network of its own or a shared one."""

import numpy as np
import probe_common
import tensorflow as tf

probe_common.stand_in(
    "scipy",
    "scipy.signal",
    "cloudpickle",
    "gym",
    "gym.spaces",
    "gym.wrappers",
    "joblib",
    "tqdm",
    "zmq",
    "mpi4py",
)


class Box(object):
    def __init__(self, shape, dtype):
        self.shape, self.dtype = shape, np.dtype(dtype)


class Discrete(object):
    def __init__(self, n):
        self.n, self.shape, self.dtype = n, (), np.dtype(np.int64)


class MultiDiscrete(object):
    def __init__(self, nvec):
        self.nvec = np.array(nvec)
        self.shape, self.dtype = self.nvec.shape, np.dtype(np.int64)


class MultiBinary(object):
    def __init__(self, n):
        self.n, self.shape, self.dtype = n, (n,), np.dtype(np.int8)


class Env(object):
    def __init__(self, observation_space, action_space):
        self.observation_space, self.action_space = observation_space, action_space


import gym  # noqa: E402

for _space in (Box, Discrete, MultiDiscrete, MultiBinary):
    if not hasattr(gym.spaces, _space.__name__):
        setattr(gym.spaces, _space.__name__, _space)
if not hasattr(gym, "Wrapper"):
    for _name in (
        "Env",
        "Wrapper",
        "RewardWrapper",
        "ObservationWrapper",
        "ActionWrapper",
        "Space",
    ):
        setattr(gym, _name, object)

from baselines.common import policies  # noqa: E402

IMAGES = Box((84, 84, 4), np.uint8)
VECTORS = Box((5,), np.float32)
STEPS, ENVS = 3, 2
BATCH = STEPS * ENVS


def build(env, network, **settings):
    recurrent = "lstm" in network
    with tf.Session().as_default():
        make = policies.build_policy(env, network, **settings)
        with tf.variable_scope("model"):
            policy = make(nbatch=BATCH, nsteps=STEPS if recurrent else 1)
        with tf.variable_scope("model", reuse=True):
            again = make(nbatch=BATCH, nsteps=STEPS if recurrent else 1)
    feed = {}
    for part in (policy, again):
        space = env.observation_space
        values = probe_common.sample("observations", (BATCH,) + space.shape, 0.0, 1.0)
        if isinstance(space, Box):
            feed[part.X] = (values * 200).astype(np.uint8) if space is IMAGES else values
        else:
            feed[part.X] = np.arange(int(np.prod(values.shape))).reshape(values.shape) % 3
        if recurrent:
            feed[part.S] = probe_common.sample("state", part.S.shape.as_list())
            feed[part.M] = np.array([0, 1, 0, 0, 0, 1], np.float32)
    outputs = {
        "pi": policy.pi,
        "vf": policy.vf,
        "mode": policy.pd.mode(),
        "entropy": policy.pd.entropy(),
        "neglogp": policy.pd.neglogp(policy.pd.mode()),
        "again": again.pi,
    }
    if recurrent:
        outputs["state"] = policy.state
    return [("forward", outputs, feed)]


def case(*args, **settings):
    return lambda: build(*args, **settings)


CASES = [
    ("mlp", case(Env(VECTORS, Box((2,), np.float32)), "mlp", value_network="copy")),
    ("mlp_norm", case(Env(VECTORS, Discrete(4)), "mlp", layer_norm=True, num_layers=3)),
    ("mlp_q", case(Env(Discrete(6), Discrete(4)), "mlp", estimate_q=True)),
    ("normalized", case(Env(VECTORS, Discrete(4)), "mlp", normalize_observations=True)),
    ("nature", case(Env(IMAGES, Discrete(4)), "cnn")),
    ("impala", case(Env(IMAGES, MultiDiscrete([2, 3])), "impala_cnn")),
    ("small", case(Env(IMAGES, Discrete(3)), "cnn_small", one_dim_bias=True)),
    ("lstm", case(Env(VECTORS, Discrete(4)), "lstm", nlstm=7)),
    ("lnlstm", case(Env(MultiDiscrete([3, 3]), Discrete(4)), "lstm", nlstm=7, layer_norm=True)),
    ("cnn_lstm", case(Env(IMAGES, Discrete(4)), "cnn_lstm", nlstm=6)),
    ("conv_only", case(Env(IMAGES, Discrete(4)), "conv_only")),
]

if __name__ == "__main__":
    probe_common.run(CASES)
