#!/usr/bin/env python3
"""Computes the buckets of a density sketch a second time, by plain matrices: the golden numbers of DensitySketchTests.

Needs numpy alone. Prints one line for each case of the test: [row][vector] of the last, incomplete band.
"""
import math

import numpy as np

MASK = (1 << 64) - 1
BAND = 128


class SplitMix:
    """SplitMix64 (Steele, Lea and Flood 2014)."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.bits() >> 11) / (1 << 53)


def hadamard(x):
    """The Walsh-Hadamard transform of 32-bit floats, largest step first: sums in the product's order."""
    x, half = x.copy(), len(x) // 2
    while half >= 1:
        x = x.reshape(-1, 2, half)
        x = np.stack([x[:, 0] + x[:, 1], x[:, 0] - x[:, 1]], axis=1).reshape(-1)
        half //= 2
    return x


def buckets(angular, bandwidth, power, dimensions, rows, width, seed, vectors):
    random = SplitMix(seed)
    size = 64
    while size < dimensions:
        size *= 2
    bands = -(-rows // BAND)
    per_band = -(-BAND * power // size)
    words = [random.bits() for _ in range(bands * per_band * 3 * size // 64)]
    signs = np.array([1 - 2 * (word >> i & 1) for word in words for i in range(64)], np.float32).reshape(-1, 3, size)
    scales, offsets, multipliers = [], [], []
    for _ in range(rows * power):
        total, product = 0.0, 1.0
        for i in range(1, size // 2 + 1):
            product *= 1 - random.uniform()
            if i % 16 == 0:
                total -= math.log(product)
                product = 1.0
        scales.append(math.sqrt(2 * total) / size ** 1.5 / bandwidth)
        offsets.append(random.uniform())
        multipliers.append(random.bits() & 0xFFFFFFFF | 1)
    scales, offsets = np.array(scales, np.float32), np.array(offsets, np.float32)
    found = np.zeros((rows, len(vectors)), np.int64)
    for place, vector in enumerate(vectors):
        padded = np.zeros(size, np.float32)
        padded[:dimensions] = vector
        rotated = []
        for rotation in signs:
            turned = padded
            for sign in rotation:
                turned = hadamard(turned * sign)
            rotated.append(turned)
        for row in range(rows):
            state = 0
            for j in range(power):
                number = j * BAND + row % BAND
                value = rotated[row // BAND * per_band + number // size][number % size]
                h = row * power + j
                cell = (-1 if value >= 0 else 0) if angular else int(np.floor(value * scales[h] + offsets[h]))
                state = (state + cell * multipliers[h]) & 0xFFFFFFFF
            state = ((state ^ (state >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
            state = ((state ^ (state >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
            found[row, place] = (state ^ (state >> 16)) & (width - 1)
    return found


for angular, power, dimensions, rows in ((False, 3, 5, 4), (True, 12, 100, 130)):
    count = 3 * dimensions
    vectors = (np.array([i * 7 % 11 - 5 for i in range(count)], np.float32) / np.float32(16)).reshape(3, dimensions)
    last = rows // BAND * BAND
    print(" ".join(str(b) for b in buckets(angular, 0.75, power, dimensions, rows, 1024, 9, vectors)[last:].reshape(-1)))
