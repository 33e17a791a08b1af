# From a page to an accessible PDF (PDF/UA-1), in a box: the page comes in on standard input, the PDF leaves on standard
# output, the style sheet is the first argument. WeasyPrint lays out and draws. What it says of structure is not enough
# (marked content within marked content, no scope, page numbers read aloud), so that is made here, from the elements of
# the page: docs/decisions/0022.
import sys

sys.path.append('/usr/lib/python3/dist-packages')  # and nothing that this machine or a user adds by itself

# What went wrong, without a word of the page: this stands in the log.
sys.excepthook = lambda kind, value, trace: sys.stderr.write(f'pdf: {kind.__name__}, line {trace.tb_lineno}\n')

import ctypes.util
import logging
import tempfile
import warnings

warnings.simplefilter('ignore')
logging.disable(logging.CRITICAL)
tempfile.mkdtemp = lambda *args, **kwargs: '/nonexistent'  # for fonts that a page brings; ours brings none
ctypes.util.find_library = lambda name: None  # it would ask compilers; the loader finds them by their own names

import pydyf
from weasyprint import CSS, HTML, draw, pdf
from weasyprint.pdf.metadata import add_metadata

MOST = 4 << 20
GROUPS = {'html', 'body', 'main', 'section', 'article', 'div', 'header', 'footer', 'aside', 'nav', 'form', 'fieldset',
          'details', 'figure', 'hgroup', 'address'}
TAGS = {'h1': 'H1', 'h2': 'H2', 'h3': 'H3', 'h4': 'H4', 'h5': 'H5', 'h6': 'H6', 'p': 'P', 'blockquote': 'BlockQuote',
        'ul': 'L', 'ol': 'L', 'dl': 'L', 'li': 'LI', 'table': 'Table', 'caption': 'Caption', 'thead': 'THead',
        'tbody': 'TBody', 'tfoot': 'TFoot', 'tr': 'TR', 'th': 'TH', 'td': 'TD', 'section': 'Sect', 'article': 'Art',
        'dt': 'Lbl', 'dd': 'LBody', 'legend': 'P', 'figcaption': 'Caption', 'pre': 'P', 'summary': 'P'}
HOLDS_TEXT = {'P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TH', 'TD', 'Caption', 'Lbl', 'LBody', 'Span'}


def nothing(url, timeout=10, ssl_context=None):
    raise ValueError('nothing is fetched')


# ---- while it draws: each run of text is marked once, everything else is an artifact ----

class Marks:
    pages = []    # streams in the order of the pages
    runs = []     # of each page: (element, is the label of a list item), by MCID
    first = {}    # on which page a head of a table stood first


def page_of(stream):
    if stream not in Marks.pages:
        Marks.pages.append(stream)
        Marks.runs.append([])
    return Marks.pages.index(stream)


def as_artifact(fn):
    def drawn(stream, *args, **kwargs):
        if getattr(stream, 'inside', False):
            return fn(stream, *args, **kwargs)
        stream.inside = True
        stream.stream.append(b'/Artifact BMC')
        try:
            return fn(stream, *args, **kwargs)
        finally:
            stream.stream.append(b'EMC')
            stream.inside = False
    return drawn


def head_of(element):
    """The head of the table that this stands in; it is drawn again on each next page."""
    while element is not None and element.tag != 'thead':
        element = PARENTS.get(element)
    return element


def draw_text(stream, textbox, *args, **kwargs):
    page, element = page_of(stream), textbox.element
    head = None if element is None else head_of(element)
    again = head is not None and Marks.first.setdefault(head, page) != page
    if element is None or textbox.element_tag.startswith('@') or again or stream.inside:
        return ARTIFACT_TEXT(stream, textbox, *args, **kwargs)
    runs = Marks.runs[page]
    stream.stream.append(f'/Span <</MCID {len(runs)}>> BDC'.encode())
    runs.append((element, '::marker' in textbox.element_tag))
    stream.inside = True
    try:
        return TEXT(stream, textbox, *args, **kwargs)
    finally:
        stream.inside = False
        stream.stream.append(b'EMC')


TEXT = draw.draw_text
ARTIFACT_TEXT = as_artifact(TEXT)


