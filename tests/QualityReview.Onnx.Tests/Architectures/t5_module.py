"""T5 as modules that torch.onnx.export can trace: batched, padded, with and without earlier keys and values.

Raffel et al., arXiv 1910.10683, section 2.1; the gated variant is Shazeer, arXiv 2002.05202. Names of weights, inputs and
outputs are those of Hugging Face's checkpoints and exports. t5_reference.py computes the same model another way.
"""
import math

import torch
from torch import nn


class Norm(nn.Module):
    """Scale only: no mean is taken off, no bias is added."""

    def __init__(self, width, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon))


class Attention(nn.Module):
    def __init__(self, c, has_bias):
        super().__init__()
        self.heads, self.width = c["num_heads"], c["d_kv"]
        inner = self.heads * self.width
        self.q, self.k, self.v = (nn.Linear(c["d_model"], inner, bias=False) for _ in range(3))
        self.o = nn.Linear(inner, c["d_model"], bias=False)
        if has_bias:
            self.relative_attention_bias = nn.Embedding(c["relative_attention_num_buckets"], self.heads)

    def split(self, x):
        return x.view(x.shape[0], -1, self.heads, self.width).transpose(1, 2)

    def keys(self, states):
        return self.split(self.k(states)), self.split(self.v(states))

    def forward(self, x, key, value, bias):
        # No division by the root of the width: T5 leaves it to the weights.
        weights = torch.softmax(torch.matmul(self.split(self.q(x)), key.transpose(2, 3)) + bias, dim=-1)
        mixed = torch.matmul(weights, value).transpose(1, 2)
        return self.o(mixed.reshape(x.shape[0], -1, self.heads * self.width))


class FeedForward(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.gated = c["feed_forward_proj"] == "gated-gelu"
        if self.gated:
            self.wi_0 = nn.Linear(c["d_model"], c["d_ff"], bias=False)
            self.wi_1 = nn.Linear(c["d_model"], c["d_ff"], bias=False)
        else:
            self.wi = nn.Linear(c["d_model"], c["d_ff"], bias=False)
        self.wo = nn.Linear(c["d_ff"], c["d_model"], bias=False)

    def forward(self, x):
        if not self.gated:
            return self.wo(torch.relu(self.wi(x)))
        gate = self.wi_0(x)
        gate = 0.5 * gate * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (gate + 0.044715 * torch.pow(gate, 3.0))))
        return self.wo(gate * self.wi_1(x))


class Layer(nn.Module):
    def __init__(self, c, has_bias, crosses):
        super().__init__()
        norm = lambda: Norm(c["d_model"], c["layer_norm_epsilon"])
        self.self_attention, self.self_norm = Attention(c, has_bias), norm()
        if crosses:
            self.cross_attention, self.cross_norm = Attention(c, False), norm()
        self.feed_forward, self.feed_norm = FeedForward(c), norm()


class T5(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.shared = nn.Embedding(c["vocab_size"], c["d_model"])
        self.encoder = nn.ModuleList(Layer(c, i == 0, False) for i in range(c["num_layers"]))
        self.decoder = nn.ModuleList(Layer(c, i == 0, True) for i in range(c["num_decoder_layers"]))
        self.encoder_norm, self.decoder_norm = (Norm(c["d_model"], c["layer_norm_epsilon"]) for _ in range(2))
        if not c["tie_word_embeddings"]:
            self.lm_head = nn.Linear(c["d_model"], c["vocab_size"], bias=False)

    def position_bias(self, table, queries, keys, both_ways):
        """[1, heads, queries, keys]; queries and keys are positions."""
        c, offset = self.c, keys[None, :] - queries[:, None]
        buckets = c["relative_attention_num_buckets"]
        start = torch.zeros_like(offset)
        if both_ways:
            buckets //= 2
            start = (offset > 0).long() * buckets
            distance = offset.abs()
        else:
            distance = -torch.minimum(offset, torch.zeros_like(offset))
        exact = buckets // 2
        far = exact + (torch.log(distance.float() / exact) / math.log(c["relative_attention_max_distance"] / exact) * (buckets - exact)).long()
        far = torch.minimum(far, torch.full_like(far, buckets - 1))
        bucket = start + torch.where(distance < exact, distance, far)
        return table(bucket).permute(2, 0, 1).unsqueeze(0)

    def masked(self, mask):
        return (1.0 - mask[:, None, None, :].to(torch.float32)) * torch.finfo(torch.float32).min

    def encode(self, input_ids, attention_mask):
        x = self.shared(input_ids)
        positions = torch.arange(x.shape[1])
        bias = self.position_bias(self.encoder[0].self_attention.relative_attention_bias, positions, positions, True) + self.masked(attention_mask)
        for layer in self.encoder:
            normed = layer.self_norm(x)
            x = x + layer.self_attention(normed, *layer.self_attention.keys(normed), bias)
            x = x + layer.feed_forward(layer.feed_norm(x))
        return self.encoder_norm(x)

    def decode(self, input_ids, states, encoder_mask, past=None):
        """past: per layer own key, own value, cross key, cross value. Returns logits and what the next step calls past."""
        x = self.shared(input_ids)
        before = 0 if past is None else past[0].shape[2]
        keys = torch.arange(before + x.shape[1])
        queries = keys[before:]
        bias = self.position_bias(self.decoder[0].self_attention.relative_attention_bias, queries, keys, False)
        bias = bias + (keys[None, :] > queries[:, None]).to(torch.float32) * torch.finfo(torch.float32).min
        crossing, present = self.masked(encoder_mask), []
        for i, layer in enumerate(self.decoder):
            normed = layer.self_norm(x)
            key, value = layer.self_attention.keys(normed)
            if past is None:
                cross_key, cross_value = layer.cross_attention.keys(states)
            else:
                key, value = torch.cat([past[4 * i], key], 2), torch.cat([past[4 * i + 1], value], 2)
                cross_key, cross_value = past[4 * i + 2], past[4 * i + 3]
            x = x + layer.self_attention(normed, key, value, bias)
            x = x + layer.cross_attention(layer.cross_norm(x), cross_key, cross_value, crossing)
            x = x + layer.feed_forward(layer.feed_norm(x))
            present += [key, value, cross_key, cross_value]
        x = self.decoder_norm(x)
        if self.c["tie_word_embeddings"]:
            x = x * self.c["d_model"] ** -0.5
            return nn.functional.linear(x, self.shared.weight), present
        return self.lm_head(x), present


class EncoderExport(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model.encode(input_ids, attention_mask)


class DecoderExport(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, encoder_attention_mask, input_ids, encoder_hidden_states):
        logits, present = self.model.decode(input_ids, encoder_hidden_states, encoder_attention_mask)
        return (logits, *present)


class DecoderWithPastExport(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, encoder_attention_mask, input_ids, *past):
        logits, present = self.model.decode(input_ids, None, encoder_attention_mask, past)
        # The keys and values of the cross-attention do not change, so they are not given again.
        return (logits, *(p for i, p in enumerate(present) if i % 4 < 2))
