"""The network: a compact U-Net that works at half resolution and finishes at full resolution."""

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (32, 48, 80, 128)
PLANES = 6


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


class FlairNet(nn.Module):
    """From T1 and T2 of three slices [n, 6, h, w] to FLAIR of the middle one [n, 1, h, w].

    h and w are multiples of 32. 2 x 2 pixels become channels at the entrance, so that the body of the network costs a
    quarter; a short convolution at full resolution sees body and input together, so that no edge is lost. `body` and
    `finish` are apart because training also asks the body where lesions are (`Training`), which the node does not.
    """

    def __init__(self, widths: tuple[int, ...] = WIDTHS):
        super().__init__()
        pairs = list(zip(widths, widths[1:]))
        self.entrance = nn.Conv2d(4 * PLANES, widths[0], 3, padding=1)
        self.top = ResidualBlock(widths[0], widths[0])
        self.down = nn.ModuleList(ResidualBlock(a, b) for a, b in pairs)
        self.narrow = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairs)
        self.up = nn.ModuleList(ResidualBlock(a, a) for a, _ in pairs)
        self.widen = nn.Conv2d(widths[0], 32, 1)
        self.fine = nn.Conv2d(8 + 2, 16, 3, padding=1)
        self.exit = nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, image: Tensor) -> Tensor:
        return self.finish(self.body(image), image)

    def body(self, image: Tensor) -> Tensor:
        """[n, 6, h, w] to features [n, 32, h / 2, w / 2]."""
        levels = [self.top(functional.relu(self.entrance(functional.pixel_unshuffle(image, 2))))]
        for block in self.down:
            levels.append(block(functional.avg_pool2d(levels[-1], 2)))
        y = levels.pop()
        for narrow, block in zip(reversed(self.narrow), reversed(self.up)):
            wider = functional.interpolate(narrow(y), scale_factor=2.0, mode="bilinear", align_corners=False)
            y = block(wider + levels.pop())
        return y

    def finish(self, body: Tensor, image: Tensor) -> Tensor:
        """Features and the input to FLAIR at full resolution."""
        fine = functional.pixel_shuffle(self.widen(body), 2)
        middle = torch.cat([image[:, 1:2], image[:, 4:5]], 1)
        return self.exit(functional.relu(self.fine(torch.cat([fine, middle], 1))))


class Training(nn.Module):
    """The network as it is trained: it also answers where lesions are, as logits [n, 1, h / 2, w / 2].

    A lesion and a mixture of grey matter and fluid can look the same in T1 and T2 at one pixel; asked for lesions by
    name, the body learns their context sooner than from FLAIR alone.
    """

    def __init__(self, network: FlairNet):
        super().__init__()
        self.network = network
        self.lesions = nn.Conv2d(WIDTHS[0], 1, 1)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        body = self.network.body(image)
        return self.network.finish(body, image), self.lesions(body)


class Exported(nn.Module):
    """The graph that a node runs: the mean of the answers to the slab and to its mirror image, for twice the time.

    Training shows both alike, so that what they disagree about is the network's error.
    """

    def __init__(self, network: FlairNet):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        return (self.network(image) + self.network(image.flip(3)).flip(3)) / 2
