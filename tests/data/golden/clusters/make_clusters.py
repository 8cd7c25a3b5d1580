"""Makes clusters.json beside it: vectors, and what scikit-learn and plain loops find in them. Needs numpy, scikit-learn."""
import json
import pathlib

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

rng = np.random.default_rng(7)
centres = rng.normal(size=(6, 16))
vectors = np.concatenate([centre + 0.45 * rng.normal(size=(40, 16)) for centre in centres])
vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
unit = vectors.astype(np.float64)
unit /= np.linalg.norm(unit, axis=1, keepdims=True)


def mean_cosine(labels):
    total = 0.0
    for label in set(labels):
        total += np.linalg.norm(unit[labels == label].sum(axis=0))
    return total / len(unit)


labels = KMeans(n_clusters=6, n_init=10, random_state=0).fit(unit).labels_
first = {label: i for i, label in reversed(list(enumerate(labels)))}
plane = PCA(n_components=2).fit_transform(unit)
golden = {
    "dimensions": 16,
    "vectors": [round(float(value), 6) for value in vectors.astype(np.float64).ravel()],
    # Each sample's cluster, named by its first sample.
    "labels": [int(first[label]) for label in labels],
    "mean_cosine": float(mean_cosine(labels)),
    "plane": [round(float(value), 6) for value in plane.ravel()],
}
pathlib.Path(__file__).with_name("clusters.json").write_text(json.dumps(golden) + "\n")