def draw_picture(stream, box):
    """A picture with words in its place is a figure; any other is decoration."""
    page = page_of(stream)
    if stream.inside or box.element is None or not alternative(box.element):
        return ARTIFACT_PICTURE(stream, box)
    left, top = box.content_box_x() * 0.75, box.content_box_y() * 0.75
    BOXES[box.element] = [left, A4_HIGH - top - box.height * 0.75, left + box.width * 0.75, A4_HIGH - top]
    runs = Marks.runs[page]
    stream.stream.append(f'/Figure <</MCID {len(runs)}>> BDC'.encode())
    runs.append((box.element, False))
    stream.inside = True
    try:
        return PICTURE(stream, box)
    finally:
        stream.inside = False
        stream.stream.append(b'EMC')


def alternative(element):
    return element.get('alt') or (element.get('aria-label') if element.get('role') == 'img' else None)


A4_HIGH, BOXES = 841.89, {}
PICTURE = draw.draw_replacedbox
ARTIFACT_PICTURE = as_artifact(PICTURE)
draw.draw_replacedbox = draw_picture
draw.draw_text = draw_text
for name in ('draw_background', 'draw_border', 'draw_outlines', 'draw_table', 'draw_collapsed_borders'):
    setattr(draw, name, as_artifact(getattr(draw, name)))
pdf.Stream.begin_marked_content = lambda self, *args, **kwargs: None
pdf.Stream.end_marked_content = lambda self: None
pdf.Stream.inside = False


# ---- afterwards: the tree ----

class Node:
    def __init__(self, tag, element=None):
        self.tag, self.element, self.kids, self.place, self.ref = tag, element, [], None, None

    def add(self, kid, place):
        self.kids.append(kid)
        if self.place is None or place < self.place:
            self.place = place


def of_element(element, own, below):
    """The node of an element with all that was drawn of it, or None where nothing was."""
    kids = []
    for run in own.get(element, ()):
        kids.append((run[0], run))
    for child in element:
        if child in below:
            node = of_element(child, own, below)
            if node is not None:
                kids.append((node.place, node))
    if not kids:
        return None
    if element in own:  # text among elements: in the order in which it was drawn, which is that of reading
        kids.sort(key=lambda k: k[0])
    return shaped(element, kids)


def shaped(element, kids):
    tag = element.tag
    if element in BOXES:
        return filled(Node('Figure', element), kids)
    if tag == 'dl':
        return definition_list(element, kids)
    if tag == 'li':
        return list_item(element, kids)
    if tag in TAGS and TAGS[tag] not in ('Sect', 'Art'):
        return filled(Node(TAGS[tag], element), kids)
    if tag in GROUPS:
        return grouped(Node(TAGS.get(tag, 'Div'), element), kids)
    return filled(Node('Span', element), kids)


def filled(node, kids):
    for place, kid in kids:
        node.add(kid, place)
    return node


def is_inline(kid):
    return not isinstance(kid, Node) or kid.tag == 'Span'


def grouped(node, kids):
    """Text that stands in a group by itself is a paragraph."""
    text = None
    for place, kid in kids:
        if not is_inline(kid):
            text = None
            node.add(kid, place)
            continue
        if text is None:
            text = Node('P')
            text.place = place
            node.add(text, place)
        text.add(kid, place)
    return node


def list_item(element, kids):
    item, label, body = Node('LI', element), Node('Lbl'), Node('LBody')
    for place, kid in kids:
        (label if isinstance(kid, tuple) and kid[1] else body).add(kid, place)
    for part in (label, body):
        if part.kids:
            item.add(part, part.place)
    return item


def definition_list(element, kids):
    """Each name with what is said of it, also where the two stand in a group of their own."""
    out, item = Node('L', element), None
    flat = []
    for place, kid in kids:
        if isinstance(kid, Node) and kid.tag == 'Div':
            flat.extend((k.place, k) for k in kid.kids if isinstance(k, Node))
        else:
            flat.append((place, kid))
    for place, kid in flat:
        name = isinstance(kid, Node) and kid.element is not None and kid.element.tag == 'dt'
        if item is None or name:
            item = Node('LI')
            item.place = place
            out.add(item, place)
        if not isinstance(kid, Node) or kid.tag not in ('Lbl', 'LBody'):
            kid = filled(Node('LBody'), [(place, kid)])
        item.add(kid, place)
    return out


