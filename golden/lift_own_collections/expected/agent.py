"""An agent with two copies of a network: one learns, the other follows it."""
import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


# Both networks have the same layers.
class Values(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"hidden_w": "hidden/w", "hidden_b": "hidden/b", "out_w": "out/w"}

    def __init__(
        self, names, hidden, initializer, n_features, n_actions, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.names = names
        self.hidden = hidden
        self.initializer = initializer
        self.n_features = n_features
        self.n_actions = n_actions

    def build(self, state_shape):
        self.hidden_w = self.add_weight(
            name="hidden_w",
            shape=[self.n_features, self.hidden],
            initializer=self.initializer,
        )
        self.hidden_w.tf1_collections = self.names
        self.b = self.add_weight(
            name="hidden_b",
            shape=[1, self.hidden],
            initializer=keras.initializers.Constant(0.1),
        )
        self.b.tf1_collections = self.names
        self.out_w = self.add_weight(
            name="out_w",
            shape=[self.hidden, self.n_actions],
            initializer=self.initializer,
        )
        self.out_w.tf1_collections = self.names

    def call(self, state):
        with keras.name_scope("hidden"):
            w = self.hidden_w.value
            h = tf.nn.relu(tf.matmul(state, w) + self.b)
        with keras.name_scope("out"):
            w = self.out_w.value
            return tf.matmul(h, w)


class AgentLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self, hidden, initializer, n_features, n_actions, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.hidden = hidden
        self.initializer = initializer
        self.n_features = n_features
        self.n_actions = n_actions
        names = ["online_params", compat_scope.GraphKeys.GLOBAL_VARIABLES]
        self.online_values = Values(
            names, hidden, initializer, n_features=n_features, n_actions=n_actions
        )
        names = ["target_params", compat_scope.GraphKeys.GLOBAL_VARIABLES]
        self.target_values = Values(
            names, hidden, initializer, n_features=n_features, n_actions=n_actions
        )

    def call(self, state, next_state):
        with keras.name_scope("online"):
            q = self.online_values(state)
        with keras.name_scope("target"):
            q_next = self.target_values(next_state)
        return q, q_next

    def get_config(self):
        return super().get_config() | {
            "hidden": self.hidden,
            "initializer": keras.saving.serialize_keras_object(self.initializer),
            "n_features": self.n_features,
            "n_actions": self.n_actions,
        }

    @classmethod
    def from_config(cls, config):
        initializer = keras.saving.deserialize_keras_object(config["initializer"])
        return cls(**config | {"initializer": initializer})


class Agent(object):
    def __init__(self, n_actions, n_features, discount=0.9):
        self.n_actions = n_actions
        self.n_features = n_features
        self.discount = discount
        self._build()
        online = compat_scope.get_collection("online_params")
        target = compat_scope.get_collection("target_params")
        self.follow = [tf.compat.v1.assign(t, o) for t, o in zip(target, online)]

    def _build(self):
        self.state = tf.compat.v1.placeholder(tf.float32, [None, self.n_features], name="state")
        hidden = 5
        initializer = tf.compat.v1.random_normal_initializer(0.0, 0.3)
        self.next_state = tf.compat.v1.placeholder(tf.float32, [None, self.n_features], name="next_state")
        self.q, self.q_next = compat_scope.get_layer(
            AgentLayer, hidden, initializer, self.n_features, self.n_actions
        )(self.state, self.next_state)
        with compat_scope.variable_scope("loss"):
            best = self.discount * tf.reduce_max(self.q_next, axis=1, keepdims=True)
            self.loss = tf.reduce_mean(tf.math.squared_difference(tf.stop_gradient(best), self.q))

    def remember(self, transition):
        """Keeps what was seen last."""
        if not hasattr(self, "seen"):
            self.seen = []
        self.seen.append(transition)
