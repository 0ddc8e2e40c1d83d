#!/usr/bin/env python3
"""Two files of JSON lines, a line a run: the medians of every figure side by side."""
import json
import statistics
import sys


def leaves(value, path=""):
    """Every number of a document, by its path."""
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield path, float(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{i}]")


def read(file):
    """The runs' values of every figure."""
    figures = {}
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            for path, number in leaves(json.loads(line)):
                figures.setdefault(path, []).append(number)
    return figures


def text(numbers):
    """The median and the spread."""
    return f"{statistics.median(numbers):>14,.4g} ({min(numbers):,.4g}..{max(numbers):,.4g})"


def main():
    other, this, commit = read(sys.argv[1]), read(sys.argv[2]), sys.argv[3]
    print(f"{'figure':<44} {commit:>34} {'this tree':>34}  this/other")
    shares = {}
    for path, numbers in other.items():
        if path not in this:
            print(f"{path:<44} {text(numbers):>34} {'-':>34}")
            continue
        before, now = statistics.median(numbers), statistics.median(this[path])
        if before == 0:
            continue
        share = now / before
        within = len(set(numbers + this[path])) > 1 and min(this[path]) <= max(numbers) and min(numbers) <= max(this[path])
        shares[path] = round(share, 3)
        print(f"{path:<44} {text(numbers):>34} {text(this[path]):>34}  {share:10.3f}{' (spreads overlap)' if within else ''}")
    for path in this.keys() - other.keys():
        print(f"{path:<44} {'-':>34} {text(this[path]):>34}")
    print(json.dumps({"against": commit, "shares": shares}))


main()
