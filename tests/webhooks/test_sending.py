"""One message over the wire: what goes out, what an answer means, and that it ends."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.webhooks.receiver import Receiver, verified
from webhooks import signature
from webhooks.sending import send

SECRET = signature.new_secret()
TO_US = lambda _host, _port: ["127.0.0.1"]  # noqa: E731


def sent(address, **more):
    return send(address, SECRET, message_id="a-message", body='{"name": "naïve"}', **more)


def test_the_signature_is_that_of_the_specification():
    """Computed once with OpenSSL, over "msg_1.1700000000.{}"."""
    secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

    made = signature.headers(secret, message_id="msg_1", timestamp=1700000000, body=b"{}")

    assert made == {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1700000000",
        "webhook-signature": "v1,2c4VI0bO4Wd5svqP2unEA9pCk0dTAXr/elrHCJ+/efk=",
    }


def test_what_goes_out(receiver):
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        outcome = sent(receiver.address)

    (request,) = receiver.got
    assert (outcome.status, outcome.error) == (204, "")
    assert request.body == '{"name": "naïve"}'.encode()
    assert request.headers["webhook-timestamp"] == "1777636800"
    assert request.headers["host"] == receiver.address.split("/")[2]
    assert verified(request, SECRET)


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_no_proxy_of_the_environment(receiver, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert sent(receiver.address).status == 204


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver, status):
    with Receiver() as elsewhere:
        receiver.answers = [(status, {"Location": elsewhere.address}, b"")]

        outcome = sent(receiver.address)

        assert outcome.error == f"HTTP {status}: redirects are not followed"
        assert elsewhere.got == []
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_any_other_status_is_a_refusal(receiver, status):
    receiver.answers = [(status, {}, b"No \x00way")]

    outcome = sent(receiver.address)

    assert (outcome.status, outcome.error, outcome.answer) == (status, f"HTTP {status}", "No �way")
    assert outcome.gone is (status == 410)


def test_of_a_large_answer_the_beginning_is_read_and_less_is_kept(receiver):
    receiver.answers = [(200, {}, "é".encode() * 20_000_000)]

    outcome = sent(receiver.address)

    assert (outcome.status, outcome.error, outcome.answer) == (200, "", "é" * 300)


def test_whoever_says_nothing_is_waited_for_so_long_and_no_longer(receiver):
    receiver.hold.clear()

    assert sent(receiver.address, seconds=0.2).error == "Timed out"


@pytest.fixture
def dripping(intranet):
    """A server that sends a byte of a head every 20 ms: a timeout of the socket alone would never end it."""
    stop = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        client, _address = listening.accept()
        with client:
            client.recv(65536)
            for _byte in range(150):
                if stop.wait(0.02):
                    return
                try:
                    client.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    stop.set()
    thread.join(5)
    listening.close()


def test_whoever_drips_is_not_waited_for_either(dripping):
    assert sent(dripping, seconds=0.3).error == "Timed out"


def test_a_resolver_that_hangs_is_not_waited_for(intranet):
    held = threading.Event()

    outcome = sent("http://shop.example/", seconds=0.2, resolve=lambda *_: held.wait(20) and [])

    held.set()
    assert outcome.error == "Timed out"


def test_nobody_listens(intranet):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]

    assert "refused" in sent(f"http://127.0.0.1:{port}/").error.lower()


def test_what_is_no_http_is_an_error_and_no_more(intranet):
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        client, _address = listening.accept()
        client.recv(65536)
        client.sendall(b"220 mail.example ESMTP\r\n")
        client.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    assert sent(f"http://127.0.0.1:{listening.getsockname()[1]}/").error == "BadStatusLine"
    thread.join(5)
    listening.close()


def test_a_secret_that_cannot_be_opened_signs_nothing(receiver):
    outcome = send(receiver.address, "MADEUP", message_id="x", body="{}")

    assert outcome.error == "This is no secret of a webhook."
    assert receiver.got == []


# TLS


@pytest.fixture
def secure(tmp_path, monkeypatch, intranet):
    """A server for hooks.example whose certificate we trust; `secure.names` are those that clients asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    file, trusted = tmp_path / "server.pem", tmp_path / "trusted.pem"
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*private) + certificate)
    trusted.write_bytes(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    receiver = Receiver()
    receiver.names = []
    context.sni_callback = lambda _sock, asked, _context: receiver.names.append(asked)
    receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
    with receiver:
        yield receiver


def over_tls(secure, host):
    return sent(f"https://{host}:{secure.server.server_port}/hook", resolve=TO_US)


def test_over_tls_the_name_is_asked_for_and_checked_though_the_address_is_pinned(secure):
    outcome = over_tls(secure, "hooks.example")

    assert (outcome.status, outcome.error) == (204, "")
    assert secure.names == ["hooks.example"]
    assert secure.got[0].headers["host"] == f"hooks.example:{secure.server.server_port}"


def test_a_trailing_dot_is_the_same_host(secure):
    assert over_tls(secure, "hooks.example.").status == 204


def test_a_certificate_of_another_name_is_refused(secure):
    outcome = over_tls(secure, "other.example")

    assert "CERTIFICATE_VERIFY_FAILED" in outcome.error
    assert secure.got == []


def test_a_certificate_of_nobody_is_refused(secure, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    assert "CERTIFICATE_VERIFY_FAILED" in over_tls(secure, "hooks.example").error
    assert secure.got == []
