"""The sums an analysis needs, by numpy: per kernel |w| row sums, column sums, mean, max, zeros, non-finite, kept share."""
import json
import sys
import time

import h5py
import numpy

start = time.perf_counter()
total = 0
with h5py.File(sys.argv[1]) as file:
    kernels = []
    file["model_weights"].visititems(
        lambda name, item: kernels.append(item) if isinstance(item, h5py.Dataset) and item.ndim == 2 else None
    )
    for kernel in kernels:
        weights = kernel[...]
        total += weights.nbytes
        absolute = numpy.abs(weights)
        rows = absolute.sum(axis=1, dtype=numpy.float64)
        columns = absolute.sum(axis=0, dtype=numpy.float64)
        largest = absolute.max()
        zeros = numpy.count_nonzero(absolute == 0)
        non_finite = absolute.size - numpy.count_nonzero(numpy.isfinite(absolute))
        mean = rows.sum() / absolute.size
        kept = numpy.count_nonzero(absolute >= mean)
        reach = (absolute >= mean).any(axis=1)
print(json.dumps({"seconds": time.perf_counter() - start, "bytes": total, "extra": {"numpy": numpy.__version__}}))
