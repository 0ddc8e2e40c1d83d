#!/usr/bin/env python3
"""Makes gateway/People/Profiles/pinyin.txt, the syllables of Chinese characters, from Unihan (Debian's package unicode-data).

usage: deploy/pinyin.py Unihan_Readings.txt.bz2 > gateway/People/Profiles/pinyin.txt

A line is a syllable without its tone and the characters that are read so, the most usual reading first: a character stands in the line of its
usual reading, and behind a '+' in those of its others. u with two dots is v, as it is typed.
"""
import bz2
import collections
import re
import sys
import unicodedata


def syllable(reading):
    bare = unicodedata.normalize("NFD", reading.lower())
    bare = bare.replace("u\u0308", "v").replace("e\u0302", "e")
    return re.sub("[^a-z]", "", "".join(c for c in bare if not unicodedata.combining(c)))


def main():
    usual, others = {}, collections.defaultdict(list)
    with bz2.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            point, field, value = line.rstrip("\n").split("\t")
            point = int(point[2:], 16)
            if not (0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF):
                continue
            if field == "kMandarin":
                usual[point] = syllable(value.split()[0])
            elif field == "kHanyuPinlu":
                others[point] += [syllable(one.split("(")[0]) for one in value.split()]
            elif field == "kXHC1983":
                others[point] += [syllable(one.split(":")[1]) for one in value.split()]
    first, more = collections.defaultdict(list), collections.defaultdict(list)
    for point, reading in usual.items():
        if not 0x4E00 <= point <= 0x9FFF and point not in others:
            continue
        first[reading].append(chr(point))
        for other in dict.fromkeys(others[point]):
            if other and other != reading:
                more[other].append(chr(point))
    print("# Readings of Chinese characters, from the Unicode Han Database (Unihan 15.0.0); see NOTICE. Made by deploy/pinyin.py, with changes: no tones.")
    for reading in sorted(first.keys() | more.keys()):
        rest = "".join(sorted(more[reading]))
        print(reading, "".join(sorted(first[reading])) + ("+" + rest if rest else ""))


main()
