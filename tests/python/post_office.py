"""A mail server of aiosmtpd with faults by the name before the @ of a recipient: each at the point of the talk at which servers
have it. It says its port, and then the Message-ID of each mail that it takes, one a line.
With --implicit the connection is secured from its first byte, else by STARTTLS.
usage: post_office.py [--certificate FILE KEY [--implicit]]
"""

import asyncio
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

# What it says to a recipient, and at the end of a mail.
RECIPIENT = {
    "greylisted": "450 4.2.0 greylisted, come again",
    "full": "452 4.2.2 mailbox full",
    "unknown": "550 5.1.1 no such user",
    "closing": "421 4.3.2 shutting down",
}
MAIL = {
    "local-error": "451 4.3.0 local error in processing",
    "spam": "554 5.7.1 message refused as spam",
    "too-large": "552 5.3.4 message too big",
}


class Faults:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "drop-at-recipient":
            server.transport.abort()
            return "421 gone"
        if name == "silent-at-recipient":
            await asyncio.Event().wait()
        if name in RECIPIENT:
            return RECIPIENT[name]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name in MAIL:
            return MAIL[name]
        found = re.search(rb"^Message-ID: (\S+)", envelope.original_content, re.MULTILINE)
        print(found.group(1).decode() if found else "?", flush=True)
        # From here on it has the mail, whatever its sender hears.
        if name == "drop-after-mail":
            server.transport.abort()
        if name == "silent-after-mail":
            await asyncio.Event().wait()
        return "250 queued"


def nobody(server, session, envelope, mechanism, data):
    return AuthResult(success=False, handled=False, message="535 5.7.8 wrong password")


async def main(certificate, implicit):
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    offered, wrapped = (None, context) if implicit else (context, None)
    def talk():
        return SMTP(Faults(), hostname="post.test", tls_context=offered, authenticator=nobody, auth_require_tls=False)
    server = await asyncio.get_running_loop().create_server(talk, "127.0.0.1", 0, backlog=1024, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[2:4] if sys.argv[1:2] == ["--certificate"] else None, sys.argv[4:] == ["--implicit"]))
