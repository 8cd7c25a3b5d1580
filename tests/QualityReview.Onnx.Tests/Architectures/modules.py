"""Small models of real architectures as PyTorch modules, written from their published definitions, to be exported to ONNX.

GPT-2 (Radford et al. 2019), Llama (arXiv 2302.13971, 2307.09288), Qwen2 (2407.10671), Qwen3 (2505.09388), Gemma 2 (2408.00118),
Gemma 3 (2503.19786), Phi-1.5/2 (2309.05463), BERT (1810.04805). Parameters carry the names that reference.py reads.
"""
import math
import torch
from torch import nn
import torch.nn.functional as F


class Conv1D(nn.Module):
    """GPT-2's linear layer: the weight is [in, out]."""

    def __init__(self, rows, columns):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(rows, columns))
        self.bias = nn.Parameter(torch.zeros(columns))

    def forward(self, x):
        return torch.addmm(self.bias, x.view(-1, x.size(-1)), self.weight).view(x.size()[:-1] + (self.weight.size(1),))


class RmsNorm(nn.Module):
    def __init__(self, width, plus_one, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(width))
        self.plus_one, self.eps = plus_one, eps

    def forward(self, x):
        x = x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)
        return x * (1 + self.weight) if self.plus_one else self.weight * x


def allowed(attention_mask, past, length, window=None):
    """[batch, 1, query, key]: a query sees real keys at its own place and before."""
    queries = (torch.arange(length) + past)[:, None]
    keys = torch.arange(length + past)[None, :]
    see = keys <= queries
    if window:
        see = see & (keys > queries - window)
    return see[None, None] & (attention_mask[:, None, None, :] > 0)


def attend(q, k, v, see, scale, cap=None):
    scores = torch.matmul(q, k.transpose(-1, -2)) * scale
    if cap:
        scores = torch.tanh(scores / cap) * cap
    scores = torch.where(see, scores, torch.full((), torch.finfo(scores.dtype).min, dtype=scores.dtype))
    return torch.matmul(F.softmax(scores, -1), v)


def heads(x, count):
    return x.view(x.size(0), x.size(1), count, -1).transpose(1, 2)


def joined(x):
    x = x.transpose(1, 2).contiguous()
    return x.view(x.size(0), x.size(1), -1)


def repeated(x, times):
    batch, count, length, width = x.shape
    return x[:, :, None].expand(batch, count, times, length, width).reshape(batch, count * times, length, width)


