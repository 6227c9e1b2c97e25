"""An identity provider of the tests, on this machine: it signs whatever a test wants signed."""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from yizhan.links.identity_provider import Provider

CLIENT, KID = "yizhan-tests", "key-1"


@dataclass
class Fake:
    """What the provider knows: its key, who logs in, what it adds to the token, what it saw."""

    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    subject: str = "subject-1"
    person: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    user_info: dict[str, Any] = field(default_factory=dict)
    signed_with: Any = None
    algorithm: str = "RS256"
    nonce: str = ""
    challenge: str = ""
    address: str = ""

    def configured(self) -> Provider:
        """Return the settings of a hall that trusts this provider."""
        pages = ("authorize", "token", "userinfo", "keys")
        ends = {page: f"{self.address}/{page}" for page in pages}
        return Provider(issuer=self.address, client_id=CLIENT, secret="nobody's", **ends)

    def allow(self, location: str) -> str:
        """Return the state of a browser that came to log in, having noted nonce and challenge."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        return asked["state"]

    def token(self, verifier: str) -> dict[str, str]:
        """Return what the token page answers; raises ValueError for a wrong PKCE verifier.

        ``changes`` of times are seconds from now; None leaves a claim out.
        """
        digest = hashlib.sha256(verifier.encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != self.challenge:
            raise ValueError("wrong verifier")
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": 0,
            "exp": 300,
            "nonce": self.nonce,
        }
        claims = {k: v for k, v in (claims | self.changes).items() if v is not None}
        now = int(time.time())
        claims |= {k: now + claims[k] for k in ("iat", "exp") if k in claims}
        signer = self.signed_with if self.signed_with is not None else self.key
        word = jwt.encode(claims, signer, algorithm=self.algorithm, headers={"kid": KID})
        return {"access_token": "opaque", "id_token": word}

    def public(self) -> dict[str, Any]:
        """Return the public keys as the keys page shows them."""
        shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**shown, "kid": KID, "alg": "RS256", "use": "sig"}]}


class Pages(BaseHTTPRequestHandler):
    """Answers token, user info and keys for the provider of its server."""

    fake: Fake

    def do_GET(self) -> None:
        """Answer who somebody is, or with which keys we sign."""
        info = {"sub": self.fake.subject, **self.fake.person, **self.fake.user_info}
        self._answer(info if self.path == "/userinfo" else self.fake.public())

    def do_POST(self) -> None:
        """Answer with a token."""
        said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(self.fake.token(said["code_verifier"][0]))

    def _answer(self, said: dict[str, Any]) -> None:
        """Write an answer."""
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def serve(fake: Fake) -> ThreadingHTTPServer:
    """Return a running server of a provider on a free port of this machine."""
    pages = type("PagesOfOne", (Pages,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    fake.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    return server
