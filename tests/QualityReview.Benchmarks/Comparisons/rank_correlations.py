"""Kendall's tau-b and Spearman's rho of each two columns by scipy, for the benchmark.

  rank_correlations.py VALUES COLUMNS

VALUES is a file of 32-bit floats, one column after the other; NaN is left out. Prints scipy's version, then a line a pair: seconds, tau, rho.
"""
import sys
import time

import numpy as np
import scipy
from scipy.stats import kendalltau, spearmanr

columns = np.fromfile(sys.argv[1], dtype=np.float32).reshape(int(sys.argv[2]), -1)
print(f"scipy {scipy.__version__}, numpy {np.__version__}")
for one in range(len(columns)):
    for other in range(one + 1, len(columns)):
        began = time.perf_counter()
        both = ~(np.isnan(columns[one]) | np.isnan(columns[other]))
        x, y = columns[one][both], columns[other][both]
        tau, rho = kendalltau(x, y, method="asymptotic").correlation, spearmanr(x, y).correlation
        print(f"{time.perf_counter() - began:.4f} {tau:.12f} {rho:.12f}", flush=True)
