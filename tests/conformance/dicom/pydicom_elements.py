"""Every element that pydicom reads of the files named on standard input, one JSON object a line.

{"file", "error"} or {"file", "elements": [[path, vr, [values]], ...]}; values of bytes are left out (null).
"""
import json
import sys
import warnings

import pydicom
from pydicom import config
from pydicom.multival import MultiValue
from pydicom.tag import Tag

warnings.simplefilter("ignore")
config.convert_wrong_length_to_UN = True
BYTES = {"OB", "OW", "OF", "OD", "OL", "OV", "UN", "OB or OW", "US or OW", "US or SS or OW"}


def text(value):
    original = getattr(value, "original_string", None)
    if original is not None and isinstance(original, str):
        return original
    if isinstance(value, pydicom.tag.BaseTag):
        return "%08X" % value
    return str(value)


def walk(dataset, prefix, out):
    for tag in sorted(dataset.keys()):
        if tag.element == 0:
            continue
        name = prefix + "%08X" % tag
        try:
            element = dataset[tag]
        except Exception as error:  # a value that pydicom cannot convert
            out.append([name, "?", None, str(error)[:80]])
            continue
        if element.VR == "SQ":
            out.append([name, "SQ", [str(len(element.value or []))]])
            for number, item in enumerate(element.value or [], 1):
                walk(item, "%s[%d]>" % (name, number), out)
            continue
        if element.VR in BYTES:
            out.append([name, element.VR, None])
            continue
        value = element.value
        if value is None or (not isinstance(value, (int, float)) and len(str(value)) == 0 and not isinstance(value, MultiValue)):
            values = []
        elif isinstance(value, (MultiValue, list)):
            values = [text(each) for each in value]
        else:
            values = [text(value)]
        out.append([name, element.VR, values])


for line in sys.stdin:
    file = line.rstrip("\n")
    try:
        dataset = pydicom.dcmread(file, stop_before_pixels=True, force="--force" in sys.argv)
        elements = []
        walk(dataset, "", elements)
        print(json.dumps({"file": file, "elements": elements}))
    except Exception as error:
        print(json.dumps({"file": file, "error": "%s: %s" % (type(error).__name__, error)}))
