"""The network: a residual U-Net that works at half resolution and answers at full resolution."""

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (16, 32, 64, 128, 160, 192)
GAIN = 1.04


class ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions with one group normalisation and a shortcut."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm = nn.GroupNorm(8, outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.shortcut = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        inner = functional.relu(self.norm(self.first(x)))
        return functional.relu(self.shortcut(x) + self.second(inner))


class BoneNet(nn.Module):
    """From a normalised radiograph [n, 1, h, w] to bone and lung logits, each [n, 1, h, w].

    h and w are multiples of 64. A strided convolution halves the resolution at the entrance and a pixel shuffle
    restores it at the exit: a 512 x 512 image costs what a 256 x 256 one does.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS):
        super().__init__()
        pairs = list(zip(widths, widths[1:]))
        self.entrance = nn.Conv2d(1, widths[0], 6, stride=2, padding=2)
        self.top = ResidualBlock(widths[0], widths[0])
        self.down = nn.ModuleList(ResidualBlock(a, b) for a, b in pairs)
        self.narrow = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairs)
        self.up = nn.ModuleList(ResidualBlock(a, a) for a, _ in pairs)
        self.exit = nn.Conv2d(widths[0], 8, 3, padding=1)
        nn.init.zeros_(self.exit.weight)
        nn.init.zeros_(self.exit.bias)

    def features(self, image: Tensor) -> Tensor:
        """What is known of each place before it is put into two numbers, [n, widths[0], h / 2, w / 2]."""
        levels = [self.top(functional.relu(self.entrance(image)))]
        for block in self.down:
            levels.append(block(functional.avg_pool2d(levels[-1], 2)))
        y = levels.pop()
        for narrow, block in zip(reversed(self.narrow), reversed(self.up)):
            wider = functional.interpolate(narrow(y), scale_factor=2.0, mode="bilinear", align_corners=False)
            y = block(wider + levels.pop())
        return y

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        return self.answer(self.features(image))

    def answer(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """Bone and lung logits from features."""
        both = functional.pixel_shuffle(self.exit(y), 2)
        return both[:, :1], both[:, 1:]


def smooth(lung: Tensor) -> Tensor:
    """Lung logits as a probability that is averaged over 9 x 9 pixels, so that the lung has no ragged outline."""
    return functional.avg_pool2d(torch.sigmoid(lung), 9, stride=1, padding=4, count_include_pad=False)


class Exported(nn.Module):
    """The graph that a node runs: outputs `bone` and `lung`, the latter as a smooth probability.

    Bone is 4 % stronger than the network says: absolute error draws it towards none, and 1.04 leaves as many calibration
    patients with a little too much bone as with a little too little (`calibrate.py`).
    """

    def __init__(self, network: BoneNet):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        bone, lung = self.network(image)
        return GAIN * bone, smooth(lung)
