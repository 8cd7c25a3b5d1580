"""The same architectures once more, as plain formulas over NumPy's double precision: one text, nothing padded, no cache, token by token.

Shares no code with modules.py; make_models.py demands that both agree.
"""
import math
import numpy as np


def erf(x):
    return np.vectorize(math.erf)(x)


def gelu(x):
    return 0.5 * x * (1 + erf(x / math.sqrt(2)))


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))


def silu(x):
    return x / (1 + np.exp(-x))


def layer_norm(x, weights, name, eps):
    return (x - x.mean()) / math.sqrt(x.var() + eps) * weights[name + ".weight"] + weights[name + ".bias"]


def rms_norm(x, weight, plus_one):
    return x / math.sqrt((x * x).mean() + 1e-6) * (1 + weight if plus_one else weight)


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def rotate(x, place, theta, rotated):
    """Pairs (i, i + rotated / 2) turn by place / theta^(2i / rotated)."""
    y = x.copy()
    for i in range(rotated // 2):
        angle = place / theta ** (2 * i / rotated)
        a, b = x[i], x[i + rotated // 2]
        y[i], y[i + rotated // 2] = a * math.cos(angle) - b * math.sin(angle), b * math.cos(angle) + a * math.sin(angle)
    return y


def attention(queries, keys, values, scale, causal=True, cap=None, window=None):
    """queries[t][head], keys[t][kv head], values alike; returns [t] vectors of all heads."""
    result = []
    for t, per_head in enumerate(queries):
        first = max(0, t - window + 1) if window else 0
        last = t + 1 if causal else len(keys)
        group = len(per_head) // len(keys[0])
        outs = []
        for h, q in enumerate(per_head):
            scores = np.array([q @ keys[s][h // group] for s in range(first, last)]) * scale
            if cap:
                scores = cap * np.tanh(scores / cap)
            p = softmax(scores)
            outs.append(sum(p[s - first] * values[s][h // group] for s in range(first, last)))
        result.append(np.concatenate(outs))
    return result


def split(x, count):
    return np.split(x, count)


def linear(w, name, x):
    y = w[name + ".weight"] @ x
    return y + w[name + ".bias"] if name + ".bias" in w else y


def gpt2(c, w, ids):
    conv = lambda name, x: x @ w[name + ".weight"] + w[name + ".bias"]
    xs = [w["embedding.weight"][token] + w["places.weight"][t] for t, token in enumerate(ids)]
    for l in range(c["layers"]):
        n = f"layers.{l}."
        qkv = [conv(n + "qkv", layer_norm(x, w, n + "norm1", 1e-5)) for x in xs]
        d, h = c["width"], c["heads"]
        mixed = attention([split(v[:d], h) for v in qkv], [split(v[d:2 * d], h) for v in qkv], [split(v[2 * d:], h) for v in qkv], 1 / math.sqrt(d / h))
        xs = [x + conv(n + "out", m) for x, m in zip(xs, mixed)]
        xs = [x + conv(n + "down", gelu_tanh(conv(n + "up", layer_norm(x, w, n + "norm2", 1e-5)))) for x in xs]
    return np.array([w["embedding.weight"] @ layer_norm(x, w, "norm", 1e-5) for x in xs])


def llama(c, w, ids):
    gemma = c.get("gemma", False)
    xs = [w["embedding.weight"][token] * (math.sqrt(c["width"]) if gemma else 1) for token in ids]
    for l in range(c["layers"]):
        n = f"layers.{l}."
        theta, window = c["thetas"][l % len(c["thetas"])], c["windows"][l % len(c["windows"])]
        q, k, v = [], [], []
        for t, x in enumerate(xs):
            h = rms_norm(x, w[n + "norm1.weight"], gemma)
            qs, ks = split(linear(w, n + "q", h), c["heads"]), split(linear(w, n + "k", h), c["kv_heads"])
            if c.get("head_norms"):
                qs, ks = [rms_norm(a, w[n + "q_norm.weight"], gemma) for a in qs], [rms_norm(a, w[n + "k_norm.weight"], gemma) for a in ks]
            q.append([rotate(a, t, theta, c["head_width"]) for a in qs])
            k.append([rotate(a, t, theta, c["head_width"]) for a in ks])
            v.append(split(linear(w, n + "v", h), c["kv_heads"]))
        mixed = attention(q, k, v, c.get("scale", c["head_width"]) ** -0.5, cap=c.get("attention_cap"), window=window)
        for t, m in enumerate(mixed):
            h = linear(w, n + "out", m)
            xs[t] = xs[t] + (rms_norm(h, w[n + "post1.weight"], True) if gemma else h)
            h = rms_norm(xs[t], w[n + "norm2.weight"], gemma)
            gate = linear(w, n + "gate", h)
            h = linear(w, n + "down", (gelu_tanh(gate) if gemma else silu(gate)) * linear(w, n + "up", h))
            xs[t] = xs[t] + (rms_norm(h, w[n + "post2.weight"], True) if gemma else h)
    xs = [rms_norm(x, w["norm.weight"], gemma) for x in xs]
    if c.get("states"):
        return np.array(xs)
    head = w["embedding.weight"] if c.get("tied") else w["head.weight"]
    logits = np.array([head @ x for x in xs])
    return c["logit_cap"] * np.tanh(logits / c["logit_cap"]) if c.get("logit_cap") else logits


def phi(c, w, ids):
    xs = [w["embedding.weight"][token] for token in ids]
    for l in range(c["layers"]):
        n = f"layers.{l}."
        hs = [layer_norm(x, w, n + "norm1", 1e-5) for x in xs]
        turned = lambda name: [[rotate(a, t, 10000.0, c["rotated"]) for a in split(linear(w, n + name, h), c["heads"])] for t, h in enumerate(hs)]
        mixed = attention(turned("q"), turned("k"), [split(linear(w, n + "v", h), c["heads"]) for h in hs], (c["width"] / c["heads"]) ** -0.5)
        xs = [x + linear(w, n + "out", m) + linear(w, n + "down", gelu_tanh(linear(w, n + "up", h))) for x, m, h in zip(xs, mixed, hs)]
    return np.array([linear(w, "head", layer_norm(x, w, "norm", 1e-5)) for x in xs])


def bert(c, w, ids):
    """The states of the last layer."""
    first = c["padding"] + 1 if "padding" in c else 0
    xs = [layer_norm(w["embedding.weight"][token] + w["places.weight"][first + t] + w["types.weight"][0], w, "norm", 1e-12) for t, token in enumerate(ids)]
    for l in range(c["layers"]):
        n = f"layers.{l}."
        parts = [[split(linear(w, n + name, x), c["heads"]) for x in xs] for name in "qkv"]
        mixed = attention(*parts, (c["width"] / c["heads"]) ** -0.5, causal=False)
        for t, m in enumerate(mixed):
            x = layer_norm(xs[t] + linear(w, n + "out", m), w, n + "norm1", 1e-12)
            xs[t] = layer_norm(x + linear(w, n + "down", gelu(linear(w, n + "up", x))), w, n + "norm2", 1e-12)
    return np.array(xs)


def log_softmax(row):
    return row - row.max() - math.log(np.exp(row - row.max()).sum())


def surprisal(logits_of, ids, window, stride):
    """-ln p of every token but the first, as Hugging Face's guide "Perplexity of fixed-length models" slides its windows:
    each moves by the stride, and what was scored before is context only."""
    nll = []
    start = 0
    while len(nll) < len(ids) - 1:
        piece = ids[start:start + window]
        logits = logits_of(piece[:-1])
        for target in range(len(nll) + 1 - start, len(piece)):
            nll.append(-log_softmax(logits[target - 1])[piece[target]])
        start += stride
    return nll
