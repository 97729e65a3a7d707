"""The Python half of src/bench/infer: one runtime a process, told over standard input what to run.

Usage: infer_peer.py onnxruntime|torch|sgemm THREADS

Commands, each answered by one line of JSON:
  load ONNX NAME=FILE:SHAPE...   loads a network; the files hold float32 inputs, SHAPE is 1x1x512x512
  run N                          runs it N times: CPU and wall seconds of the whole
  out DIR                        writes the outputs of one run as DIR/NAME.f32, and the network's floating-point operations
"""

import json
import os
import resource
import sys
import time

try:
    import numpy as np
except ImportError as e:
    print(json.dumps({"absent": str(e)}), flush=True)
    sys.exit()


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class OnnxRuntime:
    """As a user would write it: default options, the number of threads that the Java side has."""

    def __init__(self, threads):
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # from 1.29 on it sends reports while it runs
        import onnxruntime
        self.runtime = onnxruntime
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = threads
        self.options.inter_op_num_threads = 1
        self.name = "Python ONNX Runtime " + onnxruntime.__version__

    def load(self, path, inputs):
        self.session = self.runtime.InferenceSession(path, self.options, providers=["CPUExecutionProvider"])
        self.inputs = inputs

    def run(self):
        return dict(zip([o.name for o in self.session.get_outputs()], self.session.run(None, self.inputs)))

    def flops(self):
        return 0


class QuietOnnxRuntime(OnnxRuntime):
    """The same with threads that sleep between two runs instead of spinning."""

    def __init__(self, threads):
        super().__init__(threads)
        self.options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.name += " without spinning"


class Torch:
    def __init__(self, threads):
        import torch
        from onnx_in_torch import OnnxInTorch, from_numpy
        torch.set_num_threads(threads)
        self.network, self.convert = OnnxInTorch, from_numpy
        self.name = "PyTorch " + torch.__version__ + " eager"

    def load(self, path, inputs):
        self.model = self.network(path)
        self.inputs = self.convert(inputs)

    def run(self):
        return {name: value.numpy() for name, value in self.model(self.inputs).items()}

    def flops(self):
        return self.model.flops


class Sgemm:
    """A product of two matrices that fit the cache badly enough to be honest: the machine's float32 peak."""

    SIZE = 2048

    def __init__(self, threads):
        import torch
        torch.set_num_threads(threads)
        self.torch = torch
        self.name = "sgemm"

    def load(self, path, inputs):
        self.a = self.torch.rand(self.SIZE, self.SIZE)
        self.b = self.torch.rand(self.SIZE, self.SIZE)

    def run(self):
        return {"product": (self.a @ self.b).numpy()}

    def flops(self):
        return 2 * self.SIZE ** 3


RUNTIMES = {"onnxruntime": OnnxRuntime, "onnxruntime-quiet": QuietOnnxRuntime, "torch": Torch, "sgemm": Sgemm}


def tensor(word):
    name, rest = word.split("=", 1)
    file, shape = rest.rsplit(":", 1)
    return name, np.fromfile(file, dtype=np.float32).reshape([int(s) for s in shape.split("x")])


def main():
    try:
        runtime = RUNTIMES[sys.argv[1]](int(sys.argv[2]))
    except ImportError as e:
        print(json.dumps({"absent": str(e)}), flush=True)
        return
    print(json.dumps({"name": runtime.name}), flush=True)
    for line in sys.stdin:
        words = line.split()
        answer = {}
        if words[0] == "load":
            runtime.load(words[1], dict(tensor(w) for w in words[2:]))
            runtime.run()
        elif words[0] == "run":
            cpu, wall = cpu_seconds(), time.perf_counter()
            for _ in range(int(words[1])):
                runtime.run()
            answer = {"cpu": cpu_seconds() - cpu, "wall": time.perf_counter() - wall}
        elif words[0] == "out":
            for name, value in runtime.run().items():
                value.astype(np.float32).tofile(words[1] + "/" + name + ".f32")
            answer = {"flops": runtime.flops()}
        print(json.dumps(answer), flush=True)


main()