def attributes(node):
    element, out = node.element, pydyf.Dictionary()
    if node.tag == 'TH':
        row = element.get('scope') == 'row' or PARENTS[PARENTS[element]].tag == 'tbody'
        out['O'] = '/Table'
        out['Scope'] = '/Row' if row else '/Column'
    if node.tag == 'Figure':
        out['O'] = '/Layout'
        out['BBox'] = pydyf.Array(BOXES[element])
    if node.tag in ('TH', 'TD'):
        for html, key in (('colspan', 'ColSpan'), ('rowspan', 'RowSpan')):
            if element.get(html, '1').isdigit() and int(element.get(html, '1')) > 1:
                out['O'] = '/Table'
                out[key] = int(element.get(html))
    if node.tag == 'L' and element.tag != 'dl':
        out['O'] = '/List'
        out['ListNumbering'] = '/Decimal' if element.tag == 'ol' else '/Disc'
    return out


def written(out, node, parent, page_refs, parents):
    """The node as an object of the PDF."""
    me = pydyf.Dictionary({'Type': '/StructElem', 'S': f'/{node.tag}', 'P': parent.reference})
    out.add_object(me)
    if node.element is not None:
        extra = attributes(node)
        if extra:
            me['A'] = extra
        if node.tag == 'Figure':
            me['Alt'] = pydyf.String(alternative(node.element))
        if node.element.get('lang') and node.element.tag != 'html':
            me['Lang'] = pydyf.String(node.element.get('lang'))
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(written(out, kid, me, page_refs, parents).reference)
        else:
            page, mcid = kid[0]
            parents[page][mcid] = me.reference
            kids.append(pydyf.Dictionary({'Type': '/MCR', 'Pg': page_refs[page], 'MCID': mcid}))
    me['K'] = kids
    return me


def structure(out, metadata, document, streams):
    own, below = {}, set()
    order = {id(stream): number for number, stream in enumerate(streams)}
    for stream, runs in zip(Marks.pages, Marks.runs):
        for mcid, (element, label) in enumerate(runs):
            own.setdefault(element, []).append(((order[id(stream)], mcid), label))
            while element is not None and element not in below:
                below.add(element)
                element = PARENTS.get(element)
    counts = {order[id(stream)]: len(runs) for stream, runs in zip(Marks.pages, Marks.runs)}
    parents = [[None] * counts.get(number, 0) for number in range(len(streams))]
    numbers = pydyf.Dictionary({'Nums': pydyf.Array()})
    out.add_object(numbers)
    root = pydyf.Dictionary({'Type': '/StructTreeRoot', 'ParentTree': numbers.reference,
                             'ParentTreeNextKey': len(streams)})
    out.add_object(root)
    body = of_element(ROOT, own, below)
    if body is None:
        raise ValueError('an empty page')
    body.tag, body.element = 'Document', None
    root['K'] = pydyf.Array([written(out, body, root, out.page_references, parents).reference])
    for number, refs in enumerate(parents):
        numbers['Nums'].extend([number, pydyf.Array(refs)])
    out.catalog['StructTreeRoot'] = root.reference
    out.catalog['MarkInfo'] = pydyf.Dictionary({'Marked': 'true'})
    out.catalog['ViewerPreferences'] = pydyf.Dictionary({'DisplayDocTitle': 'true'})
    out.catalog['Lang'] = pydyf.String(ROOT.get('lang', 'nl'))
    add_metadata(out, metadata, 'ua', version=1, conformance=None)


page = sys.stdin.buffer.read(MOST + 1)
if len(page) > MOST or not page:
    sys.exit(1)
html = HTML(string=page.decode('utf-8'), url_fetcher=nothing, media_type='print')
ROOT = html.etree_element
BODY = ROOT.find('body')
MAIN = BODY.find('.//main')
if MAIN is not None:  # the page itself, without what stands round it on a screen
    for child in list(BODY):
        BODY.remove(child)
    MAIN.tail = None
    BODY.append(MAIN)
for parent in list(ROOT.iter()):  # a link that stands alone leads elsewhere: nothing to read on paper
    for p in [c for c in parent if c.tag == 'p' and len(c) == 1 and c[0].tag == 'a']:
        if not (p.text or '').strip() and not (p[0].tail or '').strip():
            parent.remove(p)
for a in ROOT.iter('a'):
    a.attrib.pop('href', None)  # on paper there is nothing to follow, and no address of a dossier
PARENTS = {child: parent for parent in ROOT.iter() for child in parent}
pdf.VARIANTS['pdf/ua-1'] = (structure, {'mark': True})
made = html.render(stylesheets=[CSS(string=sys.argv[1], url_fetcher=nothing)]).write_pdf(variant='pdf/ua-1')
if len(sys.argv) > 2:  # the length goes first, so that an answer that was cut off is never taken for a whole one
    sys.stdout.buffer.write(len(made).to_bytes(4, 'little'))
sys.stdout.buffer.write(made)
