#!/usr/bin/env python3
"""Kendall's tau-b and Spearman's rho by scipy: the golden numbers of ScorerCorrelationTests.

  rank_correlations.py > tests/data/golden/comparisons/rank_correlations.json

Made with scipy 1.10.1 and numpy 1.24.2.
"""
import json

import numpy as np
from scipy.stats import kendalltau, spearmanr

random = np.random.default_rng(20240607)


def noisy(count, weight):
    first = random.standard_normal(count)
    return first, weight * first + np.sqrt(1 - weight * weight) * random.standard_normal(count)


def steps(values, width):
    return np.floor(values * width)


CASES = {
    "random": noisy(250, 0),
    "alike": noisy(250, .9),
    "contrary": noisy(250, -.6),
    "ties in one": (lambda pair: (steps(pair[0], 2), pair[1]))(noisy(250, .5)),
    "ties in both": tuple(steps(values, 1.5) for values in noisy(250, .5)),
    "two values each": tuple((values > .8).astype(float) for values in noisy(250, .7)),
    "one apart": (np.array([0.0] * 39 + [1.0]), random.standard_normal(40)),
    "three": (np.array([1.0, 2.0, 2.0]), np.array([3.0, 1.0, 2.0])),
}

cases = []
for name, (x, y) in CASES.items():
    # Scores are 32-bit floats: both sides look at the same numbers.
    x, y = x.astype(np.float32), y.astype(np.float32)
    cases.append({
        "name": name,
        "x": [float(value) for value in x],
        "y": [float(value) for value in y],
        "kendall": float(kendalltau(x, y, variant="b").correlation),
        "spearman": float(spearmanr(x, y).correlation),
    })
print(json.dumps(cases))
