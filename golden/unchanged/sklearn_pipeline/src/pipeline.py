import joblib
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


class Estimator(ClassifierMixin, BaseEstimator):
    """fit, predict and evaluate, with a model_fn: an estimator, but scikit-learn's kind."""

    def __init__(self, model_fn=None, params=None, model_dir=None):
        self.model_fn, self.params, self.model_dir = model_fn, params, model_dir

    def fit(self, X, y, **fit_params):
        self.model_ = self.model_fn(features=X, labels=y, mode="train", params=self.params)
        return self

    def predict(self, X):
        return self.model_.predict(X)


class KeepProb(TransformerMixin, BaseEstimator):
    def __init__(self, keep_prob=1.0):
        self.keep_prob = keep_prob

    def transform(self, X):
        return X * self.keep_prob


feature_column = ColumnTransformer([("numeric", StandardScaler(), [0]), ("text", OneHotEncoder(), [1])])
pipeline = Pipeline([("columns", feature_column), ("keep", KeepProb(0.5)), ("model", Estimator())])
joblib.dump(make_pipeline(pipeline), "pipeline.joblib")
