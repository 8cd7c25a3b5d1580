"""Makes tests/data/t5: small random T5 models of both generations as ONNX in optimum's shapes, their tokenizer, and what each
says of many texts, computed in double precision from the same weights (not through ONNX).

Needs Debian's python3-torch, python3-onnx and python3-sentencepiece. Run it from this folder: python3 make_t5.py
"""
import gc
import json
import os
import tempfile

import onnx
import torch

import t5_tokenizer
from merge_branches import merged
from t5_module import DecoderExport, DecoderWithPastExport, EncoderExport, T5
from t5_reference import Reference

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
OUT = os.path.join(HERE, "..", "..", "data", "t5")
WINDOW, WIDE = 288, 480
OPSET = 13

PROMPT = (
    "###\n{document}\n###\n"
    "Does the previous paragraph demarcated within ### and ### contain informative signal for pre-training a large-language model? "
    "An informative datapoint should be well-formatted, contain some usable knowledge of the world, and strictly NOT have any harmful, "
    "racist, sexist, etc. content.\nOPTIONS:\n- yes\n- no")

COMMON = {
    "architectures": ["T5ForConditionalGeneration"], "model_type": "t5", "is_encoder_decoder": True,
    "d_model": 32, "d_kv": 6, "num_heads": 4, "num_layers": 2, "num_decoder_layers": 2, "layer_norm_epsilon": 1e-06,
    "relative_attention_num_buckets": 32, "relative_attention_max_distance": 128, "n_positions": WINDOW,
    "pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0,
}
VARIANTS = {
    "v1_0": {"d_ff": 64, "feed_forward_proj": "relu", "tie_word_embeddings": True},
    "v1_1": {"d_ff": 48, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False},
}


