#!/usr/bin/python3
"""Holds cards up to a reader of a simulated board: sends their 34-bit Wiegand frames to the board's socket.

usage: present-card.py SOCKET D0PIN D1PIN NUMBER [--times N] [--every SECONDS]

A 34-bit frame: bit 1 = even parity over bits 2-17, bits 2-33 = the number, high bit first, bit 34 = odd parity over bits 18-33.
"""
import argparse
import socket
import sys
import time


def frame(number):
    """The card's frame as a string of 0 and 1, first bit first."""
    bits = f"{number:032b}"
    even = bits[:16].count("1") % 2
    odd = 1 - bits[16:].count("1") % 2
    return f"{even}{bits}{odd}"


def tell(path, line):
    """Sends one line to the board and returns its one-line answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as board:
        board.settimeout(5)
        board.connect(path)
        board.sendall(line.encode() + b"\n")
        with board.makefile() as answers:
            return answers.readline().strip()


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("socket")
    arguments.add_argument("d0", type=int)
    arguments.add_argument("d1", type=int)
    arguments.add_argument("number", type=int)
    arguments.add_argument("--times", type=int, default=1)
    arguments.add_argument("--every", type=float, default=1)
    given = arguments.parse_args()
    for turn in range(given.times):
        if turn:
            time.sleep(given.every)
        try:
            answer = tell(given.socket, f"wiegand {given.d0} {given.d1} {frame(given.number)}")
        except OSError as broken:
            sys.exit(f"present-card: {given.socket}: {broken.strerror or broken}")
        if answer != "ok":
            sys.exit(f"present-card: {given.socket} answered '{answer}'")


main()
