"""The model: a tone curve and the gains of six bands, chosen for each image from its histogram and its bands.

Nothing else can happen to a pixel: the answer is the image through a rising curve and an equaliser of structure sizes.
So no structure can appear that the source does not have.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

BANDS, KNOTS = 6, 16
RANGE = (-0.15, 1.15)
_CDF, _SHADES, _POOL = 24, 3, 4
_FARTHEST, _LEAST_SLOPE, _GAIN = 2.5, 0.02, 1.5


class Styler(nn.Module):
    """From normalised radiographs [n, 1, 512, 512] to `styled` and `detail`, both of the same shape.

    styled: 0 is black and 1 white of the target style. detail: the gain of structure finer than the grid, the slope of
    the curve times the gain of the finest band. Pixels of exactly 0 are padding, or black like it, and do not count
    when the image is looked at.
    """

    def __init__(self):
        super().__init__()
        features = _CDF + _SHADES * BANDS
        self.register_buffer("levels", torch.linspace(-0.1, 1.1, _CDF).view(1, -1, 1, 1))
        self.register_buffer("knots", torch.linspace(*RANGE, KNOTS + 1)[:-1].view(1, -1, 1, 1))
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        self.register_buffer("mean_curved", torch.zeros(features))
        self.register_buffer("deviation_curved", torch.ones(features))
        self.choose_curve = nn.Linear(2 * features, KNOTS + 1)
        self.choose_gains = nn.Linear(4 * features, BANDS)
        for chosen in (self.choose_curve, self.choose_gains):
            nn.init.zeros_(chosen.weight)
            nn.init.zeros_(chosen.bias)
        self.choose_curve.bias.data[:] = torch.linspace(*RANGE, KNOTS + 1)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        counts = (image != 0).float()
        seen = self.regressors(self.features(image, counts))
        curved, slope = self.curve(image, self.choose_curve(seen))
        seen_again = self.regressors(self.features(curved, counts), again=True)
        gains = torch.exp(self.choose_gains(torch.cat([seen, seen_again], 1)).clamp(-_GAIN, _GAIN))
        bands, styled = pyramid(curved)
        for k in reversed(range(BANDS)):
            styled = _enlarged(styled, bands[k]) + gains[:, k].view(-1, 1, 1, 1) * bands[k]
        return styled, (slope * gains[:, :1].view(-1, 1, 1, 1)).clamp(0, 4)

    def regressors(self, features: Tensor, again: bool = False) -> Tensor:
        """Standardised features and their squares; what lies far outside the calibration counts as its border.

        again: the features are those of the image after the curve.
        """
        mean, deviation = (self.mean_curved, self.deviation_curved) if again else (self.mean, self.deviation)
        z = ((features - mean) / deviation).clamp(-_FARTHEST, _FARTHEST)
        return torch.cat([z, z * z - 1], 1)

    def features(self, image: Tensor, counts: Tensor) -> Tensor:
        """[n, features]: the cumulative histogram, and the log of the mean size of each band in dark, middle, light.

        counts: 1 where a pixel counts, 0 where it does not.
        """
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

    def curve(self, image: Tensor, heights: Tensor) -> tuple[Tensor, Tensor]:
        """A curve of straight rising pieces through an image, and its slope there.

        heights [n, KNOTS + 1]: the curve at equal steps over RANGE; a piece that would fall rises a little instead.
        """
        step = (RANGE[1] - RANGE[0]) / KNOTS
        slopes = (heights.diff(dim=1) / step).clamp(min=_LEAST_SLOPE)
        turns = torch.cat([slopes[:, :1], slopes.diff(dim=1)], 1).view(-1, KNOTS, 1, 1)
        beyond = image - self.knots
        rise = (turns[:, 1:] * functional.relu(beyond[:, 1:])).sum(1, keepdim=True) + turns[:, :1] * beyond[:, :1]
        slope = (turns[:, 1:] * (beyond[:, 1:] > 0)).sum(1, keepdim=True) + turns[:, :1]
        return heights[:, :1].view(-1, 1, 1, 1) + rise, slope


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
