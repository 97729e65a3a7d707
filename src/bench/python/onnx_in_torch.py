"""Runs an ONNX graph in PyTorch eager: each node is one or a few calls of torch, on the same weights.

Only the operators that the shipped models use. It also counts the floating-point operations of convolutions and matrix products.
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper


def _ints(value):
    return [int(v) for v in value.reshape(-1).tolist()]


class OnnxInTorch(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        self.constants = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
        self.inputs = [i.name for i in graph.input if i.name not in self.constants]
        self.outputs = [o.name for o in graph.output]
        self.nodes = []
        last_use = {}
        for index, node in enumerate(graph.node):
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            attributes = {k: v.decode() if isinstance(v, bytes) else v for k, v in attributes.items()}
            self.nodes.append((getattr(self, "_" + node.op_type.lower()), attributes, list(node.input), list(node.output)))
            for name in node.input:
                last_use[name] = index
        self.dead_after = {}
        for name, index in last_use.items():
            if name not in self.constants and name not in self.outputs:
                self.dead_after.setdefault(index, []).append(name)
        self.flops = 0

    def to(self, device, dtype):
        """Moves the weights; shapes and indices are whole numbers and stay with the processor, which needs them."""
        self.constants = {k: v.to(device, dtype) if v.is_floating_point() else v for k, v in self.constants.items()}
        return self

    @torch.inference_mode()
    def forward(self, inputs):
        self.flops = 0
        values = dict(self.constants)
        values.update(inputs)
        for index, (operator, attributes, names, outputs) in enumerate(self.nodes):
            result = operator(attributes, *[values[n] if n else None for n in names])
            if isinstance(result, (tuple, list)):
                values.update(zip(outputs, result))
            else:
                values[outputs[0]] = result
            for name in self.dead_after.get(index, ()):
                values.pop(name, None)
        return {name: values[name] for name in self.outputs}

    def _conv(self, a, x, w, b=None):
        pads = a.get("pads", [0, 0, 0, 0])
        if pads[:2] != pads[2:]:
            x, pads = F.pad(x, (pads[1], pads[3], pads[0], pads[2])), [0, 0, 0, 0]
        y = F.conv2d(x, w, b, a.get("strides", [1, 1]), pads[:2], a.get("dilations", [1, 1]), a.get("group", 1))
        self.flops += 2 * y.numel() * w[0].numel()
        return y

    def _averagepool(self, a, x):
        pads = a.get("pads", [0, 0, 0, 0])
        return F.avg_pool2d(x, a["kernel_shape"], a.get("strides"), pads[:2], count_include_pad=bool(a.get("count_include_pad", 0)))

    def _instancenormalization(self, a, x, scale, bias):
        return F.instance_norm(x, weight=scale, bias=bias, eps=a["epsilon"])

    def _resize(self, a, x, roi, scales=None, sizes=None):
        size = _ints(sizes)[2:] if sizes is not None else [int(x.shape[i] * float(scales[i])) for i in (2, 3)]
        mode = {"linear": "bilinear", "nearest": "nearest"}[a["mode"]]
        return F.interpolate(x, size, mode=mode, align_corners=False if mode == "bilinear" else None)

    def _depthtospace(self, a, x):
        assert a["mode"] == "CRD"
        return F.pixel_shuffle(x, a["blocksize"])

    def _pad(self, a, x, pads, *_):
        p = _ints(pads)
        n = len(p) // 2
        flat = [v for axis in range(n - 1, n - 3, -1) for v in (p[axis], p[axis + n])]
        return F.pad(x, flat, mode={"edge": "replicate", "reflect": "reflect", "constant": "constant"}[a.get("mode", "constant")])

    def _gemm(self, a, x, w, b=None):
        w = w.t() if a.get("transB") else w
        self.flops += 2 * x.shape[0] * w.shape[0] * w.shape[1]
        return torch.addmm(b, x, w) if b is not None else x @ w

    def _matmul(self, a, x, y):
        self.flops += 2 * x.numel() * y.shape[-1]
        return x @ y

    def _reshape(self, a, x, shape):
        s = _ints(shape)
        return x.reshape([x.shape[i] if v == 0 and not a.get("allowzero") else v for i, v in enumerate(s)])

    def _slice(self, a, x, starts, ends, axes=None, steps=None):
        axes = _ints(axes) if axes is not None else range(starts.numel())
        steps = _ints(steps) if steps is not None else [1] * starts.numel()
        for axis, start, end, step in zip(axes, _ints(starts), _ints(ends), steps):
            wanted = range(*slice(start, end, step).indices(x.shape[axis]))
            if step < 0:  # torch has no such slices
                x = x.index_select(axis, torch.tensor(list(wanted), device=x.device))
            else:
                x = x[(slice(None),) * (axis % x.dim()) + (slice(wanted.start, wanted.stop, step),)]
        return x

    def _shape(self, a, x):
        return torch.tensor(list(x.shape)[a.get("start", 0):a.get("end")], dtype=torch.int64)

    def _gather(self, a, x, index):
        axis = a.get("axis", 0)
        index = index.to(x.device)
        picked = x.index_select(axis, index.reshape(-1))
        return picked.reshape(list(x.shape[:axis]) + list(index.shape) + list(x.shape[axis + 1:]))

    def _cast(self, a, x):
        return x.to({1: torch.float32, 6: torch.int32, 7: torch.int64, 9: torch.bool, 10: torch.float16}[a["to"]])

    def _clip(self, a, x, low=None, high=None):
        return torch.clamp(x, low, high)

    def _split(self, a, x, sizes=None):
        axis = a.get("axis", 0)
        return torch.split(x, _ints(sizes) if sizes is not None else -(-x.shape[axis] // a["num_outputs"]), axis)

    def _reduce(self, function, a, x, axes):
        dims = _ints(axes) if axes is not None else list(range(x.dim()))
        return function(x, dim=dims, keepdim=bool(a.get("keepdims", 1)))

    def _reducemean(self, a, x, axes=None):
        return self._reduce(torch.mean, a, x, axes)

    def _reducesum(self, a, x, axes=None):
        return self._reduce(torch.sum, a, x, axes)

    def _unsqueeze(self, a, x, axes):
        for axis in sorted(_ints(axes)):
            x = x.unsqueeze(axis)
        return x

    def _concat(self, a, *xs):
        return torch.cat(xs, a["axis"])

    def _transpose(self, a, x):
        return x.permute(a["perm"])

    def _max(self, a, *xs):
        return xs[0] if len(xs) == 1 else torch.maximum(xs[0], self._max(a, *xs[1:]))

    def _min(self, a, *xs):
        return xs[0] if len(xs) == 1 else torch.minimum(xs[0], self._min(a, *xs[1:]))

    def _div(self, a, x, y):
        return torch.div(x, y, rounding_mode=None if x.is_floating_point() else "trunc")

    def _add(self, a, x, y): return x + y
    def _sub(self, a, x, y): return x - y
    def _mul(self, a, x, y): return x * y
    def _relu(self, a, x): return torch.relu(x)
    def _sigmoid(self, a, x): return torch.sigmoid(x)
    def _abs(self, a, x): return torch.abs(x)
    def _exp(self, a, x): return torch.exp(x)
    def _log(self, a, x): return torch.log(x)
    def _floor(self, a, x): return torch.floor(x)
    def _sqrt(self, a, x): return torch.sqrt(x)
    def _not(self, a, x): return torch.logical_not(x)
    def _equal(self, a, x, y): return torch.eq(x, y)
    def _greater(self, a, x, y): return torch.gt(x, y)


def from_numpy(inputs):
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in inputs.items()}
