"""Joins a decoder without and one with earlier keys and values into one graph that asks use_cache_branch, as optimum's exports
do: one If node, shared weights in the outer graph, small constants inside the branches."""
import onnx
from onnx import TensorProto, helper, numpy_helper


def is_small(tensor):
    return len(tensor.dims) == 0 or (len(tensor.dims) == 1 and tensor.data_type in (TensorProto.INT32, TensorProto.INT64))


def rename(graph, names):
    """Every tensor by its new name, also those that subgraphs take from outside."""
    for node in graph.node:
        for part in (node.input, node.output):
            for i, name in enumerate(part):
                part[i] = names.get(name, name)
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                rename(attribute.g, names)
                for output in attribute.g.output:
                    output.name = names.get(output.name, output.name)


def merge(without, with_past):
    """Inner tensors get their branch's name as a prefix, outputs keep theirs; equal weights are kept once."""
    shared, taken = [], {}
    for prefix, model in (("no_past.", without), ("with_past.", with_past)):
        graph = model.graph
        outer = {i.name for i in graph.input} | {o.name for o in graph.output} | {""}
        names = {out: prefix + out for node in graph.node for out in node.output if out not in outer}
        kept = []
        for tensor in graph.initializer:
            if is_small(tensor):
                names[tensor.name] = prefix + tensor.name
                tensor.name = names[tensor.name]
                kept.append(tensor)
                continue
            key = (tensor.data_type, tuple(tensor.dims), numpy_helper.to_array(tensor).tobytes())
            if key not in taken:
                taken[key] = tensor.name + "_merged_0"
                shared.append(numpy_helper.from_array(numpy_helper.to_array(tensor), taken[key]))
            names[tensor.name] = taken[key]
        rename(graph, names)
        del graph.initializer[:]
        graph.initializer.extend(kept)
    outputs = [o for o in without.graph.output]
    given = {o.name for o in with_past.graph.output}
    branch_outputs = {o.name: o for o in with_past.graph.output}
    for output in outputs:
        if output.name not in given:
            # The cross-attention's keys and values do not change: an empty tensor stands for them.
            shape = [d.dim_value or 0 for d in output.type.tensor_type.shape.dim]
            shape[2] = 1
            empty = helper.make_tensor(output.name + ".empty", TensorProto.FLOAT, shape, [])
            with_past.graph.node.append(helper.make_node("Constant", [], [output.name], value=empty))
            branch_outputs[output.name] = helper.make_tensor_value_info(output.name, TensorProto.FLOAT, shape)
    for graph, outs in ((without.graph, outputs), (with_past.graph, [branch_outputs[o.name] for o in outputs])):
        del graph.input[:], graph.value_info[:]
        outs = [onnx.ValueInfoProto.FromString(o.SerializeToString()) for o in outs]
        del graph.output[:]
        graph.output.extend(outs)
    return outputs, shared


def merged(without_file, with_past_file):
    without, with_past = onnx.load(without_file), onnx.load(with_past_file)
    inputs = {i.name: i for model in (without, with_past) for i in model.graph.input}
    inputs = [onnx.ValueInfoProto.FromString(i.SerializeToString()) for i in inputs.values()]
    outputs, shared = merge(without, with_past)
    without.graph.name, with_past.graph.name = "no_past", "with_past"
    choice = helper.make_node("If", ["use_cache_branch"], [o.name for o in outputs], name="optimum::if",
                              then_branch=with_past.graph, else_branch=without.graph)
    asks = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    graph = helper.make_graph([choice], "merged", inputs + [asks], outputs, shared)
    model = helper.make_model(graph, opset_imports=without.opset_import, ir_version=without.ir_version, producer_name="make_t5")
    onnx.checker.check_model(model)
    return model
