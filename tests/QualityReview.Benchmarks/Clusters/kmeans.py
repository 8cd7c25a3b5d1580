"""k-means by scikit-learn over float32 vectors in a file: prints seconds and the mean cosine to the centroids, one line a round."""
import sys
import time

import numpy as np
from sklearn.cluster import KMeans

path, dimensions, clusters, iterations, rounds = sys.argv[1], *map(int, sys.argv[2:6])
vectors = np.fromfile(path, dtype=np.float32).reshape(-1, dimensions)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
for seed in range(1, rounds + 1):
    began = time.perf_counter()
    found = KMeans(n_clusters=clusters, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd", random_state=seed).fit(vectors)
    seconds = time.perf_counter() - began
    total = sum(np.linalg.norm(vectors[found.labels_ == label].sum(axis=0, dtype=np.float64)) for label in range(clusters))
    print(f"{seconds:.3f} {total / len(vectors):.5f} {found.n_iter_}", flush=True)
