"""Reads a release with Python's standard library: the values of an attribute, by concept id.

    python3 examples/read.py out/2024d 00185100
"""
import csv
import sys
from pathlib import Path


def read(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        # No quoting; an empty cell is NULL. "NA" is a name.
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows)
        return [dict(zip(header, row)) for row in rows]


folder, code = sys.argv[1:3]
concepts = {row["concept_id"]: row for row in read(folder, "CONCEPT.csv")}
(attribute,) = [row for row in concepts.values() if row["concept_code"] == code and row["vocabulary_id"] == "DICOM"]
for link in read(folder, "CONCEPT_RELATIONSHIP.csv"):
    value = concepts.get(link["concept_id_2"])
    if link["concept_id_1"] == attribute["concept_id"] and link["relationship_id"] == "Maps to value" and value:
        print(value["concept_id"], value["concept_code"], value["concept_name"], sep="\t")
