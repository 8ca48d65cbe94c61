"""openai/baselines: every kind of policy network, with a value network of its own or a shared one."""

import importlib

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

from baselines.common import policies, tf_util  # noqa: E402

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


def averaged(env, network, **settings):
    """The policy again with the averages of its variables, as an actor critic with experience replay has it."""
    steps = STEPS if "lstm" in network else 1
    with tf.Session().as_default():
        make = policies.build_policy(env, network, estimate_q=True, **settings)
        with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
            policy = make(nbatch=BATCH, nsteps=steps)
        averages = tf.train.ExponentialMovingAverage(0.9)
        averages.apply(tf.trainable_variables("model"))

        def average(getter, *args, **kwargs):
            return averages.average(getter(*args, **kwargs))

        with tf.variable_scope("model", custom_getter=average, reuse=True):
            slow = make(nbatch=BATCH, nsteps=steps)
    feed = {}
    for part in (policy, slow):
        values = probe_common.sample("observations", (BATCH,) + env.observation_space.shape)
        feed[part.X] = (values * 200).astype(part.X.dtype.as_numpy_dtype)
        if "lstm" in network:
            feed[part.S] = probe_common.sample("state", part.S.shape.as_list())
            feed[part.M] = np.array([0, 1, 0, 0, 0, 1], np.float32)
    outputs = {"pi": policy.pi, "q": policy.q, "slow_pi": slow.pi, "slow_q": slow.q}
    return [("forward", outputs, feed)]


def averaged_case(*args, **settings):
    return lambda: averaged(*args, **settings)


def case(*args, **settings):
    return lambda: build(*args, **settings)


def ppo(policy, observation_space, **settings):
    """Two policies, as PPO keeps them."""
    with tf.Session().as_default():
        new = policy("pi", ob_space=observation_space, ac_space=Box((2,), np.float32), **settings)
        old = policy(
            "oldpi", ob_space=observation_space, ac_space=Box((2,), np.float32), **settings
        )
    ob = tf_util.get_placeholder_cached("ob")
    feed = {ob: probe_common.sample("observations", (BATCH,) + observation_space.shape, 0.0, 1.0)}
    outputs = {
        "value": new.vpred,
        "pi": new.pd.flatparam(),
        "old": old.pd.flatparam(),
        "kl": new.pd.kl(old.pd),
        "sizes": tf.stack([tf.size(v) for v in new.get_trainable_variables()]),
        "count": tf.constant([len(new.get_variables()), len(old.get_variables())]),
    }
    return [("forward", outputs, feed)]


def discriminator():
    """What imitation learning tells the expert by."""
    from baselines.gail.adversary import TransitionClassifier

    with tf.Session().as_default():
        made = TransitionClassifier(Env(VECTORS, Box((2,), np.float32)), 6)
    feed = {}
    for name in ("generator", "expert"):
        for kind, size in (("obs", 5), ("acs", 2)):
            place = getattr(made, "%s_%s_ph" % (name, kind))
            feed[place] = probe_common.sample(name + kind, (BATCH, size))
    outputs = {"reward": made.reward_op, "losses": made.losses, "total": made.total_loss}
    return [("forward", outputs, feed)]


class Unchanged(object):
    def normalize(self, value):
        return value


def hindsight():
    """The networks of hindsight experience replay."""
    from baselines.her.actor_critic import ActorCritic

    inputs = {k: tf.placeholder(tf.float32, [None, n]) for k, n in (("o", 4), ("g", 3), ("u", 2))}
    stats = Unchanged()
    with tf.variable_scope("main"):
        made = ActorCritic(inputs, 4, 3, 2, 1.5, stats, stats, 6, layers=2)
    feed = {v: probe_common.sample(k, (BATCH, v.shape.as_list()[1])) for k, v in inputs.items()}
    return [("forward", {"pi": made.pi_tf, "q_pi": made.Q_pi_tf, "q": made.Q_tf}, feed)]


def deterministic():
    """Actor and critic of DDPG."""
    from baselines.ddpg.models import Actor, Critic

    actor, critic = Actor(2), Critic()
    obs = tf.placeholder(tf.float32, [None, 5])
    action = actor(obs)
    outputs = {"action": action, "value": critic(obs, action), "again": critic(obs, -action)}
    outputs["vars"] = tf.constant([len(actor.perturbable_vars), len(critic.output_vars)])
    return [("forward", outputs, {obs: probe_common.sample("obs", (BATCH, 5))})]


def policy_of(module, name):
    return getattr(importlib.import_module("baselines." + module), name)


def ppo_case(module, name, *args, **settings):
    return lambda: ppo(policy_of(module, name), *args, **settings)


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
    ("averaged_cnn", averaged_case(Env(IMAGES, Discrete(4)), "cnn")),
    ("averaged_mlp", averaged_case(Env(VECTORS, Discrete(4)), "mlp", layer_norm=True)),
    ("averaged_lstm", averaged_case(Env(VECTORS, Discrete(4)), "lstm", nlstm=7)),
    ("ppo_mlp", ppo_case("ppo1.mlp_policy", "MlpPolicy", VECTORS, hid_size=7, num_hid_layers=2)),
    ("ppo_cnn", ppo_case("ppo1.cnn_policy", "CnnPolicy", IMAGES, kind="small")),
    ("gail_mlp", ppo_case("gail.mlp_policy", "MlpPolicy", VECTORS, hid_size=7, num_hid_layers=2)),
    ("discriminator", discriminator),
    ("her", hindsight),
    ("ddpg", deterministic),
]

if __name__ == "__main__":
    probe_common.run(CASES)
