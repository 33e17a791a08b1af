#!/usr/bin/env python3
"""Makes texts into C strings, at build time:  embed_text.py OUT.c NAME=FILE ..."""
import sys

out = []
for pair in sys.argv[2:]:
    name, path = pair.split('=', 1)
    out.append(f'extern const char {name}[];\nconst char {name}[] = {{')
    data = open(path, 'rb').read() + b'\0'
    out.extend('\t' + ' '.join(f'{b},' for b in data[i:i + 24]) for i in range(0, len(data), 24))
    out.append('};\n')
open(sys.argv[1], 'w').write('\n'.join(out))
