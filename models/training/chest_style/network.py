"""The model: two tone curves and the gains of six bands between them, chosen for each image by a small network.

Nothing else can happen to a pixel: the answer is the image through a rising curve, an equaliser of structure sizes, and
another rising curve. So no structure can appear that the source does not have.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

BANDS, KNOTS = 6, 16
_CDF, _SHADES, _POOL = 24, 3, 4
_FIRST = (-0.15, 1.15)
_SECOND = (-0.4, 1.6)


class Styler(nn.Module):
    """From normalised radiographs [n, 1, 512, 512] to `styled` and `detail`, both of the same shape.

    styled: 0 is black and 1 white of the target style. detail: the gain of structure finer than the grid, the product
    of the slopes of both curves and of the finest band's gain. Pixels of exactly 0 are padding, or black like it, and
    do not count when the image is looked at.
    """

    def __init__(self, hidden: int = 96):
        super().__init__()
        features = _CDF + _SHADES * BANDS
        self.register_buffer("levels", torch.linspace(-0.1, 1.1, _CDF).view(1, -1, 1, 1))
        self.register_buffer("first_knots", torch.linspace(*_FIRST, KNOTS + 1)[:-1].view(1, -1, 1, 1))
        self.register_buffer("second_knots", torch.linspace(*_SECOND, KNOTS + 1)[:-1].view(1, -1, 1, 1))
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        self.choose = nn.Sequential(
            nn.Linear(features, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
            nn.Linear(hidden, 2 * (KNOTS + 1) + BANDS),
        )  # fmt: skip
        nn.init.zeros_(self.choose[-1].weight)
        nn.init.zeros_(self.choose[-1].bias)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        chosen = self.choose((self.features(image) - self.mean) / self.deviation)
        first, second, gains = chosen.split([KNOTS + 1, KNOTS + 1, BANDS], 1)
        gains = torch.exp(gains.clamp(-1.5, 1.5))
        linear, slope = _curve(image, first, self.first_knots, _FIRST[0])
        bands, rest = pyramid(linear)
        for k in reversed(range(BANDS)):
            rest = _enlarged(rest, bands[k]) + gains[:, k].view(-1, 1, 1, 1) * bands[k]
        styled, second_slope = _curve(rest, second, self.second_knots, _SECOND[0])
        return styled, (slope * second_slope * gains[:, :1].view(-1, 1, 1, 1)).clamp(0, 4)

    def features(self, image: Tensor) -> Tensor:
        """[n, features]: the cumulative histogram, and the log of the mean size of each band in dark, middle, light."""
        counts = (image != 0).float()
        small, weight = functional.avg_pool2d(image * counts, _POOL), functional.avg_pool2d(counts, _POOL)
        small = small / weight.clamp(min=1e-3)
        below = torch.sigmoid((self.levels - small) / 0.02) * weight
        found = [below.mean((2, 3)) / weight.mean((2, 3)).clamp(min=1e-3)]
        bands, _ = pyramid(image)
        shade, inside = image, counts
        for band in bands:
            for k in range(_SHADES):
                share = inside * ((1 - (shade - k / (_SHADES - 1)).abs() * (_SHADES - 1)).clamp(min=0) + 1e-3)
                found.append(((band.abs() * share).mean((2, 3)) / share.mean((2, 3)).clamp(min=1e-6) + 1e-4).log())
            shade, inside = functional.avg_pool2d(shade, 2), functional.avg_pool2d(inside, 2)
        return torch.cat(found, 1)


def pyramid(image: Tensor) -> tuple[list[Tensor], Tensor]:
    """Bands from fine to coarse, each at its own size, and what is left."""
    bands = []
    for _ in range(BANDS):
        half = functional.avg_pool2d(image, 2)
        bands.append(image - _enlarged(half, image))
        image = half
    return bands, image


def _enlarged(half: Tensor, like: Tensor) -> Tensor:
    return functional.interpolate(half, size=like.shape[2:], mode="bilinear", align_corners=False)


def _curve(x: Tensor, chosen: Tensor, knots: Tensor, start: float) -> tuple[Tensor, Tensor]:
    """A rising curve of straight pieces through x, and its slope there.

    chosen [n, KNOTS + 1]: the logs of the slopes after each knot, and the shift of the whole; zeros are the identity.
    """
    slopes = torch.exp(chosen[:, :KNOTS].clamp(-4, 3))
    steps = torch.cat([slopes[:, :1], slopes.diff(dim=1)], 1).view(-1, KNOTS, 1, 1)
    beyond = x - knots
    y = (steps[:, 1:] * functional.relu(beyond[:, 1:])).sum(1, keepdim=True) + steps[:, :1] * beyond[:, :1]
    slope = (steps[:, 1:] * (beyond[:, 1:] > 0)).sum(1, keepdim=True) + steps[:, :1]
    return y + start + chosen[:, KNOTS:].view(-1, 1, 1, 1), slope
