"""Judges documents by expat, which shares no code with the program: is it well-formed, and what do its tables hold?

Reads from standard input: a length in decimal and a line end, then so many bytes; answers with one line of JSON each:
{"fault": null or why it is not well-formed, "tables": [[label, rows]], "cells": [[label, row, [[heading, text], ...]]]}.
Rows are those of the body, leading rows of headings left out, nested tables belong to the cell around them. `cells` has
the rows of tables 6-1 and "CID n" whose cells have no spans and no links."""
import json
import re
import sys
import xml.parsers.expat

NAMESPACE = 'http://docbook.org/ns/docbook'
SECTIONS = {'book', 'part', 'chapter', 'appendix', 'section'}
INVISIBLE = re.compile('[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]')
LINKS = {'xref', 'olink', 'link'}
INLINE = LINKS | {'emphasis', 'quote', 'superscript', 'subscript', 'phrase', 'code'}


def clean(text):
    return ' '.join(INVISIBLE.sub('', text).split())


class Reader:
    def __init__(self):
        self.path, self.tables, self.cells = [], [], []
        self.sections = self.depth = 0
        self.table = self.row = self.cell = None

    def start(self, name, attributes):
        self.path.append(name)
        if self.depth == 0 and name in SECTIONS:
            self.sections += 1
        if name in ('table', 'informaltable'):
            self.depth += 1
            if self.depth == 1 and self.sections:
                self.table = {'label': clean(attributes.get('label', '')), 'head': [], 'body': [], 'direct': [], 'level': len(self.path)}
                return
        if not self.table:
            return
        level = len(self.path) - self.table['level']
        if name in ('tr', 'row') and self.row is None and 0 < level <= 3:
            parent = self.path[-2]
            where = 'head' if parent == 'thead' else 'body' if parent in ('tbody', 'tfoot') else 'direct' if parent in ('table', 'informaltable', 'tgroup') else None
            if where:
                self.row = {'cells': [], 'level': len(self.path)}
                self.table[where].append(self.row)
        elif self.row is not None and name in ('td', 'th', 'entry') and len(self.path) == self.row['level'] + 1:
            spans = attributes.get('colspan', '1') != '1' or attributes.get('rowspan', '1') != '1'
            self.cell = {'name': name, 'text': [], 'plain': not spans, 'spans': attributes.get('rowspan', '1') != '1', 'level': len(self.path)}
            self.row['cells'].append(self.cell)
        elif self.cell is not None:
            if name in LINKS:
                self.cell['plain'] = False
            if name not in INLINE:
                self.cell['text'].append(' ')

    def end(self, name):
        level = len(self.path)
        if self.cell is not None:
            if level == self.cell['level']:
                self.cell = None
            elif name not in INLINE:
                self.cell['text'].append(' ')
        elif self.row is not None and level == self.row['level']:
            self.row = None
        if name in ('table', 'informaltable'):
            if self.depth == 1 and self.table:
                self.close()
            self.depth -= 1
        elif self.depth == 0 and name in SECTIONS:
            self.sections -= 1
        self.path.pop()

    def text(self, data):
        if self.cell is not None:
            self.cell['text'].append(data)

    def close(self):
        table, self.table, self.row, self.cell = self.table, None, None, None
        head, body = table['head'], table['body'] or table['direct']
        while body and len(body[0]['cells']) > 1 and all(cell['name'] == 'th' for cell in body[0]['cells']):
            head.append(body.pop(0))
        label = table['label']
        self.tables.append([label, len(body)])
        if len(head) != 1 or not (label == '6-1' or label.startswith('CID ')):
            return
        headings = [clean(''.join(cell['text'])) for cell in head[0]['cells']]
        rows = [row['cells'] for row in body]
        if not all(cell['plain'] for cell in head[0]['cells']):
            return
        for number, row in enumerate(rows, 1):
            if any(cell['spans'] for cell in row):
                return  # what stands below depends on it
            if len(row) == len(headings) and all(cell['plain'] for cell in row):
                self.cells.append([label, number, [[heading, clean(''.join(cell['text']))] for heading, cell in zip(headings, row)]])


def local(name):
    return name.rsplit(' ', 1)[-1] if name.startswith(NAMESPACE + ' ') else name


def judge(data):
    for namespaces in (True, False):
        reader = Reader()
        parser = xml.parsers.expat.ParserCreate(namespace_separator=' ' if namespaces else None)
        parser.ordered_attributes = False
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: reader.start(local(name), attributes)
        parser.EndElementHandler = lambda name: reader.end(local(name))
        parser.CharacterDataHandler = reader.text
        try:
            parser.Parse(data, True)
        except xml.parsers.expat.ExpatError as error:
            fault = str(error)
            if namespaces:
                continue  # a prefix that is not bound is well-formed XML all the same
            return {'fault': fault, 'tables': [], 'cells': []}
        return {'fault': None, 'tables': reader.tables, 'cells': reader.cells}


def main():
    source = sys.stdin.buffer
    while True:
        line = source.readline()
        if not line:
            return
        length = int(line)
        data = source.read(length)
        sys.stdout.write(json.dumps(judge(data)) + '\n')
        sys.stdout.flush()


main()
