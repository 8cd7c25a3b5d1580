#!/usr/bin/env python3
"""Computes weighted precision, recall, share and area under the curve, and cross-validated logistic probabilities, a second time: the
golden numbers of PeopleReferenceTests and SuspectModelTests. Needs numpy, scipy and scikit-learn; writes people-reference.json beside it."""
import json
import pathlib

import numpy as np
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, recall_score, roc_auc_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict

CUTS = [10, 37.5, 50, 72.25, 90]


def against(name, scores, rng):
    count = len(scores)
    # Percentiles as the product has them: mid-ranks, in 32 bits.
    percentiles = (100 * (rankdata(scores) - .5) / count).astype(np.float32)
    good = rng.random(count) < .15 + .7 * percentiles / 100
    chance = np.round(rng.uniform(.05, 1, count), 6)
    weight = 1 / chance
    curve = []
    for cut in CUTS:
        kept = percentiles >= np.float32(cut)
        curve.append({
            "cut": cut,
            "precision": precision_score(good, kept, sample_weight=weight),
            "recall": recall_score(good, kept, sample_weight=weight),
        })
    return {
        "name": name,
        "scores": [float(s) for s in scores],
        "good": [bool(g) for g in good],
        "chance": [float(c) for c in chance],
        "prevalence": float(np.average(good, weights=weight)),
        "auc": roc_auc_score(good, scores, sample_weight=weight),
        "curve": curve,
    }


def logistic(name, count, width, separation, rng, decimals=4):
    labels = rng.random(count) < .4
    features = np.round(rng.normal(size=(count, width)) + separation * labels[:, None] * rng.random(width), decimals)
    folds = rng.permutation(np.arange(count) % 5)
    model = LogisticRegression(C=1, solver="newton-cg", tol=1e-9, max_iter=200)
    keep = cross_val_predict(model, features, labels, cv=PredefinedSplit(folds), method="predict_proba")[:, 1]
    whole = model.fit(features, labels)
    return {
        "name": name,
        "features": features.tolist(),
        "isKeep": [bool(label) for label in labels],
        "folds": [int(fold) for fold in folds],
        "keep": keep.tolist(),
        "weights": [*map(float, whole.coef_[0]), float(whole.intercept_[0])],
    }


rng = np.random.default_rng(20240213)
result = {
    "against": [
        against("random", np.round(rng.normal(size=140), 5).astype(np.float32), rng),
        against("ties", rng.integers(0, 6, size=160).astype(np.float32), rng),
    ],
    "logistic": [
        logistic("overlapping", 150, 4, 1.0, rng),
        logistic("ties", 120, 3, 1.0, rng, decimals=0),
        logistic("apart", 60, 2, 8.0, rng),
    ],
}
pathlib.Path(__file__).with_name("people-reference.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