class Rotary(nn.Module):
    """Rotates the first `width` numbers of every head, in halves."""

    def __init__(self, width, theta):
        super().__init__()
        self.width = width
        # No buffer: a change of the model's precision must not round it.
        self.inverse = 1 / theta ** (torch.arange(0, width, 2, dtype=torch.float64) / width)

    def forward(self, x, positions):
        angles = positions[:, None, :, None].to(x.dtype) * self.inverse.to(x.dtype)
        angles = torch.cat([angles, angles], -1)
        turned, kept = x[..., :self.width], x[..., self.width:]
        half = torch.cat([-turned[..., self.width // 2:], turned[..., :self.width // 2]], -1)
        turned = turned * angles.cos() + half * angles.sin()
        return turned if kept.size(-1) == 0 else torch.cat([turned, kept], -1)


class Gpt2(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c, d = c, c["width"]
        self.embedding = nn.Embedding(c["vocabulary"], d)
        self.places = nn.Embedding(c["context"], d)
        self.layers = nn.ModuleList(nn.ModuleDict(dict(
            norm1=nn.LayerNorm(d), qkv=Conv1D(d, 3 * d), out=Conv1D(d, d), norm2=nn.LayerNorm(d), up=Conv1D(d, 4 * d), down=Conv1D(4 * d, d)))
            for _ in range(c["layers"]))
        self.norm = nn.LayerNorm(d)

    def forward(self, input_ids, attention_mask, position_ids=None, past=None):
        input_ids = input_ids.view(-1, input_ids.size(-1))
        length = input_ids.size(1)
        if position_ids is None:
            position_ids = torch.arange(length)[None]
        x = self.embedding(input_ids) + self.places(position_ids)
        see = allowed(attention_mask, 0, length)
        for layer in self.layers:
            q, k, v = (heads(t, self.c["heads"]) for t in layer["qkv"](layer["norm1"](x)).split(self.c["width"], -1))
            x = x + layer["out"](joined(attend(q, k, v, see, 1 / math.sqrt(q.size(-1)))))
            h = layer["up"](layer["norm2"](x))
            h = 0.5 * h * (1 + torch.tanh(math.sqrt(2 / math.pi) * (h + 0.044715 * h.pow(3))))
            x = x + layer["down"](h)
        return F.linear(self.norm(x), self.embedding.weight), []


class Llama(nn.Module):
    """Llama and its kin: Qwen2 (`qkv_bias`), Qwen3 (`head_norms`), Gemma 2 and 3 (`gemma`)."""

    def __init__(self, c):
        super().__init__()
        self.c, d, w, gemma = c, c["width"], c["head_width"], c.get("gemma", False)
        bias = c.get("qkv_bias", False)
        norm = lambda n=d: RmsNorm(n, gemma)
        self.embedding = nn.Embedding(c["vocabulary"], d)
        self.layers = nn.ModuleList()
        for _ in range(c["layers"]):
            parts = dict(
                norm1=norm(), q=nn.Linear(d, c["heads"] * w, bias), k=nn.Linear(d, c["kv_heads"] * w, bias), v=nn.Linear(d, c["kv_heads"] * w, bias),
                out=nn.Linear(c["heads"] * w, d, False), norm2=norm(), gate=nn.Linear(d, c["inner"], False), up=nn.Linear(d, c["inner"], False),
                down=nn.Linear(c["inner"], d, False))
            if c.get("head_norms"):
                parts.update(q_norm=norm(w), k_norm=norm(w))
            if gemma:
                parts.update(post1=norm(), post2=norm())
            self.layers.append(nn.ModuleDict(parts))
        self.norm = norm()
        self.rotary = nn.ModuleList(Rotary(w, theta) for theta in c["thetas"])
        if not c.get("tied"):
            self.head = nn.Linear(d, c["vocabulary"], False)

    def forward(self, input_ids, attention_mask, position_ids=None, past=None):
        c, length = self.c, input_ids.size(1)
        before = past[0][0].size(2) if past else 0
        if position_ids is None:
            position_ids = (torch.arange(length) + before)[None]
        x = self.embedding(input_ids)
        if c.get("gemma"):
            x = x * math.sqrt(c["width"])
        present = []
        for i, layer in enumerate(self.layers):
            see = allowed(attention_mask, before, length, c["windows"][i % len(c["windows"])])
            h = layer["norm1"](x)
            q, k, v = heads(layer["q"](h), c["heads"]), heads(layer["k"](h), c["kv_heads"]), heads(layer["v"](h), c["kv_heads"])
            if c.get("head_norms"):
                q, k = layer["q_norm"](q), layer["k_norm"](k)
            rotary = self.rotary[i % len(self.rotary)]
            q, k = rotary(q, position_ids), rotary(k, position_ids)
            if past:
                k, v = torch.cat([past[i][0], k], 2), torch.cat([past[i][1], v], 2)
            present.append((k, v))
            times = c["heads"] // c["kv_heads"]
            h = layer["out"](joined(attend(q, repeated(k, times), repeated(v, times), see, c.get("scale", c["head_width"]) ** -0.5, c.get("attention_cap"))))
            x = x + (layer["post1"](h) if c.get("gemma") else h)
            h = layer["norm2"](x)
            gate = layer["gate"](h)
            h = layer["down"]((F.gelu(gate, approximate="tanh") if c.get("gemma") else F.silu(gate)) * layer["up"](h))
            x = x + (layer["post2"](h) if c.get("gemma") else h)
        x = self.norm(x)
        if c.get("states"):
            return x, present
        logits = F.linear(x, self.embedding.weight if c.get("tied") else self.head.weight)
        if c.get("logit_cap"):
            logits = torch.tanh(logits / c["logit_cap"]) * c["logit_cap"]
        return logits, present


class Phi(nn.Module):
    """Attention and perceptron side by side after one norm, rotation of a part of each head, biases everywhere, the head included."""

    def __init__(self, c):
        super().__init__()
        self.c, d = c, c["width"]
        self.embedding = nn.Embedding(c["vocabulary"], d)
        self.layers = nn.ModuleList(nn.ModuleDict(dict(
            norm1=nn.LayerNorm(d), q=nn.Linear(d, d), k=nn.Linear(d, d), v=nn.Linear(d, d), out=nn.Linear(d, d), up=nn.Linear(d, 4 * d), down=nn.Linear(4 * d, d)))
            for _ in range(c["layers"]))
        self.norm = nn.LayerNorm(d)
        self.head = nn.Linear(d, c["vocabulary"])
        self.rotary = Rotary(c["rotated"], 10000.0)

    def forward(self, input_ids, attention_mask, position_ids=None, past=None):
        length = input_ids.size(1)
        if position_ids is None:
            position_ids = torch.arange(length)[None]
        x = self.embedding(input_ids)
        see = allowed(attention_mask, 0, length)
        for layer in self.layers:
            h = layer["norm1"](x)
            q, k, v = (heads(layer[n](h), self.c["heads"]) for n in "qkv")
            q, k = self.rotary(q, position_ids), self.rotary(k, position_ids)
            mixed = layer["out"](joined(attend(q, k, v, see, 1 / math.sqrt(q.size(-1)))))
            x = x + mixed + layer["down"](F.gelu(layer["up"](h), approximate="tanh"))
        x = self.norm(x)
        if self.c.get("gemm"):
            # As exporters write it that know products of matrices only.
            flat = torch.addmm(self.head.bias, x.reshape(-1, x.size(-1)), self.head.weight.t())
            return flat.view(x.size(0), x.size(1), flat.size(-1)), []
        return self.head(x), []


class Bert(nn.Module):
    """`padding` is set for RoBERTa, whose positions count the tokens that are not padding."""

    def __init__(self, c):
        super().__init__()
        self.c, d = c, c["width"]
        self.embedding = nn.Embedding(c["vocabulary"], d)
        self.places = nn.Embedding(c["places"], d)
        self.types = nn.Embedding(2, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.layers = nn.ModuleList(nn.ModuleDict(dict(
            q=nn.Linear(d, d), k=nn.Linear(d, d), v=nn.Linear(d, d), out=nn.Linear(d, d), norm1=nn.LayerNorm(d, eps=1e-12),
            up=nn.Linear(d, 4 * d), down=nn.Linear(4 * d, d), norm2=nn.LayerNorm(d, eps=1e-12)))
            for _ in range(c["layers"]))

    def forward(self, input_ids, attention_mask, token_type_ids=None):
        if "padding" in self.c:
            real = (input_ids != self.c["padding"]).long()
            places = torch.cumsum(real, 1) * real + self.c["padding"]
        else:
            places = torch.arange(input_ids.size(1))[None]
        types = self.types.weight[0] if token_type_ids is None else self.types(token_type_ids)
        x = self.norm(self.embedding(input_ids) + self.places(places) + types)
        see = attention_mask[:, None, None, :] > 0
        for layer in self.layers:
            q, k, v = (heads(layer[n](x), self.c["heads"]) for n in "qkv")
            x = layer["norm1"](x + layer["out"](joined(attend(q, k, v, see, 1 / math.sqrt(q.size(-1))))))
            x = layer["norm2"](x + layer["down"](F.gelu(layer["up"](x))))
        return x


def weigh(model, seed):
    """Weights large enough that attention, places and masks all matter to the result."""
    generator = torch.Generator().manual_seed(seed)
    for name, p in model.named_parameters():
        if p.dim() == 2:
            out = 0.6 if "embedding" in name else 0.5 if "places" in name or "types" in name else 1.3 / math.sqrt(p.shape[0] if isinstance(model, Gpt2) else p.shape[1])
            p.data = torch.randn(p.shape, generator=generator) * out
        elif "bias" in name:
            p.data = torch.randn(p.shape, generator=generator) * 0.3
        else:
            centre = 0 if model.c.get("gemma") else 1
            p.data = centre + torch.randn(p.shape, generator=generator) * 0.2
    return model.eval()
