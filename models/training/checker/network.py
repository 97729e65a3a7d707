"""The networks: one forms an opinion of its own where it can, and a second judges source, result and what differs."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from chest_bone_suppression.network import WIDTHS as OWN_WIDTHS
from chest_bone_suppression.network import BoneNet, ResidualBlock
from mr_flair_synthesis.network import WIDTHS as FLAIR_WIDTHS
from mr_flair_synthesis.network import FlairNet, Training

WIDTHS = (24, 48, 64, 96)
ANSWER = 4
HEAD_PLANES = 7
STRONGER, DIFFERENCE = 4.0, 20.0  # bone is faint beside the film, and what differs fainter
_AROUND, _FAINT, _GAIN = 16, 1e-4, 4.0


class Checker(nn.Module):
    """From planes at half resolution [n, planes, h / 2, w / 2] to logits [n, 1, h / 4, w / 4].

    Above 0 is a place not to be believed. h and w are multiples of 32.
    """

    def __init__(self, planes: int, widths: tuple[int, ...] = WIDTHS):
        super().__init__()
        pairs = list(zip(widths, widths[1:]))
        self.entrance = nn.Conv2d(planes, widths[0], 4, stride=2, padding=1)
        self.top = ResidualBlock(widths[0], widths[0])
        self.down = nn.ModuleList(ResidualBlock(a, b) for a, b in pairs)
        self.narrow = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in pairs)
        self.up = nn.ModuleList(ResidualBlock(a, a) for a, _ in pairs)
        self.exit = nn.Conv2d(widths[0], 1, 1)

    def forward(self, image: Tensor) -> Tensor:
        levels = [self.top(functional.relu(self.entrance(image)))]
        for block in self.down:
            levels.append(block(functional.avg_pool2d(levels[-1], 2)))
        y = levels.pop()
        for narrow, block in zip(reversed(self.narrow), reversed(self.up)):
            wider = functional.interpolate(narrow(y), scale_factor=2.0, mode="bilinear", align_corners=False)
            y = block(wider + levels.pop())
        return self.exit(y)


class ChestChecker(nn.Module):
    """From a film, what was taken from it and with what weight [n, 3, h, w] to logits of suspicion.

    Its own opinion of the bone is learned beforehand (`train_chest own`), from other patients than those of the
    network it checks, and from nothing that that network says. What differs is then judged with the picture around it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.own = BoneNet()
        self.judge = Checker(OWN_WIDTHS[0] + 4 * 4)

    def forward(self, image: Tensor) -> Tensor:
        film, removed, weight = image.split(1, 1)
        with torch.no_grad():
            features = self.own.features(film)
            expected = weight * self.own.answer(features)[0].clamp(min=0)
        planes = torch.cat([film, STRONGER * removed, STRONGER * expected, DIFFERENCE * (removed - expected)], 1)
        return self.judge(torch.cat([features, functional.pixel_unshuffle(planes, 2)], 1))


