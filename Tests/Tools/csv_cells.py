"""What the csv module of Python, a reader that others rely on, makes of a CSV file.

Reads the file on its input and writes its rows as JSON: an array of arrays of texts, as they stand in the cells.
"""
import csv
import io
import json
import sys

text = sys.stdin.buffer.read().decode("utf-8")
print(json.dumps(list(csv.reader(io.StringIO(text, newline=""), strict=True))))
