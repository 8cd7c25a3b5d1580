"""Seconds of a plain PyTorch forward pass, float32 without TF32, over batches of given shapes on the first GPU.

Reads {"layers", "width", "vocabulary", "context", "batches": [[rows, length, positions], ...]} from standard input: a decoder of
pre-norm blocks as MadeModel.cs writes it, random weights and ids; the head at `positions` of each batch. Prints the best of three.
"""
import json
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    sys.exit(print("PyTorch is not installed.") or 1)
if not torch.cuda.is_available():
    sys.exit(print("PyTorch sees no GPU.") or 1)

torch.backends.cuda.matmul.allow_tf32 = False
plan = json.load(sys.stdin)
width, heads = plan["width"], plan["width"] // 64


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.query, self.key, self.value, self.out = (torch.nn.Linear(width, width) for _ in range(4))
        self.widen, self.narrow = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def forward(self, x):
        rows, length, _ = x.shape
        y = self.before(x)
        query, key, value = (part(y).view(rows, length, heads, 64).transpose(1, 2) for part in (self.query, self.key, self.value))
        # Right padding and a causal mask: no wanted position sees the padding.
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.out(mixed.transpose(1, 2).reshape(rows, length, width))
        return x + self.narrow(F.gelu(self.widen(self.between(x))))


class Decoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.places = torch.nn.Embedding(plan["vocabulary"], width), torch.nn.Embedding(plan["context"], width)
        self.blocks = torch.nn.Sequential(*(Block() for _ in range(plan["layers"])))
        self.last, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, plan["vocabulary"], bias=False)

    def forward(self, ids, positions):
        x = self.blocks(self.tokens(ids) + self.places.weight[: ids.shape[1]])
        return F.log_softmax(self.head(self.last(x).view(-1, width)[:positions]), -1)[:, 0]


model = Decoder().cuda().eval()
batches = [(torch.randint(plan["vocabulary"], (rows, length)), positions) for rows, length, positions in plan["batches"]]
best = float("inf")
with torch.inference_mode():
    for _ in range(3):
        torch.cuda.synchronize()
        began = time.perf_counter()
        for ids, positions in batches:
            model(ids.cuda(), positions).cpu()
        torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
print(best)
