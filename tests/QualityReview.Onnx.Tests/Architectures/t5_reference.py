"""T5's next-token distribution for one prompt, by the definition: double precision, no batch, no padding, no cache, one
position and one head at a time. Shares no code with t5_module.py but the weights.

Raffel et al., arXiv 1910.10683, section 2.1: simplified layer norm, relative position scalars shared by all layers, 32 buckets
whose width grows logarithmically up to an offset of 128, no scaling of the dot product.
"""
import functools
import math

import torch


class Reference:
    def __init__(self, weights, config):
        self.w = {name: tensor.double() for name, tensor in weights.items()}
        self.c = config

    def next_token(self, ids):
        """Probabilities over the whole vocabulary at the decoder's first position."""
        memory = self.encode(ids)
        x = self.w["shared.weight"][self.c["decoder_start_token_id"]]
        for layer in range(self.c["num_decoder_layers"]):
            at = f"decoder.{layer}."
            # One position attends to itself alone: the softmax of one number is 1, whatever the number.
            own = self.norm(x, at + "self_norm")
            x = x + self.w[at + "self_attention.o.weight"] @ (self.w[at + "self_attention.v.weight"] @ own)
            x = x + self.attend(at + "cross_attention.", [self.norm(x, at + "cross_norm")], memory)[0]
            x = x + self.feed(at + "feed_forward.", self.norm(x, at + "feed_norm"))
        x = self.norm(x, "decoder_norm")
        if self.c["tie_word_embeddings"]:
            logits = self.w["shared.weight"] @ x / math.sqrt(self.c["d_model"])
        else:
            logits = self.w["lm_head.weight"] @ x
        odds = torch.exp(logits - logits.max())
        return odds / odds.sum()

    def encode(self, ids):
        states = [self.w["shared.weight"][i] for i in ids]
        for layer in range(self.c["num_layers"]):
            at = f"encoder.{layer}."
            normed = [self.norm(x, at + "self_norm") for x in states]
            mixed = self.attend(at + "self_attention.", normed, normed, self.w["encoder.0.self_attention.relative_attention_bias.weight"])
            states = [x + m for x, m in zip(states, mixed)]
            states = [x + self.feed(at + "feed_forward.", self.norm(x, at + "feed_norm")) for x in states]
        return [self.norm(x, "encoder_norm") for x in states]

    def attend(self, at, queries, memory, table=None):
        """What each query takes from the memory; table holds the relative position scalars, bucket by head."""
        width, given = self.c["d_kv"], []
        keys = torch.stack([self.w[at + "k.weight"] @ m for m in memory])
        values = torch.stack([self.w[at + "v.weight"] @ m for m in memory])
        for i, query in enumerate(queries):
            q, parts = self.w[at + "q.weight"] @ query, []
            for head in range(self.c["num_heads"]):
                part = slice(head * width, (head + 1) * width)
                scores = keys[:, part] @ q[part]
                if table is not None:
                    scores = scores + table[[self.bucket(j - i) for j in range(len(memory))], head]
                odds = torch.exp(scores - scores.max())
                parts.append(odds / odds.sum() @ values[:, part])
            given.append(self.w[at + "o.weight"] @ torch.cat(parts))
        return given

    @functools.cache
    def bucket(self, offset):
        """Of the encoder: half of the buckets for what follows the query, half for what precedes it."""
        half = self.c["relative_attention_num_buckets"] // 2
        first, distance = (half if offset > 0 else 0), abs(offset)
        exact = half // 2
        if distance < exact:
            return first + distance
        # The logarithm grows from 0 at `exact` to 1 at the farthest distance; powers decide it without rounding.
        step, limit = 0, self.c["relative_attention_max_distance"]
        while step + 1 < half - exact and (distance / exact) ** (half - exact) >= (limit / exact) ** (step + 1):
            step += 1
        return first + exact + step

    def feed(self, at, x):
        if self.c["feed_forward_proj"] == "relu":
            return self.w[at + "wo.weight"] @ torch.clamp(self.w[at + "wi.weight"] @ x, min=0)
        gate, linear = self.w[at + "wi_0.weight"] @ x, self.w[at + "wi_1.weight"] @ x
        # The tanh approximation of GELU, as T5 v1.1 was trained with.
        gelu = gate / 2 * (1 + torch.tanh((gate + 0.044715 * gate ** 3) * (2 / math.pi) ** 0.5))
        return self.w[at + "wo.weight"] @ (gelu * linear)

    def norm(self, x, name):
        return x / torch.sqrt((x * x).sum() / len(x) + self.c["layer_norm_epsilon"]) * self.w[name + ".weight"]