class HeadChecker(nn.Module):
    """From T1 and T2 of three slices and the answer to the middle one [n, 7, h, w] to logits of suspicion.

    As of the chest, its own opinion of FLAIR and of where lesions are is learned beforehand, and then what differs is
    judged.
    """

    def __init__(self) -> None:
        super().__init__()
        self.own = Training(FlairNet())
        self.judge = Checker(FLAIR_WIDTHS[0] + 1 + 4 * (HEAD_PLANES + 2) + 3)

    def forward(self, image: Tensor) -> Tensor:
        return self.judged(image, *self.opinion(image))

    @torch.no_grad()
    def opinion(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Features [n, 32, h / 2, w / 2], where lesions are [n, 1, h / 2, w / 2], and the FLAIR it expects [n, 1, h, w]."""
        sources = image[:, :-1]
        body = self.own.network.body(sources)
        return body, self.own.lesions(body), self.own.network.finish(body, sources).clamp(min=0).float()

    def judged(self, image: Tensor, body: Tensor, lesions: Tensor, expected: Tensor) -> Tensor:
        """Logits of suspicion, given its own opinion."""
        answer = image[:, -1:]
        planes = functional.pixel_unshuffle(torch.cat([image, expected, STRONGER * (answer - expected)], 1), 2)
        return self.judge(torch.cat([body, lesions, planes, texture(answer, expected)], 1))


class ExportedHead(nn.Module):
    """The graph that a node runs: the mean of the answers to the slab and to its mirror image, for twice the time.

    What both agree on is more seldom a mere whim: the strongest suspicion of a good head fell by a fifth.
    """

    def __init__(self, network: HeadChecker):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        return (self.network(image) + self.network(image.flip(3)).flip(3)) / 2


class ExportedChest(nn.Module):
    """The graph that a node runs: film, result and weight of the subtraction in, mean logit of 3 x 3 answers out."""

    def __init__(self, network: ChestChecker):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> Tensor:
        film, result, weight = image.split(1, 1)
        return smoothed(self.network(torch.cat([film, film - result, weight], 1)))


def texture(answer: Tensor, expected: Tensor) -> Tensor:
    """How fine structure of the answer compares with what is expected, over 16 x 16 pixels [n, 3, h / 2, w / 2].

    Its power over that of the expected (logarithm), how many times the expected it is, and the power of what is left
    then (logarithm). Told beforehand, since a network of a few blocks learns products and quotients slowly.
    """
    ours, theirs = (image - functional.avg_pool2d(image, 3, 1, 1) for image in (answer, expected))
    power, usual = _around(ours * ours) + _FAINT, _around(theirs * theirs) + _FAINT
    gain = (_around(ours * theirs) / usual).clamp(-_GAIN, _GAIN)
    left = (power - gain * gain * (usual - _FAINT)).clamp(min=_FAINT)
    return torch.cat([torch.log(power / usual), gain, torch.log(left / usual)], 1)


def _around(image: Tensor) -> Tensor:
    """Means of 16 x 16 pixels at every second one, rows first: a fifth of the additions."""
    rows = functional.avg_pool2d(image, (_AROUND, 1), (2, 1), (_AROUND // 2 - 1, 0))
    return functional.avg_pool2d(rows, (1, _AROUND), (1, 2), (0, _AROUND // 2 - 1))


def smoothed(logits: Tensor) -> Tensor:
    """One place alone is no finding."""
    return functional.avg_pool2d(logits, 3, stride=1, padding=1, count_include_pad=False)


def loss_of(logits: Tensor, planted: Tensor, weight: Tensor, hard: int = 200) -> Tensor:
    """Cross-entropy of what was planted; the hardest places of what was not count as much as all of them.

    logits, planted (above 0 where something was planted: how much the place counts), weight: [n, 1, h / 4, w / 4]. An
    image is judged by its most suspicious place, so a mean over all places would hide the few that matter. The hardest are
    one place of `hard`.
    """
    true = (planted > 0).float()
    entropy = functional.binary_cross_entropy_with_logits(logits, true, reduction="none") * weight
    hardest = (entropy * (1 - true)).flatten(1).topk(max(1, entropy[0].numel() // hard), 1).values.mean()
    # A mean for each image: a grid over all of it must not drown a lesion of four millimetres.
    found = (entropy * planted).sum((1, 2, 3)) / planted.sum((1, 2, 3)).clamp(min=1e-3)
    return entropy.mean() + hardest + 2 * found.mean()


def apart(logits: Tensor, where: Tensor, open_: Tensor) -> Tensor:
    """For the log: by how much what was planted is more suspicious than the worst of what was not, over a batch."""
    logits = logits.detach()
    differences = [
        one[planted > 0.5].mean() - one[(planted == 0) & (here > 0.5)].max()
        for one, planted, here in zip(logits, where, open_)
        if (planted > 0.5).any() and ((planted == 0) & (here > 0.5)).any()
    ]
    return torch.stack(differences or [logits.new_zeros(())]).mean()
