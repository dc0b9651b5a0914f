"""What comparing two checkpoints asks for, by numpy: change, cosine, flips, and of each side sums, extremes, bins, reach.

Usage: comparison.py FILE FILE
"""
import json
import sys

import h5py
import numpy

BINS = 40


def kernels(file):
    found = []
    file["model_weights"].visititems(
        lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) and item.ndim == 2 else None
    )
    return found


def measure(absolute):
    rows = absolute.sum(axis=1, dtype=numpy.float64)
    columns = absolute.sum(axis=0, dtype=numpy.float64)
    mean = rows.sum() / absolute.size
    kept = absolute >= mean
    return {
        "columns": columns,
        "max": absolute.max(),
        "zeros": absolute.size - numpy.count_nonzero(absolute),
        "nonFinite": absolute.size - numpy.count_nonzero(numpy.isfinite(absolute)),
        "kept": numpy.count_nonzero(kept),
        "reach": kept.any(axis=1),
    }


difference = own = other = product = 0.0
with h5py.File(sys.argv[1]) as first, h5py.File(sys.argv[2]) as second:
    for kernel_a, kernel_b in zip(kernels(first), kernels(second)):
        a, b = kernel_a[...], kernel_b[...]
        # Row by row, since a float64 copy of a whole matrix would be 512 MB.
        for x, y in zip(a, b):
            x, y = x.astype(numpy.float64), y.astype(numpy.float64)
            step = y - x
            difference += step @ step
            own += x @ x
            other += y @ y
            product += x @ y
        flips = numpy.count_nonzero((a < 0) != (b < 0))
        numpy.abs(a, out=a)
        numpy.abs(b, out=b)
        largest = max(measure(side)["max"] for side in (a, b))
        bins = [numpy.histogram(side, BINS, (0, largest))[0] for side in (a, b)]
        b -= a
        strongest = numpy.argpartition(numpy.abs(b, out=b), -5000, axis=None)[-5000:]
summary = {"relativeChange": (difference / own) ** 0.5, "cosine": product / (own * other) ** 0.5}
print(json.dumps({"summary": summary}))
