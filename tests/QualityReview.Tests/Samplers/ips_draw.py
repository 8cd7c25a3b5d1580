#!/usr/bin/env python3
"""Draws by inverse propensity a second time: the golden numbers of IpsDrawTests. Needs the standard library alone."""
import math

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


STEP = 0x9E3779B97F4A7C15


def hash_of_text(text):
    state = mix(STEP)
    whole = len(text) // 4 * 4
    for i in range(0, whole, 4):
        state = mix(state ^ sum(ord(text[i + j]) << 16 * j for j in range(4)))
    rest = sum(ord(c) << 16 * j for j, c in enumerate(text[whole:]))
    return mix((mix(state ^ rest) + len(text)) & MASK)


def uniform(seed, number):
    return ((mix(mix((seed + STEP) & MASK) ^ mix(number)) >> 12) + 0.5) / (1 << 52)


scores = [1 + i * 13 % 31 for i in range(300)]
keys = sorted((-math.log(uniform(7, hash_of_text(f"s-{i}"))) * score, i) for i, score in enumerate(scores))
print("drawn", ", ".join(str(i) for i in sorted(i for _, i in keys[:12])))
print("threshold", keys[12][0])
print("probability of the first", 1 - math.exp(-keys[12][0] / scores[min(i for _, i in keys[:12])]))
