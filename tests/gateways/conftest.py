import ssl

import pytest
import trustme

from tests.gateways.loopback import Loopback


@pytest.fixture
def loopback():
    """``loopback(answer)`` starts a server, with TLS by ``tls``."""
    running = []

    def start(answer, tls=None):
        running.append(Loopback(answer, tls))
        return running[-1]

    yield start
    for server in running:
        server.close()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority of one's own: its file, and a server's context with a certificate for 127.0.0.1."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return path, context
