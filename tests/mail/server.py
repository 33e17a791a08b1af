#!/usr/bin/python3
"""A mail server for tests/mail/run: takes mails as any server does, and does what the file `how` in its folder says.

server.py FOLDER ADDRESS PORT [--tls CERT KEY] [--auth USER PASSWORD]

Each mail that was accepted becomes FOLDER/got/NNN.eml, byte by byte as it came, with NNN.to beside it. `how` holds one
word: take, later (451 once per mail), refuse (550 at RCPT), spam (554 after the mail), slow (3 s before the answer),
drop (the line is cut after the mail), drop-once.
"""
import asyncio
import hashlib
import os
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

folder, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
got = os.path.join(folder, 'got')
os.makedirs(got, exist_ok=True)


def how():
    try:
        with open(os.path.join(folder, 'how')) as f:
            return f.read().strip()
    except FileNotFoundError:
        return 'take'


class Handler:
    seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if how() == 'refuse':
            return '550 5.1.1 there is nobody here by that name'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        mail, way = envelope.content, how()
        key = hashlib.sha256(mail).hexdigest()
        with open(os.path.join(folder, 'tries'), 'a') as f:
            f.write(way + '\n')
        if way in ('later', 'drop-once') and key in self.seen:
            way = 'take'
        self.seen.add(key)
        if way == 'later':
            return '451 4.7.1 come back another time'
        if way == 'spam':
            return '554 5.7.1 not wanted'
        if way == 'slow':
            await asyncio.sleep(3)
        if way in ('drop', 'drop-once'):
            server.transport.abort()
            return '421 gone'
        number = len([n for n in os.listdir(got) if n.endswith('.eml')])
        with open(os.path.join(got, '%03d.to' % number), 'w') as f:
            f.write('\n'.join([envelope.mail_from] + envelope.rcpt_tos) + '\n' + ('tls\n' if session.ssl else 'plain\n')
                    + ('signed in\n' if session.authenticated else ''))
        with open(os.path.join(got, '%03d.eml' % number), 'wb') as f:
            f.write(mail)
        return '250 OK'


class Server(Controller):
    def factory(self):
        return SMTP(self.handler, **options)


options = {'hostname': 'mail.test', 'ident': 'test'}
words = sys.argv[4:]
if '--tls' in words:
    at = words.index('--tls')
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(words[at + 1], words[at + 2])
    options.update(tls_context=context, require_starttls=True)
if '--auth' in words:
    at = words.index('--auth')
    right = (words[at + 1].encode(), words[at + 2].encode())

    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == right, handled=False)
    options.update(authenticator=check, auth_required=True, auth_require_tls='--tls' in words)

server = Server(Handler(), hostname=address, port=port)
server.start()
print('ready', flush=True)
try:
    asyncio.new_event_loop().run_forever()
except KeyboardInterrupt:
    server.stop()