def samples():
    with open(os.path.join(ROOT, "src", "QualityReview.Web", "SampleDataset", "samples.jsonl"), encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def texts(all_texts):
    own = [
        "a", "Yes.", "no", " ", "\n\n\t", "x" * 90, "0 1 2 3 4 5 6 7 8 9", "A ### B", "yes yes yes no no no",
        "The cat sat on the mat.", "Caf\u00e9 na\u00efve \u2014 \u201cquoted\u201d \u2026 \ufb01ne", "\u0421\u043e\u0431\u0430\u043a\u0430 \u6f22\u5b57 \U0001f600 end",
        "line one\nline two\r\n\r\n   indented\tand tabbed   ", "def f(x):\n    return x ** 2  # square\n", "<p>markup &amp; entities</p>",
        "half\u00a0wide \uff26\uff35\uff2c\uff2c \u212b \u2460",
    ]
    # By lengths from a line to several windows.
    cut = [text[:length] for length, text in zip((30, 60, 90, 140, 200, 260, 300, 340, 380, 420, 500, 700, 1100, 2000), all_texts[7::61])]
    return own + cut + [" ".join(cut)[:4000]]


def prompt_ids(processor, text, window):
    """The prompt as ids with </s>, and whether the text was cut: at the end of a token, so that as much as fits is read."""
    text = text.replace("###", "")
    whole = processor.encode(PROMPT.replace("{document}", text)) + [t5_tokenizer.EOS]
    if len(whole) <= window:
        return whole, False
    words = text.split()
    # sentencepiece knows no places in the source, but what it gives for a prefix of its own pieces is those pieces again.
    pieces = processor.encode(" ".join(words), out_type=str)
    for count in range(len(pieces), -1, -1):
        start = "".join(pieces[:count]).replace("\u2581", " ").strip()
        ids = processor.encode(PROMPT.replace("{document}", start)) + [t5_tokenizer.EOS]
        if len(ids) <= window:
            return ids, True
    raise ValueError("The prompt alone does not fit.")


def random_weights(model, seed):
    """Larger than at a real start of training: every part must be heard in the answer."""
    torch.manual_seed(seed)
    spread = {"shared.weight": 1.0, "lm_head.weight": 0.35, "relative_attention_bias.weight": 1.0, ".q.weight": 0.3}
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.uniform_(0.5, 1.5)
            else:
                weight.normal_(0.0, next((s for end, s in spread.items() if name.endswith(end)), 0.2))


def export(module, inputs, file, names, outputs, axes):
    torch.onnx.export(module, inputs, file, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=OPSET, do_constant_folding=True)
    model = onnx.load(file)
    # What helps nobody and differs between versions.
    for node in model.graph.node:
        node.ClearField("doc_string")
    onnx.save(model, file)


def write_models(model, folder):
    c, (b, s) = model.c, (2, 7)
    ids, mask, start, states = torch.randint(3, 90, (b, s)), torch.ones(b, s, dtype=torch.long), torch.zeros(b, 3, dtype=torch.long), torch.randn(b, s, c["d_model"])
    kinds = ["decoder.key", "decoder.value", "encoder.key", "encoder.value"]
    slots = [f"{i}.{kind}" for i in range(c["num_decoder_layers"]) for kind in kinds]
    present, past = ["present." + slot for slot in slots], ["past_key_values." + slot for slot in slots]

    def axes(*names):
        table = {
            "input_ids": {0: "batch_size", 1: "decoder_sequence_length"}, "encoder_hidden_states": {0: "batch_size", 1: "encoder_sequence_length"},
            "encoder_attention_mask": {0: "batch_size", 1: "encoder_sequence_length"}, "logits": {0: "batch_size", 1: "decoder_sequence_length"},
        }
        length = lambda n: "encoder_sequence_length_out" if ".encoder." in n else ("past_" if n.startswith("past") else "") + "decoder_sequence_length"
        return {n: table.get(n) or {0: "batch_size", 2: length(n)} for n in names}

    export(EncoderExport(model), (ids, mask), os.path.join(folder, "encoder_model.onnx"), ["input_ids", "attention_mask"], ["last_hidden_state"],
           {n: {0: "batch_size", 1: "encoder_sequence_length"} for n in ("input_ids", "attention_mask", "last_hidden_state")})
    names = ["encoder_attention_mask", "input_ids", "encoder_hidden_states"]
    plain = os.path.join(folder, "decoder_model.onnx")
    export(DecoderExport(model), (mask, start, states), plain, names, ["logits", *present], axes(*names, "logits", *present))
    with tempfile.TemporaryDirectory() as temporary:
        with_past = os.path.join(temporary, "decoder_with_past_model.onnx")
        _, kept = model.decode(start, states, mask)
        names, own = ["encoder_attention_mask", "input_ids", *past], [p for p in present if ".decoder." in p]
        export(DecoderWithPastExport(model), (mask, start[:, :1], *kept), with_past, names, ["logits", *own], axes(*names, "logits", *own))
        onnx.save(merged(plain, with_past), os.path.join(folder, "decoder_model_merged.onnx"))


def main():
    os.makedirs(OUT, exist_ok=True)
    all_texts = samples()
    answers = ["yes no", "Yes No", "- yes - no"] * 400
    processor = t5_tokenizer.train([line for text in all_texts for line in text.splitlines()] + [PROMPT] * 20 + answers, 700)
    size = t5_tokenizer.write(processor, OUT)
    with open(os.path.join(OUT, "tokenizer_config.json"), "w", encoding="utf-8") as file:
        json.dump({"tokenizer_class": "T5Tokenizer", "model_max_length": WINDOW, "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}, file, indent=1)
    yes, no = ([processor.piece_to_id("\u2581" + word) for word in words] for words in (("yes", "Yes"), ("no", "No")))
    assert t5_tokenizer.UNK not in yes + no, "The vocabulary lacks an answer."
    for (name, own), seed in zip(VARIANTS.items(), (11, 12)):
        # As in real T5 the model has more rows than the tokenizer has tokens.
        config = {**COMMON, **own, "vocab_size": size + 18}
        folder = os.path.join(OUT, name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
            json.dump(config, file, indent=1)
        model = T5(config).eval()
        random_weights(model, seed)
        with torch.no_grad():
            write_models(model, folder)
            reference = Reference(model.state_dict(), config)
            golden, worst = [], 0.0
            for text in texts(all_texts):
                row = {"text": text}
                for kind, window in (("", WINDOW), ("wide_", WIDE)):
                    ids, cut = prompt_ids(processor, text, window)
                    if kind and len(ids) <= WINDOW:
                        continue
                    p = reference.next_token(ids)
                    row |= {kind + "ids": ids, kind + "truncated": cut, kind + "p_yes": float(p[yes].sum()), kind + "p_no": float(p[no].sum())}
                    # The module that was exported against the definition: a difference here is a fault of one of the two.
                    tensor = torch.tensor([ids])
                    logits, _ = model.decode(torch.tensor([[0]]), model.encode(tensor, torch.ones_like(tensor)), torch.ones_like(tensor))
                    q = torch.softmax(logits[0, 0].double(), 0)
                    worst = max(worst, abs(float(q[yes].sum()) / row[kind + "p_yes"] - 1))
                golden.append(row)
            logs = torch.tensor([row["p_yes"] for row in golden]).log()
            print(name, len(golden), "texts; ln P(yes) from", float(logs.min()), "to", float(logs.max()), "deviation", float(logs.std()),
                  "; module against reference, relative:", worst)
            assert worst < 2e-5 and float(logs.std()) > 0.1
            with open(os.path.join(folder, "golden.json"), "w", encoding="utf-8") as file:
                json.dump({"window": WINDOW, "wide": WIDE, "yes": yes, "no": no, "texts": golden}, file, separators=(",", ":"))
        gc.collect()


main()
