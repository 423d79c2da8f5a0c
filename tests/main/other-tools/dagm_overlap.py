"""Overlap (IoU) of the ellipses of a DAGM labels.txt with masks: dagm_overlap.py LABELS FOLDER

A row is `index a b theta xc yc`; the mask of it is FOLDER/index.pgm (binary, 8 bits, white is defect). Prints the index
and the IoU of each row. Needs Python alone, and knows nothing of Ellipsight: pixels are counted from 1, as DAGM does.
"""

import math
import os
import sys


def read_mask(path):
    with open(path, "rb") as file:
        kind, size, full, pixels = file.read().split(b"\n", 3)
    assert kind == b"P5" and full == b"255", path
    width, height = map(int, size.split())
    assert len(pixels) == width * height, path
    return width, height, pixels


def covered(width, height, a, b, theta, xc, yc):
    """The pixels whose centre lies in the ellipse, as a set of numbers row by row."""
    reach = max(a, b) + 2
    pixels = set()
    for row in range(max(1, int(yc - reach)), min(height, int(yc + reach)) + 1):
        for column in range(max(1, int(xc - reach)), min(width, int(xc + reach)) + 1):
            dx, dy = column - xc, row - yc
            along = dx * math.cos(theta) + dy * math.sin(theta)
            across = -dx * math.sin(theta) + dy * math.cos(theta)
            if (along / a) ** 2 + (across / b) ** 2 <= 1:
                pixels.add((row - 1) * width + column - 1)
    return pixels


labels, folder = sys.argv[1:]
with open(labels, encoding="utf-8") as file:
    for line in file:
        index, *numbers = line.split()
        width, height, pixels = read_mask(os.path.join(folder, index + ".pgm"))
        ellipse = covered(width, height, *map(float, numbers))
        mask = {place for place, value in enumerate(pixels) if value > 127}
        print(index, repr(len(ellipse & mask) / len(ellipse | mask)))
