#!/usr/bin/python3
"""Fills an outline: prints a grey picture (PGM) that is white inside the polygon and black outside.

usage: outline-mask.py WIDTH HEIGHT X,Y X,Y X,Y ...

The demo cuts the people of its gate clip out of their portraits with it; ffmpeg softens the edge.
"""
import sys


def spans(points, y):
    """The x ranges inside the polygon on the line y, by the even-odd rule."""
    crossings = []
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]):
        if (y1 <= y) != (y2 <= y):
            crossings.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    crossings.sort()
    return zip(crossings[::2], crossings[1::2])


def main():
    width, height = int(sys.argv[1]), int(sys.argv[2])
    points = [tuple(float(v) for v in pair.split(",")) for pair in sys.argv[3:]]
    picture = bytearray(width * height)
    for row in range(height):
        for start, end in spans(points, row + 0.5):
            left, right = max(0, round(start)), min(width, round(end))
            picture[row * width + left : row * width + right] = b"\xff" * max(0, right - left)
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % (width, height) + picture)


main()
