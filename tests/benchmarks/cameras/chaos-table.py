#!/usr/bin/python3
"""usage: chaos-table.py OUTPUT CODE     the chaos tests' output as a table, then as one line of JSON; ends with the tests' exit code"""
import json
import re
import sys

with open(sys.argv[1]) as file:
    said = file.read()
rows = re.findall(r"chaos \| (.+?) \| (.+)", said)
total = re.search(r"Total: (\d+), Errors: (\d+), Failed: (\d+)", said)
for fault, what in rows:
    print(f"  {fault:<48} {what}")
for failed in re.findall(r"^ +(\S+) \[FAIL\]", said, re.MULTILINE):
    print(f"  FAILED {failed}")
counts = dict(zip(("total", "errors", "failed"), map(int, total.groups()))) if total else {}
print(json.dumps({"benchmark": "cameras-chaos", "tests": counts, "measured": [{"fault": fault, "what": what} for fault, what in rows]}, ensure_ascii=False))
sys.exit(int(sys.argv[2]))
