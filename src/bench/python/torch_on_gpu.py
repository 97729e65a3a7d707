"""Times the shipped networks in PyTorch eager on a GPU, batch 1 and 8, float32 and float16, with copies, as deploy/gpu-check does on TensorRT.

Usage: torch_on_gpu.py MODELS_FOLDER
"""

import glob
import statistics
import sys
import time

import onnx
import torch

from onnx_in_torch import OnnxInTorch

SIDE, WARM_UP, RUNS = 512, 5, 50


def shape(value, batch):
    sizes = []
    for position, dimension in enumerate(value.type.tensor_type.shape.dim):
        fixed = dimension.dim_value
        sizes.append(batch if position == 0 else fixed or SIDE)
    return sizes


def milliseconds(network, inputs, dtype):
    taken = []
    for i in range(WARM_UP + RUNS):
        start = time.perf_counter()
        on_gpu = {name: value.to("cuda", dtype, non_blocking=True) for name, value in inputs.items()}
        for value in network(on_gpu).values():
            value.float().cpu()
        if i >= WARM_UP:
            taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


def main():
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    print(f"PyTorch {torch.__version__} eager on {torch.cuda.get_device_name()}")
    print("| Model | Precision | Batch 1 ms | Batch 8 ms |")
    print("|---|---|---|---|")
    for path in sorted(glob.glob(sys.argv[1] + "/*/*/models/model.onnx")):
        graph = onnx.load(path).graph
        for name, dtype in (("fp32", torch.float32), ("fp16", torch.float16)):
            line = "| " + " ".join(path.split("/")[-4:-2]) + " | " + name + " | "
            try:
                network = OnnxInTorch(path).to("cuda", dtype)
                times = []
                for batch in (1, 8):
                    inputs = {i.name: (0.25 + 0.75 * torch.rand(shape(i, batch))).pin_memory() for i in graph.input}
                    times.append(f"{milliseconds(network, inputs, dtype):.2f}")
                print(line + " | ".join(times) + " |")
            except Exception as e:
                print(line + "failed: " + " ".join(str(e).split())[:200] + " |")


main()
