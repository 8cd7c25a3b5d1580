"""A small T5 tokenizer: trained and run by sentencepiece, written as a tokenizer.json of T5's form."""
import base64
import json
import os
import tempfile

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as model_proto

PAD, EOS, UNK = 0, 1, 2
EXTRA = 10  # T5 has 100 <extra_id_N> tokens above its vocabulary; ten are enough here.


def train(lines, size):
    """A Unigram model with T5's special ids (pad 0, </s> 1, <unk> 2, no <s>) and sentencepiece's own nmt_nfkc rules."""
    with tempfile.TemporaryDirectory() as folder:
        text, prefix = os.path.join(folder, "lines.txt"), os.path.join(folder, "t5")
        with open(text, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        sentencepiece.SentencePieceTrainer.Train(
            input=text, model_prefix=prefix, model_type="unigram", vocab_size=size, character_coverage=0.999,
            pad_id=PAD, eos_id=EOS, unk_id=UNK, bos_id=-1, pad_piece="<pad>", eos_piece="</s>", unk_piece="<unk>",
            num_threads=1, minloglevel=2)
        return sentencepiece.SentencePieceProcessor(model_file=prefix + ".model")


def write(processor, folder):
    proto = model_proto.ModelProto()
    proto.ParseFromString(processor.serialized_model_proto())
    pieces = [[piece.piece, piece.score] for piece in proto.pieces]
    extra = [f"<extra_id_{i}>" for i in reversed(range(EXTRA))]
    special = ["<pad>", "</s>", "<unk>", *extra]
    ids = {text: i for i, text in enumerate([piece for piece, _ in pieces] + extra)}
    added = [{"id": ids[text], "content": text, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True} for text in special]
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode()},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True}]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "special_tokens": {"</s>": {"id": "</s>", "ids": [EOS], "tokens": ["</s>"]}}},
        "decoder": {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True},
        "model": {"type": "Unigram", "unk_id": UNK, "vocab": pieces + [[text, 0.0] for text in extra]},
    }
    with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as file:
        json.dump(tokenizer, file, ensure_ascii=False, separators=(",", ":"))
    return len(ids)
