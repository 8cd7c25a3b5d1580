"""Writes tests/data/architectures: small models of real architectures with random weights, in the shapes that model folders come in,
and what reference.py makes of texts with them. Needs PyTorch 1.13 and onnx 1.12.

    python3 make_models.py tokens.json [FOLDER...]      (tokens.json is what make-tokenizers.mjs wrote)
"""
import gzip
import io
import json
import os
import shutil
import sys
import numpy as np
import onnx
import torch
from torch import nn
import modules
import reference
import surgery

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "data", "architectures")
CONTEXT, STRIDE = 128, 64
TOKENS = json.load(open(sys.argv[1]))

LLAMA = dict(vocabulary=448, width=32, layers=2, heads=4, kv_heads=2, head_width=8, inner=64, thetas=[10000.0], windows=[None], context=CONTEXT)
GEMMA = dict(LLAMA, vocabulary=452, head_width=16, gemma=True, tied=True, scale=12)
BERT = dict(vocabulary=748, width=32, layers=2, heads=4, places=CONTEXT)
END = dict(eos_token="<|endoftext|>")
BOTH = dict(END, bos_token="<|endoftext|>")
SENTENCE = dict(bos_token="<s>", eos_token="</s>", unk_token="<unk>")
POOLING = dict(word_embedding_dimension=32, pooling_mode_cls_token=False, pooling_mode_mean_tokens=False, pooling_mode_max_tokens=False)
MODULES = [dict(idx=i, name=str(i), path=path, type="sentence_transformers.models." + kind) for i, (path, kind) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")])]


class Exported(nn.Module):
    def __init__(self, model, names):
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *inputs):
        fed = dict(zip(self.names, inputs))
        past = [fed.pop(n) for n in self.names if n.startswith("past")]
        if past:
            fed["past"] = list(zip(past[0::2], past[1::2]))
        result = self.model(**fed)
        if not isinstance(result, tuple):
            return result
        return (result[0], *[t for pair in result[1] for t in pair]) if past else result[0]


