"""What exporters and their optimizers do to a graph after PyTorch: data files, half precision, eight and four bits, fused attention."""
import math
import os
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def save(model, path, data_files=()):
    """Weights go by turns into the data files, beside the model; without any they stay in it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    for node in model.graph.node:
        node.doc_string = ""
    del model.graph.value_info[:]
    contents = [bytearray() for _ in data_files]
    large = [t for t in model.graph.initializer if len(t.raw_data) >= 256] if data_files else []
    for i, tensor in enumerate(large):
        content = contents[i % len(contents)]
        entries = dict(location=data_files[i % len(data_files)], offset=str(len(content)), length=str(len(tensor.raw_data)))
        content += tensor.raw_data + bytes(-len(tensor.raw_data) % 64)
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in entries.items():
            tensor.external_data.add(key=key, value=value)
    for name, content in zip(data_files, contents):
        with open(os.path.join(os.path.dirname(path), name), "wb") as file:
            file.write(content)
    with open(path, "wb") as file:
        file.write(model.SerializeToString())


def half(model, float_logits):
    """All of the arithmetic in float16; the logits as float32 again where asked."""
    def narrowed(tensor):
        numbers = np.clip(numpy_helper.to_array(tensor), -65504, 65504).astype(np.float16)
        tensor.CopyFrom(numpy_helper.from_array(numbers, tensor.name))

    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT:
            narrowed(tensor)
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t") and attribute.t.data_type == TensorProto.FLOAT:
                narrowed(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16
    for value in [*model.graph.input, *model.graph.output]:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT:
            value.type.tensor_type.elem_type = TensorProto.FLOAT16
    if float_logits:
        for node in model.graph.node:
            node.output[:] = ["logits_half" if o == "logits" else o for o in node.output]
        model.graph.node.append(helper.make_node("Cast", ["logits_half"], ["logits"], "/Cast_logits", to=TensorProto.FLOAT))
        next(o for o in model.graph.output if o.name == "logits").type.tensor_type.elem_type = TensorProto.FLOAT
    return model


def eight_bits(weight):
    """One scale for the whole matrix, around zero: the whole numbers and what they stand for."""
    scale = np.abs(weight).max() / 127
    whole = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
    return whole, np.float32(scale), whole.astype(np.float64) * np.float32(scale)


def dynamic_int8(model):
    """Products of matrices as ONNX Runtime's dynamic quantization leaves them: states are quantized on the way, by one scale for
    the whole batch. The table of embeddings in eight bits too."""
    graph = model.graph
    weights = {t.name: t for t in graph.initializer}
    nodes = []
    for node in graph.node:
        matrix = node.input[1] if node.op_type == "MatMul" else node.input[0] if node.op_type == "Gather" else None
        if matrix not in weights or weights[matrix].data_type != TensorProto.FLOAT or len(weights[matrix].dims) != 2:
            nodes.append(node)
            continue
        out = node.output[0]
        if matrix + "_quantized" not in weights:
            whole, scale, _ = eight_bits(numpy_helper.to_array(weights[matrix]))
            for suffix, value in (("_quantized", whole), ("_scale", scale), ("_zero_point", np.int8(0))):
                weights[matrix + suffix] = numpy_helper.from_array(np.asarray(value), matrix + suffix)
        if node.op_type == "Gather":
            nodes += [helper.make_node("Gather", [matrix + "_quantized", node.input[1]], [out + "_whole"], node.name),
                      helper.make_node("DequantizeLinear", [out + "_whole", matrix + "_scale", matrix + "_zero_point"], [out])]
            continue
        states = node.input[0]
        if not any(states + "_quantized" in n.output for n in nodes):
            nodes.append(helper.make_node("DynamicQuantizeLinear", [states], [states + "_quantized", states + "_scale", states + "_zero_point"]))
        nodes += [helper.make_node("MatMulInteger", [states + "_quantized", matrix + "_quantized", states + "_zero_point", matrix + "_zero_point"], [out + "_whole"], node.name),
                  helper.make_node("Cast", [out + "_whole"], [out + "_float"], to=TensorProto.FLOAT),
                  helper.make_node("Mul", [states + "_scale", matrix + "_scale"], [out + "_scale"]),
                  helper.make_node("Mul", [out + "_float", out + "_scale"], [out])]
    used = {name for node in nodes for name in node.input}
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(t for name, t in weights.items() if name in used)
    return model


def four_bits(weight, block=32):
    """Rows in blocks of 32 with a scale each, as MatMulNBits reads them: packed numbers, scales, and what they stand for."""
    rows, width = weight.shape
    blocks = weight.reshape(rows, width // block, block)
    scales = (np.abs(blocks).max(-1) / 7).astype(np.float32)
    whole = np.clip(np.round(blocks / scales[..., None]) + 8, 0, 15).astype(np.uint8)
    packed = whole[..., 0::2] | (whole[..., 1::2] << 4)
    return packed, scales, ((whole.astype(np.float64) - 8) * scales[..., None]).reshape(rows, width)


def fused_llama(c, w, bits):
    """A Llama as ONNX Runtime GenAI's builder and transformers.js publish it: GroupQueryAttention turns, caches and masks by itself.

    Returns the model and the weights that it stands for."""
    nodes, tensors, stands_for = [], [], {name: a.astype(np.float64) for name, a in w.items()}

    def add(name, array):
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(op, inputs, outputs, domain="", **attributes):
        nodes.append(helper.make_node(op, inputs, outputs, "/" + outputs[0], domain=domain, **attributes))
        return outputs[0]

    def product(x, name):
        weight = w[name + ".weight"]
        if not bits:
            return node("MatMul", [x, add(f"model.{name}.MatMul.weight", weight.T)], [f"{name}/product"])
        packed, scales, stands_for[name + ".weight"] = four_bits(weight)
        inputs = [x, add(f"model.{name}.MatMul.weight_Q4", packed), add(f"model.{name}.MatMul.weight_scales", scales.reshape(-1))]
        return node("MatMulNBits", inputs, [f"{name}/product"], "com.microsoft", K=weight.shape[1], N=weight.shape[0], bits=4, block_size=32)

    real = node("ReduceSum", ["attention_mask", add("one", np.array([1]))], ["mask/sum"], keepdims=1)
    last = node("Cast", [node("Sub", [real, "one"], ["mask/last"])], ["seqlens_k"], to=TensorProto.INT32)
    length = node("Gather", [node("Shape", ["attention_mask"], ["mask/shape"]), add("axis", np.array(1))], ["mask/length"], axis=0)
    length = node("Cast", [length], ["total_seq_len"], to=TensorProto.INT32)
    angles = np.arange(c["context"])[:, None] / c["thetas"][0] ** (np.arange(0, c["head_width"], 2) / c["head_width"])
    cos, sin = add("cos_cache", np.cos(angles).astype(np.float32)), add("sin_cache", np.sin(angles).astype(np.float32))

    skip = node("Gather", [add("model.embed_tokens.weight", w["embedding.weight"]), "input_ids"], ["embed"])
    norm = dict(epsilon=1e-6, axis=-1)
    x = node("SimplifiedLayerNormalization", [skip, add("norm.0", w["layers.0.norm1.weight"])], ["normed.0"], stash_type=1, **norm)
    for l in range(c["layers"]):
        n = f"layers.{l}."
        outs = [f"{n}attention", f"present.{l}.key", f"present.{l}.value"]
        node("GroupQueryAttention", [product(x, n + "q"), product(x, n + "k"), product(x, n + "v"), f"past_key_values.{l}.key", f"past_key_values.{l}.value", last, length, cos, sin],
             outs, "com.microsoft", num_heads=c["heads"], kv_num_heads=c["kv_heads"], scale=1 / math.sqrt(c["head_width"]), local_window_size=-1, do_rotary=1, rotary_interleaved=0)

        def normed(part, weight, name):
            nonlocal skip
            nodes.append(helper.make_node("SkipSimplifiedLayerNormalization", [skip, part, add(name, w[weight])], [name + ".out", "", "", name + ".skip"], "/" + name, domain="com.microsoft", epsilon=1e-6))
            skip = name + ".skip"
            return name + ".out"

        x = normed(product(outs[0], n + "out"), n + "norm2.weight", n + "post")
        gate = product(x, n + "gate")
        silu = node("Mul", [gate, node("Sigmoid", [gate], [n + "sigmoid"])], [n + "silu"])
        part = product(node("Mul", [silu, product(x, n + "up")], [n + "product"]), n + "down")
        x = normed(part, "norm.weight" if l + 1 == c["layers"] else f"layers.{l + 1}.norm1.weight", f"{n}next")
    nodes.append(helper.make_node("Identity", [product(x, "head")], ["logits"]))

    value = helper.make_tensor_value_info
    past = lambda kind, axis: [value(f"{kind}.{l}.{side}", TensorProto.FLOAT, ["batch_size", c["kv_heads"], axis, c["head_width"]]) for l in range(c["layers"]) for side in ("key", "value")]
    inputs = [value("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]), value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"])]
    outputs = [value("logits", TensorProto.FLOAT, ["batch_size", "sequence_length", c["vocabulary"]])]
    graph = helper.make_graph(nodes, "main_graph", inputs + past("past_key_values", "past_sequence_length"), outputs + past("present", "total_sequence_length"), tensors)
    return helper.make_model(graph, ir_version=7, opset_imports=[helper.make_opsetid("", 14), helper.make_opsetid("com.microsoft", 1)]), stands_for
