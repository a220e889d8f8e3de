"""Where a webhook may go: never into our own network, whatever its address looks like or its name resolves to."""

import socket

import pytest

from tests.webhooks.receiver import Receiver
from webhooks.addresses import Unfit, looked_up, parsed
from webhooks.networks import is_public
from webhooks.sending import send

PUBLIC = "93.184.215.14"


def sent(address, resolve=None):
    secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    return send(address, secret, message_id="x", body="{}", resolve=resolve, connect=0.1, seconds=0.2)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "2002:6440:1::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "100::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:4700::1%eth0",
        "fec0::1",
        "ff02::1",
        "",
        "example.com",
    ],
)
def test_closed(address):
    assert is_public(address) is False


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ],
)
def test_open(address):
    assert is_public(address) is True


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://example.com/", "https://"),
        ("ftp://example.com/", "https://"),
        ("file:///etc/passwd", "https://"),
        ("//example.com/", "https://"),
        ("example.com", "https://"),
        ("https://me:word@example.com/", "user name"),
        ("https://me@example.com/", "user name"),
        ("https://@example.com/", "user name"),
        ("https://example.com:22/", "443"),
        ("https://example.com:80/", "443"),
        ("https://example.com:0/", "443"),
        ("https://example.com:1023/", "443"),
        ("https://example.com:65536/", "web page"),
        ("https://example.com:x/", "web page"),
        ("https://example.com/#part", "#"),
        ("https://example.com/#", "#"),
        ("https:///path", "host"),
        ("https://./", "host"),
        ("https://a..b/", "host"),
        ("https://%31%32%37.0.0.1/", "host"),
        ("https://[fe80::1%25eth0]/", "host"),
        ("https://exa mple.com/", "web page"),
        ("https://example.com/\r\nHost: other", "web page"),
        ("https://example.com\\@127.0.0.1/", "web page"),
        ("https://exam\tple.com/", "web page"),
        ("https://[::1/", "web page"),
        ("https://example.com/café", "percent"),
        ("https://example.com/" + "x" * 500, "web page"),
        ("https://" + "x" * 64 + ".example/", "host"),
        ("", "https://"),
    ],
)
def test_what_no_address_may_look_like(address, says):
    with pytest.raises(Unfit, match=says):
        parsed(address)


@pytest.mark.parametrize(
    ("address", "host", "port", "path", "header"),
    [
        ("https://Example.COM", "example.com", 443, "/", "example.com"),
        ("https://example.com.:443/a?b=c", "example.com", 443, "/a?b=c", "example.com"),
        ("https://example.com:8443/", "example.com", 8443, "/", "example.com:8443"),
        ("https://bücher.example/", "xn--bcher-kva.example", 443, "/", "xn--bcher-kva.example"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/", "[2606:4700::1111]"),
    ],
)
def test_how_an_address_is_read(address, host, port, path, header):
    target = parsed(address)

    assert (target.host, target.port, target.path, target.host_header) == (host, port, path, header)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "169.254.169.254",
    ],
)
def test_no_spelling_leads_to_us(host):
    """With the system's own resolver, which knows all of them."""
    outcome = sent(f"https://{host}:4433/")

    assert outcome.status is None
    assert outcome.error == "This address leads into a private or reserved network."


def test_one_private_answer_among_public_ones_is_enough():
    outcome = sent("https://hooks.example/", lambda *_: [PUBLIC, "10.0.0.1"])

    assert outcome.error == "This address leads into a private or reserved network."


@pytest.mark.parametrize("answer", [[], OSError("no such host"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere(answer):
    def resolve(_host, _port):
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert sent("https://hooks.example/", resolve).error == "The name of this host cannot be found."


def test_a_name_that_turns_private_after_it_was_checked():
    """DNS rebinding: public for who saves it, ours for who sends. Each try asks anew, and asks once."""
    with Receiver() as ours:
        answers = iter([[PUBLIC], ["127.0.0.1"], [PUBLIC]])
        address = f"https://hooks.example:{ours.server.server_port}/"

        def resolve(_host, _port):
            return next(answers)

        assert parsed(address).resolved(resolve) == [PUBLIC]
        assert sent(address, resolve).error == "This address leads into a private or reserved network."
        assert ours.got == []
    assert next(answers) == [PUBLIC]


def test_it_connects_to_what_was_checked_and_asks_no_one_else(receiver, monkeypatch):
    def nobody(*_args, **_kwargs):
        raise AssertionError("a second lookup")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    port = receiver.server.server_port

    outcome = sent(f"http://hooks.example:{port}/", lambda *_: ["127.0.0.1"])

    assert outcome.status == 204
    assert receiver.got[0].headers["host"] == f"hooks.example:{port}"


def test_the_resolver_of_the_system_tells_each_address_once():
    assert looked_up("127.0.0.1", 443) == ["127.0.0.1"]


def test_plain_http_only_where_the_setting_says_so(settings):
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True

    assert parsed("http://intranet/").port == 80
