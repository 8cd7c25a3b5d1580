#!/usr/bin/env python3
"""Densities of the same vectors by numpy and by scikit-learn, for the benchmark.

  densities.py VECTORS DIMENSIONS POWER ROWS RESULT

VECTORS is a file of 32-bit floats, row-major. RESULT gets the densities of the first ROWS by numpy as 64-bit floats. Prints seconds: those of
numpy for these rows against all; those of scikit-learn for a fit of all rows, and for the scores of these.
"""
import sys
import time

import numpy as np
import scipy
import sklearn
from scipy.special import ndtr
from sklearn.neighbors import KernelDensity


def exact(units, power, rows, block=500):
    """The p-stable kernel's sum over all pairs (Datar et al. 2004), bandwidth 1, in double precision."""
    sums = np.empty(rows)
    for first in range(0, rows, block):
        dots = units[first:min(first + block, rows)] @ units.T
        distances = np.sqrt(np.maximum(2 - 2 * dots, 0))
        # What rounding leaves between equal vectors is no distance.
        distances[distances < 1e-7] = 0
        with np.errstate(divide="ignore", invalid="ignore"):
            t = 1 / distances
            kernel = 1 - 2 * ndtr(-t) - 2 / (np.sqrt(2 * np.pi) * t) * (1 - np.exp(-t * t / 2))
        kernel[distances == 0] = 1
        sums[first:first + block] = np.exp(power * np.log(kernel)).sum(axis=1)
    return sums


path, dimensions, power, rows, result = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
vectors = np.fromfile(path, np.float32).reshape(-1, dimensions)
units = vectors.astype(np.float64)
units /= np.linalg.norm(units, axis=1, keepdims=True)
began = time.perf_counter()
sums = exact(units, power, rows)
numpy_seconds = time.perf_counter() - began
sums.tofile(result)
began = time.perf_counter()
tree = KernelDensity(kernel="gaussian", bandwidth=0.5).fit(vectors)
fit_seconds = time.perf_counter() - began
began = time.perf_counter()
tree.score_samples(vectors[:rows])
score_seconds = time.perf_counter() - began
print(f"{numpy_seconds} {fit_seconds} {score_seconds} numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}")
