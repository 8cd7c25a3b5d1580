"""Makes tests/data/cached: a small random decoder with grouped queries, exported in the two shapes that ask for earlier keys and
values, and the surprisal of each token of some sequences, computed in double precision by the definition (not through ONNX).

merged.onnx    an If that asks use_cache_branch; positions follow from the mask
cached.onnx    one graph; float16 caches whose heads and width the file leaves open, and position_ids

Needs Debian's python3-torch and python3-onnx. Run it from this folder: python3 make_cached_decoder.py
"""
import json
import math
import os
import tempfile

import onnx
import torch
from torch import nn

from merge_branches import merged

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "cached")
VOCABULARY, WIDTH, HEADS, KEPT_HEADS, HEAD_WIDTH, LAYERS, INNER, CONTEXT = 96, 32, 4, 2, 10, 2, 48, 64
EPSILON, BASE = 1e-6, 10000.0
CONFIG = {
    "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": WIDTH, "num_attention_heads": HEADS,
    "num_key_value_heads": KEPT_HEADS, "head_dim": HEAD_WIDTH, "max_position_embeddings": CONTEXT, "vocab_size": VOCABULARY,
}


def weights():
    """Rows are outputs."""
    torch.manual_seed(21)
    shapes = {"embedding": (VOCABULARY, WIDTH), "head": (VOCABULARY, WIDTH)}
    for i in range(LAYERS):
        shapes |= {f"{i}.q": (HEADS * HEAD_WIDTH, WIDTH), f"{i}.k": (KEPT_HEADS * HEAD_WIDTH, WIDTH), f"{i}.v": (KEPT_HEADS * HEAD_WIDTH, WIDTH),
                   f"{i}.o": (WIDTH, HEADS * HEAD_WIDTH), f"{i}.gate": (INNER, WIDTH), f"{i}.up": (INNER, WIDTH), f"{i}.down": (WIDTH, INNER)}
    return {name: torch.randn(shape) * (1.0 if name == "embedding" else 0.3) for name, shape in shapes.items()}


class Decoder(nn.Module):
    """Batched, with and without a cache, in single precision: what is exported."""

    def __init__(self, w, asks_positions):
        super().__init__()
        self.asks_positions = asks_positions
        self.names = {name: name.replace(".", "_") for name in w}
        for name, tensor in w.items():
            self.register_parameter(self.names[name], nn.Parameter(tensor))

    def w(self, name):
        return getattr(self, self.names[name])

    @staticmethod
    def norm(x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON)

    def forward(self, input_ids, attention_mask, *rest):
        positions, past = (rest[0], rest[1:]) if self.asks_positions else (None, rest)
        length = input_ids.shape[1]
        if positions is None:
            positions = (attention_mask.cumsum(1) - 1).clamp(min=0)[:, -length:]
        angles = positions[:, None, :, None].float() * (BASE ** (-torch.arange(0, HEAD_WIDTH, 2).float() / HEAD_WIDTH))
        cos, sin = torch.cat([angles, angles], -1).cos(), torch.cat([angles, angles], -1).sin()

        def turned(x):
            first, second = x[..., : HEAD_WIDTH // 2], x[..., HEAD_WIDTH // 2:]
            return x * cos + torch.cat([-second, first], -1) * sin

        def split(x, heads):
            return x.view(x.shape[0], -1, heads, HEAD_WIDTH).transpose(1, 2)

        keys = torch.arange(attention_mask.shape[1])
        hidden = (keys[None, :] > keys[-length:, None]).float()[None, None] + (1.0 - attention_mask[:, None, None, :].float())
        bias = hidden.clamp(max=1.0) * torch.finfo(torch.float32).min
        x, present = nn.functional.embedding(input_ids, self.w("embedding")), []
        for i in range(LAYERS):
            normed = self.norm(x)
            q = turned(split(normed @ self.w(f"{i}.q").T, HEADS))
            k, v = turned(split(normed @ self.w(f"{i}.k").T, KEPT_HEADS)), split(normed @ self.w(f"{i}.v").T, KEPT_HEADS)
            if past:
                k, v = torch.cat([past[2 * i].float(), k], 2), torch.cat([past[2 * i + 1].float(), v], 2)
            present += [k.to(past[0].dtype), v.to(past[0].dtype)] if past else [k, v]
            shape = (k.shape[0], KEPT_HEADS, HEADS // KEPT_HEADS, k.shape[2], HEAD_WIDTH)
            wide = (k.shape[0], HEADS, k.shape[2], HEAD_WIDTH)
            k, v = (t[:, :, None].expand(shape).reshape(wide) for t in (k, v))
            odds = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HEAD_WIDTH) + bias, -1)
            x = x + (odds @ v).transpose(1, 2).reshape(x.shape[0], -1, HEADS * HEAD_WIDTH) @ self.w(f"{i}.o").T
            normed = self.norm(x)
            x = x + (nn.functional.silu(normed @ self.w(f"{i}.gate").T) * (normed @ self.w(f"{i}.up").T)) @ self.w(f"{i}.down").T
        return (self.norm(x) @ self.w("head").T, *present)


