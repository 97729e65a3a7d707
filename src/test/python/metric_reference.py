"""Makes the values that the tests of org.afterimage.evaluate are held against, with scikit-image, SciPy and NumPy.

    python3 src/test/python/metric_reference.py

writes src/test/resources/org/afterimage/evaluate/: two simulated images as text, and the values with the versions of the
packages that computed them. The texture features are those of models/training/measures, by other code than the node's.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import skimage
from scipy import linalg, ndimage, stats
from skimage import metrics

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src" / "test" / "resources" / "org" / "afterimage" / "evaluate"
ROWS, COLUMNS, RANGE = 56, 72, 4095
sys.path.insert(0, str(ROOT / "models" / "training"))
from measures import texture  # noqa: E402


def images(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A smooth scene with edges, and the same blurred, shifted in level and with other noise."""
    scene = ndimage.gaussian_filter(rng.normal(size=(ROWS, COLUMNS)), 5)
    scene = (scene - scene.min()) / np.ptp(scene) * 2500 + 400
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    scene[(rows - 20) ** 2 + (columns - 45) ** 2 < 90] += 700
    scene[30:34, 8:60] += 500
    truth = scene + rng.normal(scale=25, size=scene.shape)
    output = ndimage.gaussian_filter(scene, 0.8) * 0.98 + 30 + rng.normal(scale=20, size=scene.shape)
    return tuple(np.clip(np.rint(image), 0, RANGE).astype(int) for image in (truth, output))


def concordance_interval(x: np.ndarray, y: np.ndarray) -> list[float]:
    """Lin's coefficient and its interval, written with the pieces of the paper: precision r and accuracy C_b."""
    n, r = len(x), np.corrcoef(x, y)[0, 1]
    scale, shift = x.std() / y.std(), (x.mean() - y.mean()) / np.sqrt(x.std() * y.std())
    accuracy = 2 / (scale + 1 / scale + shift**2)
    c = r * accuracy
    variance = (
        (1 - r**2) * c**2 / ((1 - c**2) * r**2)
        + 2 * c**3 * (1 - c) * shift**2 / (r * (1 - c**2) ** 2)
        - c**4 * shift**4 / (2 * r**2 * (1 - c**2) ** 2)
    ) / (n - 2)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    return [float(c), float(np.tanh(np.arctanh(c) - half)), float(np.tanh(np.arctanh(c) + half))]


def frechet(a: np.ndarray, b: np.ndarray) -> float:
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(ca @ cb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * np.real(root)))


def main() -> None:
    rng = np.random.default_rng(20260)
    truth, output = images(rng)
    for name, image in (("truth", truth), ("output", output)):
        np.savetxt(OUT / f"{name}.txt", image, fmt="%d")
    ssim = metrics.structural_similarity(
        truth.astype(float), output.astype(float), data_range=RANGE, gaussian_weights=True, sigma=1.5,
        use_sample_covariance=False,
    )  # fmt: skip
    x = np.round(rng.normal(10, 3, 24), 4)
    y = np.round(0.8 * x + rng.normal(1, 1, 24), 4)
    z = np.round(rng.normal(11, 4, 17), 4)
    a, b = np.round(rng.normal(size=(40, 4)) @ rng.normal(size=(4, 4)), 4), np.round(rng.normal(size=(60, 4)) + 0.3, 4)
    mask = (np.mgrid[:ROWS, :COLUMNS] ** 2).sum(0) < 55**2
    many, shifted = np.round(rng.normal(size=300), 4), np.round(rng.normal(0.2, 1, size=260), 4)
    larger = np.round(rng.normal(0.1, 1.1, size=500), 4)
    values = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-image": skimage.__version__},
        "data_range": RANGE,
        "mae": float(np.abs(truth - output).mean()),
        "rmse": float(np.sqrt(metrics.mean_squared_error(truth, output))),
        "psnr": float(metrics.peak_signal_noise_ratio(truth, output, data_range=RANGE)),
        "ssim": float(ssim),
        "nmse": float(metrics.normalized_root_mse(truth, output, normalization="euclidean") ** 2),
        "bias": float((output - truth).mean()),
        "x": x.tolist(), "y": y.tolist(), "z": z.tolist(), "many": many.tolist(), "shifted": shifted.tolist(),
        "concordance": concordance_interval(x, y),
        "ks": list(map(float, stats.ks_2samp(x, z, method="exact"))),
        "ks_paired": list(map(float, stats.ks_2samp(x, y, method="exact"))),
        "ks_large": list(map(float, stats.ks_2samp(many, shifted, method="exact"))),
        "larger": larger.tolist(),
        "ks_very_large": list(map(float, stats.ks_2samp(np.r_[many, many + 0.1], larger, method="asymp"))),
        "a": a.tolist(), "b": b.tolist(),
        "frechet": frechet(a, b),
        "radius": 55, "bin_width": 100,
        "texture": {k: float(v) for k, v in texture.features(output.astype(float), mask, 100, 0).items()},
    }  # fmt: skip
    (OUT / "reference-values.json").write_text(json.dumps(values, indent=1) + "\n")


if __name__ == "__main__":
    main()
