"""A mail server for tests: keeps what it takes in a Maildir, wants a user's password over TLS, and does not know the address nobody@.

Arguments: port, Maildir, certificate, key, mode (starttls, tls or none), user, password; without a user nobody signs in.
"""
import signal
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult, LoginPassword

port, maildir, certificate, key, mode = int(sys.argv[1]), *sys.argv[2:6]
user, password = (sys.argv[6:8] + ["", ""])[:2]


class Handler(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (user, password)
    return AuthResult(success=right)


settings = {"hostname": "127.0.0.1", "port": port}
if mode != "none":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    settings["ssl_context" if mode == "tls" else "tls_context"] = context
if user:
    settings |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": mode == "starttls"}
controller = Controller(Handler(maildir), **settings)
if mode == "tls":
    # The controller's own trial of the port would ask for a certificate that it trusts.
    controller._trigger_server = lambda: None
controller.start()
signal.sigwait({signal.SIGTERM, signal.SIGINT})
controller.stop()