def surprisal(w, ids):
    """-ln p of each token but the first: one position and one head at a time; rotations as products of complex numbers."""
    w = {name: tensor.double() for name, tensor in w.items()}
    group = HEADS // KEPT_HEADS

    def norm(x):
        return x / torch.sqrt(torch.dot(x, x) / len(x) + EPSILON)

    def turned(x, position):
        pairs = torch.complex(x[: HEAD_WIDTH // 2], x[HEAD_WIDTH // 2:])
        angle = torch.tensor([position / BASE ** (2 * j / HEAD_WIDTH) for j in range(HEAD_WIDTH // 2)], dtype=torch.float64)
        pairs = pairs * torch.complex(torch.cos(angle), torch.sin(angle))
        return torch.cat([pairs.real, pairs.imag])

    states = [w["embedding"][i] for i in ids]
    for i in range(LAYERS):
        heads = lambda name, x, count: list((w[f"{i}.{name}"] @ x).reshape(count, HEAD_WIDTH))
        normed = [norm(x) for x in states]
        keys = [[turned(k, at) for k in heads("k", x, KEPT_HEADS)] for at, x in enumerate(normed)]
        values = [heads("v", x, KEPT_HEADS) for x in normed]
        for at, x in enumerate(normed):
            mixed = []
            for head, q in enumerate(heads("q", x, HEADS)):
                q, own = turned(q, at), head // group
                odds = [math.exp(torch.dot(q, keys[j][own]).item() / math.sqrt(HEAD_WIDTH)) for j in range(at + 1)]
                mixed.append(sum(o / sum(odds) * values[j][own] for j, o in enumerate(odds)))
            states[at] = states[at] + w[f"{i}.o"] @ torch.cat(mixed)
        for at, x in enumerate(states):
            gate, up = w[f"{i}.gate"] @ norm(x), w[f"{i}.up"] @ norm(x)
            states[at] = x + w[f"{i}.down"] @ (gate / (1 + torch.exp(-gate)) * up)
    given = []
    for x, target in zip(states, ids[1:]):
        logits = w["head"] @ norm(x)
        given.append((torch.log(torch.exp(logits - logits.max()).sum()) + logits.max() - logits[target]).item())
    return given


def export(module, inputs, file, names, outputs, open_heads):
    axes = {}
    for name in names + outputs:
        if name.startswith("pa"):
            axes[name] = {0: "batch_size", 2: "past_sequence_length"} | ({1: "heads", 3: "width"} if open_heads else {})
        elif name.startswith("present"):
            axes[name] = {0: "batch_size", 2: "total_sequence_length"}
        else:
            axes[name] = {0: "batch_size", 1: "total_sequence_length" if name == "attention_mask" else "sequence_length"}
    torch.onnx.export(module, inputs, file, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=13, do_constant_folding=True)


def main():
    os.makedirs(OUT, exist_ok=True)
    w = weights()
    slots = [f"{i}.{kind}" for i in range(LAYERS) for kind in ("key", "value")]
    past, outputs = ["past_key_values." + s for s in slots], ["logits"] + ["present." + s for s in slots]
    ids, ones = torch.randint(0, VOCABULARY, (2, 5)), torch.ones(2, 5, dtype=torch.long)
    cache = tuple(torch.randn(2, KEPT_HEADS, 3, HEAD_WIDTH) for _ in slots)
    longer = torch.ones(2, 8, dtype=torch.long)
    with torch.no_grad():
        with tempfile.TemporaryDirectory() as folder:
            without, with_past = os.path.join(folder, "without.onnx"), os.path.join(folder, "with_past.onnx")
            export(Decoder(w, False), (ids, ones), without, ["input_ids", "attention_mask"], outputs, False)
            export(Decoder(w, False), (ids, longer, *cache), with_past, ["input_ids", "attention_mask", *past], outputs, False)
            onnx.save(merged(without, with_past), os.path.join(OUT, "merged.onnx"))
        places = torch.arange(3, 8).expand(2, 5).contiguous()
        export(Decoder(w, True), (ids, longer, places, *(c.half() for c in cache)), os.path.join(OUT, "cached.onnx"),
               ["input_ids", "attention_mask", "position_ids", *past], outputs, True)
        torch.manual_seed(22)
        golden = []
        for length in (2, 3, 5, 7, 11, 16, 23, 32, 40, 47, 55, 64):
            sequence = torch.randint(0, VOCABULARY, (length,)).tolist()
            nll = surprisal(w, sequence)
            logits = Decoder(w, False)(torch.tensor([sequence]), torch.ones(1, length, dtype=torch.long))[0][0, :-1]
            single = nn.functional.cross_entropy(logits, torch.tensor(sequence[1:]), reduction="none")
            assert max(abs(a - b) for a, b in zip(nll, single.tolist())) < 1e-4
            golden.append({"ids": sequence, "nll": nll})
    with open(os.path.join(OUT, "config.json"), "w", encoding="utf-8") as file:
        json.dump(CONFIG, file, indent=1)
    with open(os.path.join(OUT, "golden.json"), "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
    print(len(golden), "sequences; mean nats", sum(sum(g["nll"]) for g in golden) / sum(len(g["nll"]) for g in golden))


main()