class Pooled(nn.Module):
    """An encoder with its pooling inside, as sentence-transformers are exported."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        states = self.model(input_ids, attention_mask)
        weights = attention_mask[..., None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
        return states, nn.functional.normalize(mean, dim=-1)


def export(model, c, names, output, opset):
    past = "past" in names
    names = [n for n in names if n != "past"] + [f"past_key_values.{l}.{side}" for l in range(c["layers"]) for side in ("key", "value")] * past
    outputs = output + [f"present.{l}.{side}" for l in range(c["layers"]) for side in ("key", "value")] * past
    before, axes = 3 if past else 0, {}
    example = []
    for name in names:
        if name.startswith("past"):
            example.append(torch.randn(2, c["kv_heads"], before, c["head_width"]))
            axes[name] = {0: "batch_size", 2: "past_sequence_length"}
        else:
            example.append(torch.ones(2, 5 + (before if name == "attention_mask" else 0), dtype=torch.long))
            axes[name] = {0: "batch_size", 1: "sequence_length"}
    for name in outputs:
        axes[name] = {0: "batch_size", 2: "total_sequence_length"} if name.startswith("present") else {0: "batch_size"} if name == "sentence_embedding" else {0: "batch_size", 1: "sequence_length"}
    file = io.BytesIO()
    module = model if isinstance(model, Pooled) else Exported(model, names)
    # Folding would store a tied head a second time.
    folds = not (c.get("tied") or isinstance(model, modules.Gpt2))
    torch.onnx.export(module, tuple(example), file, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=opset, do_constant_folding=folds)
    return onnx.load_from_string(file.getvalue())


def rounded(number):
    return None if number is None else float(f"{number:.9g}")


def language_goldens(tokens, logits_of, bos):
    """Per text: surprisals, the UTF-8 bytes that they tell of, and the answers to a question."""
    texts = []
    for text, plain, after_first, asked in zip(TOKENS["texts"], tokens["plain"], tokens["first_end"], tokens["asked"]):
        ids = ([bos] if bos is not None else []) + plain
        nll = reference.surprisal(logits_of, ids, CONTEXT, STRIDE)
        size = len(text.encode()) if bos is not None else after_first
        answer = np.exp(reference.log_softmax(logits_of(asked)[-1])) if len(asked) <= CONTEXT else None
        yes, no = (None, None) if answer is None else (answer[tokens["yes"]].sum(), answer[tokens["no"]].sum())
        texts.append(dict(nll=[rounded(x) for x in nll], bytes=size, p_yes=rounded(yes), p_no=rounded(no)))
    return texts


def embedding_goldens(tokens, states_of, how, prompt, in_graph):
    """A text that does not fit is cut into equal pieces; its vector is their mean. A graph that pools makes each of unit length."""
    def framed(special, plain):
        start = next((i for i in range(len(special)) if special[i:i + len(plain)] == plain), 0)
        return special[:start], special[start + len(plain):]

    vectors = []
    for plain, special, passage in zip(tokens["plain"], tokens["special"], tokens["passages"]):
        before, after = framed(special, plain)
        if prompt:
            before = passage[:len(passage) - len(plain) - len(after)]
        room = CONTEXT - len(before) - len(after)
        count = -(-len(plain) // room)
        total = np.zeros(32)
        for i in range(count):
            states = states_of([*before, *plain[len(plain) * i // count:len(plain) * (i + 1) // count], *after])
            piece = states[0] if how == "cls" else states[-1] if how == "lasttoken" else states.mean(0)
            total += piece / np.sqrt(piece @ piece) if in_graph else piece
        vectors.append(dict(vector=[rounded(x) for x in (total / np.sqrt(total @ total) if count else total)]))
    return vectors


def golden(name, folder, file, c, model, formula, weights, tokenizer, bos, how=None, prompt=None, in_graph=False):
    tokens = TOKENS["tokenizers"][tokenizer]
    model = model.double()
    model.load_state_dict({k: torch.tensor(v) for k, v in weights.items()}, strict=True)
    differences = []

    def run(ids):
        plain = formula(c, weights, ids)
        with torch.no_grad():
            eager = model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long))
        eager = (eager[0] if isinstance(eager, tuple) else eager)[0].numpy()
        differences.append(np.abs(plain - eager).max() / np.abs(plain).max())
        return plain

    texts = embedding_goldens(tokens, run, how, prompt, in_graph) if how else language_goldens(tokens, run, bos)
    assert max(differences) < 1e-9, max(differences)
    content = json.dumps(dict(folder=folder, file=file, window=CONTEXT, stride=STRIDE, texts=texts))
    with open(os.path.join(OUT, "golden", name + ".json.gz"), "wb") as target:
        target.write(gzip.compress(content.encode(), 9, mtime=0))
    print(name, "formulas and PyTorch agree to", f"{max(differences):.1e}")


def double(model):
    return {k: v.detach().double().numpy() for k, v in model.state_dict().items()}


def write_json(folder, file, value):
    path = os.path.join(OUT, folder, file)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as target:
        json.dump(value, target, ensure_ascii=False, separators=(",", ":") if file == "tokenizer.json" else None)


def folder(name, tokenizer, config, tokenizer_config):
    shutil.rmtree(os.path.join(OUT, name), ignore_errors=True)
    write_json(name, "config.json", config)
    write_json(name, "tokenizer.json", TOKENS["tokenizers"][tokenizer]["file"])
    write_json(name, "tokenizer_config.json", tokenizer_config)


def path(name, file):
    return os.path.join(OUT, name, file)


def language(name, kind, seed, c, tokenizer, config, special, names=("input_ids", "attention_mask"), file="model.onnx", opset=14, data_files=(), bos=None):
    model = modules.weigh(getattr(modules, kind)(c), seed)
    formula = getattr(reference, kind.lower())
    folder(name, tokenizer, dict(config, vocab_size=c["vocabulary"], torch_dtype="float32"), special)
    exported = lambda: export(model.float(), c, list(names), ["logits"], opset)
    weights = double(model)
    surgery.save(exported(), path(name, file), data_files)
    golden(name, name, file, c, model, formula, weights, tokenizer, bos)
    model.load_state_dict({k: torch.tensor(v) for k, v in weights.items()})
    return model, formula, weights, exported


def llama_like(architecture, model_type, **more):
    return dict(architectures=[architecture], model_type=model_type, hidden_size=32, max_position_embeddings=CONTEXT, **more)


def gpt2():
    c = dict(vocabulary=446, width=32, layers=2, heads=4, context=CONTEXT)
    language("gpt2", "Gpt2", 1, c, "gpt2", dict(architectures=["GPT2LMHeadModel"], model_type="gpt2", n_positions=CONTEXT, n_embd=32), dict(BOTH, model_max_length=CONTEXT), opset=11, bos=0)


def llama():
    names = ("input_ids", "attention_mask", "position_ids", "past")
    model, formula, weights, exported = language("llama", "Llama", 2, LLAMA, "llama3", llama_like("LlamaForCausalLM", "llama"), BOTH, names, "onnx/model.onnx", bos=0)
    halves = {k: v.astype(np.float16).astype(np.float64) for k, v in weights.items()}
    surgery.save(surgery.half(exported(), float_logits=False), path("llama", "onnx/model_fp16.onnx"))
    golden("llama.fp16", "llama", "onnx/model_fp16.onnx", LLAMA, model, formula, halves, "llama3", 0)
    eighths = {k: surgery.eight_bits(v.astype(np.float32).T if "embedding" not in k else v.astype(np.float32))[2] for k, v in weights.items() if v.ndim == 2}
    eighths = {k: v if k not in eighths else eighths[k] if "embedding" in k else eighths[k].T for k, v in weights.items()}
    model.load_state_dict({k: torch.tensor(v) for k, v in weights.items()})
    surgery.save(surgery.dynamic_int8(exported()), path("llama", "onnx/model_quantized.onnx"))
    golden("llama.int8", "llama", "onnx/model_quantized.onnx", LLAMA, model, formula, eighths, "llama3", 0)


def smollm():
    language("smollm", "Llama", 3, dict(LLAMA, tied=True, thetas=[100000.0]), "llama2", llama_like("LlamaForCausalLM", "llama", tie_word_embeddings=True), SENTENCE,
             ("input_ids", "attention_mask", "position_ids"), data_files=["model.onnx_data"], bos=1)


def qwen2():
    language("qwen2", "Llama", 4, dict(LLAMA, vocabulary=512, tied=True, qkv_bias=True, thetas=[1000000.0]), "qwen2", llama_like("Qwen2ForCausalLM", "qwen2"), dict(END, bos_token=None, pad_token="<|endoftext|>"),
             file="onnx/model.onnx", data_files=["model.onnx_data", "model.onnx_data_1"], opset=17)


def qwen3():
    c = dict(LLAMA, head_width=16, tied=True, head_norms=True, thetas=[1000000.0])
    model, formula, weights, exported = language("qwen3", "Llama", 5, c, "qwen2", llama_like("Qwen3ForCausalLM", "qwen3"), dict(END, pad_token="<|endoftext|>"), ("input_ids", "attention_mask", "position_ids"), "model.onnx", 17)
    halves = {k: v.astype(np.float16).astype(np.float64) for k, v in weights.items()}
    surgery.save(surgery.half(exported(), float_logits=True), path("qwen3", "model_fp16.onnx"))
    golden("qwen3.fp16", "qwen3", "model_fp16.onnx", c, model, formula, halves, "qwen2", None)


def gemma2():
    language("gemma2", "Llama", 6, dict(GEMMA, attention_cap=5.0, logit_cap=3.0, windows=[16, None]), "gemma", llama_like("Gemma2ForCausalLM", "gemma2", final_logit_softcapping=3.0), SENTENCE, ("input_ids", "attention_mask", "position_ids"), "onnx/model.onnx", bos=1)


def gemma3():
    language("gemma3", "Llama", 7, dict(GEMMA, head_norms=True, thetas=[10000.0, 1000000.0], windows=[16, None]), "gemma", llama_like("Gemma3ForCausalLM", "gemma3_text"), SENTENCE, ("input_ids", "attention_mask", "position_ids", "past"), "onnx/model.onnx", bos=1)


def phi():
    c = dict(vocabulary=448, width=32, layers=2, heads=4, rotated=4)
    config = dict(architectures=["PhiForCausalLM"], model_type="phi", hidden_size=32, max_position_embeddings=CONTEXT)
    language("phi", "Phi", 8, c, "gpt2", config, BOTH, ("input_ids", "attention_mask", "position_ids"), "onnx/decoder_model.onnx", bos=0)
    language("phi-gemm", "Phi", 9, dict(c, gemm=True), "gpt2", config, BOTH, opset=12, bos=0)


def llama_fused():
    c = dict(LLAMA, head_width=16)
    model = modules.weigh(modules.Llama(c), 10)
    folder("llama-fused", "llama3", dict(llama_like("LlamaForCausalLM", "llama"), vocab_size=c["vocabulary"]), BOTH)
    for name, file, bits in (("llama-fused", "onnx/model.onnx", None), ("llama-fused.q4", "onnx/model_q4.onnx", 4)):
        graph, weights = surgery.fused_llama(c, {k: v.detach().float().numpy() for k, v in modules.weigh(model.float(), 10).state_dict().items()}, bits)
        surgery.save(graph, path("llama-fused", file))
        golden(name, "llama-fused", file, c, model, reference.llama, weights, "llama3", 0)


def encoder(name, seed, c, pooling, names, file, prompts=None, output="last_hidden_state", in_graph=False, model_type="bert", data_files=()):
    model = modules.weigh(modules.Bert(c), seed)
    config = dict(architectures=["BertModel" if model_type == "bert" else "XLMRobertaModel"], model_type=model_type, hidden_size=32, max_position_embeddings=c["places"], vocab_size=c["vocabulary"], pad_token_id=0)
    folder(name, "bert", config, dict(cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]", unk_token="[UNK]"))
    if pooling:
        write_json(name, "1_Pooling/config.json", dict(POOLING, **{f"pooling_mode_{pooling}": True}))
        write_json(name, "modules.json", MODULES)
    if prompts:
        write_json(name, "config_sentence_transformers.json", dict(prompts=prompts, default_prompt_name=None, similarity_fn_name="cosine"))
    outputs = ["token_embeddings", "sentence_embedding"] if in_graph else [output]
    surgery.save(export(Pooled(model) if in_graph else model, c, list(names), outputs, 14), path(name, file), data_files)
    golden(name, name, file, c, model, reference.bert, double(model), "bert", None, "cls" if pooling == "cls_token" else "mean", prompts, in_graph)


def bert():
    three = ("input_ids", "attention_mask", "token_type_ids")
    encoder("minilm", 11, BERT, "mean_tokens", three, "onnx/model.onnx")
    encoder("bge", 12, BERT, "cls_token", three, "model.onnx")
    encoder("minilm-pooled", 13, BERT, None, three[:2], "model.onnx", in_graph=True)
    encoder("e5", 14, dict(BERT, places=CONTEXT + 1, padding=0), "mean_tokens", three[:2], "onnx/model.onnx", dict(query="query: ", passage="passage: "), model_type="xlm-roberta")


def qwen3_embedding():
    c = dict(LLAMA, vocabulary=440, head_width=16, head_norms=True, thetas=[1000000.0], states=True, tied=True)
    name, file = "qwen3-embedding", "onnx/model.onnx"
    model = modules.weigh(modules.Llama(c), 15)
    folder(name, "qwen3embedding", dict(llama_like("Qwen3ForCausalLM", "qwen3"), vocab_size=440), dict(END, pad_token="<|endoftext|>"))
    write_json(name, "1_Pooling/config.json", dict(POOLING, pooling_mode_lasttoken=True, include_prompt=True))
    write_json(name, "modules.json", MODULES)
    write_json(name, "config_sentence_transformers.json", dict(prompts=dict(query="Instruct: find\nQuery:", document=""), default_prompt_name=None))
    surgery.save(export(model, c, ["input_ids", "attention_mask", "position_ids", "past"], ["last_hidden_state"], 17), path(name, file))
    golden(name, name, file, c, model, reference.llama, double(model), "qwen3embedding", None, "lasttoken")


os.makedirs(os.path.join(OUT, "golden"), exist_ok=True)
with open(os.path.join(OUT, "texts.json"), "w") as target:
    json.dump(dict(texts=TOKENS["texts"], prompt="{document}".join(TOKENS["prompt"])), target, ensure_ascii=False, indent=0)
for make in [gpt2, llama, smollm, qwen2, qwen3, gemma2, gemma3, phi, llama_fused, bert, qwen3_embedding]:
    if not sys.argv[2:] or make.__name__ in sys.argv[2:]:
        make()
