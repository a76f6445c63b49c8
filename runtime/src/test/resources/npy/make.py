"""Makes the files beside it: what NumPy itself writes. Written by NumPy 2.4."""

import io
import os

import numpy as np
from numpy.lib import format as npy

here = os.path.dirname(os.path.abspath(__file__))
grid = (np.arange(12) - 4.5).reshape(3, 4) / 4


def save(name, array, version=None):
    with open(os.path.join(here, name + ".npy"), "wb") as file:
        if version is None:
            np.save(file, array)
        else:
            npy.write_array(file, np.asarray(array), version=version)


save("float32", grid.astype("<f4"))
save("float64", grid.astype("<f8"))
save("float32-big", grid.astype(">f4"))
save("float64-big", grid.astype(">f8"))
save("version2", grid.astype("<f4"), (2, 0))
save("version3", grid.astype("<f4"), (3, 0))
save("single", np.float64(-2.5))
save("none", np.zeros((0, 3), "<f4"))
save("special", np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45], "<f4"))

save("fortran", np.asfortranarray(grid.astype("<f4")))
save("bool", grid > 0)
save("int64", np.arange(3))
save("uint8", np.arange(3, dtype=np.uint8))
save("float16", grid.astype(np.float16))
save("float128", grid.astype(np.longdouble))
save("complex64", grid.astype(np.complex64))
save("text", np.array(["a", "bc"]))
save("bytes", np.array([b"a", b"bc"]))
save("dates", np.array(["2020-02-02"], "M8[D]"))
save("durations", np.array([1], "m8[s]"))
save("objects", np.array([1, None], dtype=object))
save("structured", np.array([(1, 2.5)], [("a", "<i4"), ("b", "<f8")]))
save("raw", np.zeros(2, "V2"))
np.savez(os.path.join(here, "several.npz"), a=grid, b=grid)
