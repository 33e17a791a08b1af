#!/usr/bin/env python3
"""Holds PDFs to what PDF/UA-1 (ISO 14289-1) asks and a program can see:  tests/pdf_check.py FILE...

Prints one line per fault and fails when there is any. Needs the Debian package python3-pikepdf.
Seen: title, language and identification; every painting operator is either marked once or an artifact; the tree and its
parent tree agree; headings in order; heads of tables with a scope, rows and lists in their places; alternatives for
figures; fonts embedded with a way back to letters; no scripts, forms, files or addresses."""
import re
import sys

import pikepdf

GROUPS = {'Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'Caption', 'TOC', 'TOCI', 'Index', 'NonStruct'}
INSIDE = {'TR': {'Table', 'THead', 'TBody', 'TFoot'}, 'TH': {'TR'}, 'TD': {'TR'}, 'THead': {'Table'}, 'TBody': {'Table'},
          'TFoot': {'Table'}, 'LI': {'L'}, 'Lbl': {'LI'}, 'LBody': {'LI'}}
KNOWN = GROUPS | set(INSIDE) | {'P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'L', 'Table', 'Span', 'Link', 'Figure', 'Quote'}
PAINTS = {'Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'Do', 'sh', 'EI'}


class Check:
    def __init__(self, path):
        self.path, self.faults, self.tree_marks, self.heads = path, [], {}, []
        self.pdf = pikepdf.open(path)
        self.pages = {p.objgen: n for n, p in enumerate(self.pdf.pages)}

    def fault(self, text):
        self.faults.append(f'{self.path}: {text}')

    # ---- the document ----

    def document(self):
        root = self.pdf.Root
        if not re.fullmatch(r'[a-z]{2,3}(-[A-Za-z]+)?', str(root.get('/Lang', ''))):
            self.fault('no language')
        if root.get('/MarkInfo', {}).get('/Marked') is not True:
            self.fault('not marked')
        if root.get('/ViewerPreferences', {}).get('/DisplayDocTitle') is not True:
            self.fault('its title is not shown')
        with self.pdf.open_metadata() as meta:
            if meta.get('{http://www.aiim.org/pdfua/ns/id/}part') != '1':
                self.fault('does not say that it is PDF/UA-1')
            if not meta.get('dc:title'):
                self.fault('no title')
        for key in ('/OpenAction', '/AA', '/AcroForm', '/Collection'):
            if key in root:
                self.fault(f'has {key}')
        names = root.get('/Names', {})
        if '/JavaScript' in names or '/EmbeddedFiles' in names:
            self.fault('holds scripts or files')

    # ---- the tree ----

    def tree(self):
        root = self.pdf.Root.get('/StructTreeRoot')
        if root is None:
            self.fault('no structure')
            return
        self.kids(root, None, '')
        level = 0
        for n in self.heads:
            if n > level + 1 or (level == 0 and n != 1):
                self.fault(f'heading {n} after {level}')
            level = n
        if not self.heads:
            self.fault('no heading')

    def kids(self, elem, page, parent):
        k = elem.get('/K')
        if k is None:
            return
        for kid in (k if isinstance(k, pikepdf.Array) else [k]):
            if isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') == '/MCR':
                self.mark(kid.get('/Pg', page), int(kid['/MCID']), elem)
            elif isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') != '/OBJR':
                self.element(kid, kid.get('/Pg', page), parent)
            elif not isinstance(kid, pikepdf.Dictionary):
                self.mark(page, int(kid), elem)

    def mark(self, page, mcid, elem):
        place = (self.pages[page.objgen], mcid)
        tag = str(elem['/S'])[1:]
        if place in self.tree_marks:
            self.fault(f'content {place} stands twice in the tree')
        self.tree_marks[place] = elem.objgen
        if tag in GROUPS - {'Caption', 'BlockQuote'} or tag in ('L', 'LI', 'Table', 'TR', 'THead', 'TBody', 'TFoot'):
            self.fault(f'text by itself in a {tag}')

    def element(self, elem, page, parent):
        tag = str(elem['/S'])[1:]
        if tag not in KNOWN:
            self.fault(f'an element {tag} that is not known')
        if tag in INSIDE and parent not in INSIDE[tag]:
            self.fault(f'{tag} in {parent or "nothing"}')
        if re.fullmatch('H[1-6]', tag):
            self.heads.append(int(tag[1]))
        if tag == 'Figure' and not str(elem.get('/Alt', '')):
            self.fault('a figure without an alternative')
        if tag == 'TH' and '/Scope' not in self.attributes(elem):
            self.fault('the head of a table without a scope')
        if tag == 'Table' and not self.has(elem, 'TH'):
            self.fault('a table without heads')
        self.kids(elem, page, tag)

    @staticmethod
    def attributes(elem):
        a = elem.get('/A', {})
        return a if isinstance(a, pikepdf.Dictionary) else {k: v for d in a for k, v in d.items()}

    def has(self, elem, tag):
        k = elem.get('/K', [])
        for kid in (k if isinstance(k, pikepdf.Array) else [k]):
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid and (kid['/S'] == '/' + tag or self.has(kid, tag)):
                return True
        return False

    # ---- the pages ----

    def content(self):
        drawn = set()
        for number, page in enumerate(self.pdf.pages):
            if page.get('/Tabs') != '/S':
                self.fault(f'page {number + 1}: tab order is not that of the structure')
            stack = []
            for operands, operator in pikepdf.parse_content_stream(page):
                op = str(operator)
                if op in ('BDC', 'BMC'):
                    mcid = operands[1].get('/MCID') if op == 'BDC' and isinstance(operands[1], pikepdf.Dictionary) else None
                    if mcid is not None:
                        if any(stack):
                            self.fault(f'page {number + 1}: marked content within marked content')
                        drawn.add((number, int(mcid)))
                    stack.append(mcid is not None or operands[0] == '/Artifact')
                elif op == 'EMC':
                    stack.pop()
                elif op in PAINTS and not any(stack):
                    self.fault(f'page {number + 1}: {op} is neither marked nor an artifact')
            for annotation in page.get('/Annots', []):
                self.fault(f'page {number + 1}: an annotation {annotation.get("/Subtype")}')
        for place in drawn - set(self.tree_marks):
            self.fault(f'content {place} is not in the tree')
        for place in set(self.tree_marks) - drawn:
            self.fault(f'{place} in the tree is not drawn')
        self.parent_tree()

    def parent_tree(self):
        nums = self.pdf.Root.StructTreeRoot.ParentTree.Nums if self.tree_marks else []
        found = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
        for (page, mcid), elem in self.tree_marks.items():
            row = found.get(int(self.pdf.pages[page].get('/StructParents', -1)), [])
            if mcid >= len(row) or row[mcid].objgen != elem:
                self.fault(f'the parent tree says something else about {page}, {mcid}')

    def fonts(self):
        for page in self.pdf.pages:
            fonts = page.get('/Resources', {}).get('/Font', {})
            for font in (fonts[key] for key in fonts.keys()):
                below = font.get('/DescendantFonts', [font])[0]
                if not {'/FontFile', '/FontFile2', '/FontFile3'} & set(below.get('/FontDescriptor', {}).keys()):
                    self.fault(f'{font.get("/BaseFont")} is not embedded')
                if '/ToUnicode' not in font:
                    self.fault(f'{font.get("/BaseFont")} has no way back to letters')

    def run(self):
        self.document()
        self.tree()
        if not self.faults or self.tree_marks:
            self.content()
        self.fonts()
        return self.faults


def main():
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    faults = [f for path in sys.argv[1:] for f in Check(path).run()]
    print('\n'.join(faults) if faults else f'{len(sys.argv) - 1} right')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
