"""Guarded fetch: whatever a server does, there is a file or one sentence, in time; and no way leads to a private network."""

import gzip
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.remote import fetch as fetch_module
from data.remote.addresses import FetchError
from data.remote.fetch import FetchDeadline, FetchedFile, FetchLimits, fetch
from tests import fake_nominatim
from tests.fake_network import PUBLIC, FakeNetwork
from tests.fake_nominatim import Behaviour, FakeNominatim, sends
from tests.server import until

Machine = IPv4Address | IPv6Address
TABLE = b"date,from,to\n2024-01-01,Bern,Oslo\n"
LIMITS = FetchLimits(most_bytes=1_000_000, timeout_s=5)
LINK = "http://trips.example/my%20trips.csv"


@pytest.fixture
def server() -> Iterator[FakeNominatim]:
    with fake_nominatim.running() as server:
        server.behave = sends(TABLE)
        yield server


@pytest.fixture
def network(server: FakeNominatim) -> FakeNetwork:
    return FakeNetwork(server.server_port)


def redirects(location: str, status: int = 302) -> Behaviour:
    return sends(b"", status, Location=location)


def speaks_another_protocol(handler: fake_nominatim._Handler) -> None:
    handler.wfile.write(b"SSH-2.0-x\r\n")


def unpacks_to(size: int) -> Behaviour:
    def behave(handler: fake_nominatim._Handler) -> None:  # packed when it is sent
        sends(b"".join(_packed_blanks(size)), Content_Encoding="gzip")(handler)

    return behave


def _packed_blanks(size: int) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    for _ in range(size // 1_000_000):
        yield packer.compress(b" " * 1_000_000)
    yield packer.flush()


def test_a_file_comes_with_its_name_and_its_version(server: FakeNominatim, network: FakeNetwork) -> None:
    server.behave = sends(TABLE, ETag='"1"', Last_Modified="Sat, 28 Nov 2026 09:00:00 GMT")
    assert fetch(LINK, LIMITS, network=network) == FetchedFile(
        TABLE, "my trips.csv", '"1"', "Sat, 28 Nov 2026 09:00:00 GMT"
    )
    assert network.connected == [(PUBLIC, 80)]


NAMES = {
    'attachment; filename="..\\..\\etc/trips 2024.csv"': "trips 2024.csv",
    "attachment; filename=\"-1.csv\"; filename*=UTF-8''%EC%97%AC%ED%96%89%20-%201.csv": "여행 - 1.csv",
    "attachment; filename*=utf-8'de'..%2Fa%0Ab.csv": "ab.csv",
    "inline": "my trips.csv",
    'attachment; filename="/"': "trips.example",
}


@pytest.mark.parametrize("header", NAMES)
def test_a_name_of_the_server_is_taken_without_its_folders(
    server: FakeNominatim, network: FakeNetwork, header: str
) -> None:
    server.behave = sends(TABLE, Content_Disposition=header)
    found = fetch(LINK, LIMITS, network=network)
    assert found is not None
    assert found.name == NAMES[header]


def test_a_sheet_that_is_not_shared_says_how_to_share_it(server: FakeNominatim, network: FakeNetwork) -> None:
    server.behave = sends(b"", 401)
    with pytest.raises(FetchError, match="share it with “Anyone with the link”"):
        fetch("http://docs.google.com/spreadsheets", LIMITS, network=network)


def test_a_file_that_has_not_changed_is_not_sent_again(server: FakeNominatim, network: FakeNetwork) -> None:
    sent: list[dict[str, str]] = []

    def behave(handler: fake_nominatim._Handler) -> None:
        sent.append(dict(handler.headers))
        sends(b"", 304)(handler)

    server.behave = behave
    assert fetch(LINK, LIMITS, FetchedFile(b"", "", '"1"', "Sat"), network=network) is None
    assert (sent[0]["If-None-Match"], sent[0]["If-Modified-Since"], sent[0]["Host"]) == ('"1"', "Sat", "trips.example")


def test_what_is_packed_is_unpacked(server: FakeNominatim, network: FakeNetwork) -> None:
    server.behave = sends(gzip.compress(TABLE[:9]) + gzip.compress(TABLE[9:]), Content_Encoding="gzip")
    found = fetch(LINK, LIMITS, network=network)
    assert found is not None
    assert found.content == TABLE
    blanks = 990_000
    server.behave = unpacks_to(blanks + 10_000)
    found = fetch(LINK, LIMITS, network=network)
    assert found is not None
    assert len(found.content) == 1_000_000


ANSWERS: dict[str, tuple[Behaviour, str]] = {
    "429": (sends(b"", 429, Retry_After="7"), "trips.example did not give the file (429)."),
    "500": (sends(b"", 500), "trips.example did not give the file (500)."),
    "304 to who has nothing": (sends(b"", 304), "trips.example did not give the file (304)."),
    "redirect to nowhere": (sends(b"", 302), "trips.example did not give the file (302)."),
    "10 GB": (sends(b"", Content_Length=str(10**10)), "The file at trips.example is larger than 1 MB"),
    "no end": (fake_nominatim.floods, "The file at trips.example is larger than 1 MB"),
    "10 GB, packed": (unpacks_to(300_000_000), "The file at trips.example is larger than 1 MB"),
    "unknown packing": (
        sends(b"x", Content_Encoding="br"),
        "trips.example did not give the file (Content-Encoding br).",
    ),
    "packed garbage": (sends(b"garbage", Content_Encoding="gzip"), "trips.example did not give the file (error)."),
    "packed, cut": (
        sends(gzip.compress(TABLE)[:-9], Content_Encoding="gzip"),
        "trips.example did not give the file (incomplete answer).",
    ),
    "cut": (sends(TABLE, Content_Length="1000"), "trips.example did not give the file (incomplete answer)."),
    "not HTTP": (
        speaks_another_protocol,
        "trips.example did not give the file (BadStatusLine).",
    ),
    "nothing": (lambda handler: None, "trips.example did not give the file (RemoteDisconnected)."),
    "sign in": (redirects("https://accounts.google.com/ServiceLogin"), "This Google sheet asks for a sign-in"),
    "round and round": (redirects("/again"), "trips.example did not give the file (too many redirects)."),
    "another scheme": (redirects("file:///etc/passwd"), "This address cannot be read"),
    "credentials in a redirect": (redirects("http://me:word@trips.example/"), "This address cannot be read"),
    "another port": (redirects("http://trips.example:22/"), "trips.example did not give the file (port 22 is not"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_a_server_does_is_one_sentence(server: FakeNominatim, network: FakeNetwork, name: str) -> None:
    server.behave, sentence = ANSWERS[name]
    with pytest.raises(FetchError) as caught:
        fetch(LINK, LIMITS, network=network)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)
    assert caught.value.retry_s == (7 if name == "429" else 0)


@pytest.mark.parametrize("behave", [fake_nominatim.hangs, fake_nominatim.drips], ids=["hangs", "drips"])
def test_no_server_is_waited_for_longer_than_the_whole_time(
    server: FakeNominatim, network: FakeNetwork, behave: Behaviour
) -> None:
    server.behave = behave
    begun_s = time.monotonic()
    with pytest.raises(FetchError, match=r"trips.example did not give the whole file within 0.2 seconds"):
        fetch(LINK, FetchLimits(1_000_000, 0.2), network=network)
    assert time.monotonic() - begun_s < 2


def test_a_look_up_that_hangs_is_not_waited_for(network: FakeNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()
    monkeypatch.setattr(network, "resolve", lambda host, port: over.wait())
    with pytest.raises(FetchError, match=r"within 0\.1 seconds"):
        fetch(LINK, FetchLimits(1_000_000, 0.1), network=network)
    over.set()


def test_whoever_waits_can_end_a_fetch(server: FakeNominatim, network: FakeNetwork) -> None:
    server.behave = fake_nominatim.hangs
    deadline, errors = FetchDeadline(60), list[FetchError]()

    def run() -> None:
        try:
            fetch(LINK, LIMITS, deadline=deadline, network=network)
        except FetchError as error:
            errors.append(error)

    thread = Thread(target=run)
    thread.start()
    until(lambda: bool(server.asked), 5, lambda: "the server was not asked")
    deadline.end()
    thread.join(5)
    assert len(errors) == 1


PRIVATE = ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fd00::1", "fe80::1")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_network_is_not_reached_by_name(network: FakeNetwork, address: str) -> None:
    for answer in ([address], [PUBLIC, address], [address, PUBLIC]):
        network.names["trips.example"] = [answer]
        with pytest.raises(FetchError, match=r"^trips.example is not on the public Internet, so it is not read\.$"):
            fetch(LINK, LIMITS, network=network)
    assert network.connected == []


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_network_is_not_reached_by_redirect(
    server: FakeNominatim, network: FakeNetwork, address: str
) -> None:
    network.names["inside.example"] = [[address]]
    server.behave = redirects("http://inside.example/")
    with pytest.raises(FetchError, match=r"inside.example is not on the public Internet"):
        fetch(LINK, LIMITS, network=network)
    assert network.connected == [(PUBLIC, 80)]


def test_a_name_is_looked_up_once_for_each_hop_and_that_answer_is_the_one_connected_to(
    server: FakeNominatim, network: FakeNetwork
) -> None:
    network.names["trips.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert fetch(LINK, LIMITS, network=network)
    assert (network.looked_up, network.connected) == (["trips.example"], [(PUBLIC, 80)])
    with pytest.raises(FetchError, match="not on the public Internet"):
        fetch(LINK, LIMITS, network=network)
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "0x7f000001", "2130706433", "127.1", "0", "①27.0.0.1", "127。0。0。1"]
)
def test_a_private_network_is_not_reached_by_any_spelling_of_its_number(
    network: FakeNetwork, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    def resolve(name: str, _: int) -> Sequence[str]:
        return [name if ":" in name else socket.inet_ntoa(socket.inet_aton(name))]  # as the system's resolver does

    monkeypatch.setattr(network, "resolve", resolve)
    with pytest.raises(FetchError, match="not on the public Internet"):
        fetch(f"http://{host}/", LIMITS, network=network)
    assert network.connected == []


class Unreachable(FakeNetwork):
    """A network where nobody takes a connection."""

    def connect(self, address: str, port: int, timeout_s: float) -> socket.socket:
        self.connected.append((address, port))
        raise ConnectionRefusedError(111, "Connection refused")


MACHINES = st.one_of(st.ip_addresses(), st.sampled_from(PRIVATE).map(ip_address))
SCHEMES = (
    "http://",
    "https://",
    "HTTP://",
    "http:/",
    "//",
    "ftp://",
    "http:\\\\",
    "https://trips.example@",
    "http://a:b@",
)
URL_PARTS = st.text(alphabet="/\\:@?#%.[]\t\n ①。a0x127-", max_size=12)


@given(st.lists(MACHINES, max_size=4), st.sampled_from(SCHEMES), MACHINES, URL_PARTS)
def test_whatever_the_address_and_whatever_its_name_means_only_the_public_internet_is_connected_to(
    answer: list[Machine], scheme: str, machine: Machine, rest: str
) -> None:
    for host in (f"[{machine}]" if machine.version == 6 else str(machine), "trips.example"):
        network = Unreachable(0, {"trips.example": [[str(each) for each in answer]]})
        network.names |= {str(machine): [[str(machine)]]}
        with pytest.raises(FetchError):
            fetch(f"{scheme}{host}{rest}", LIMITS, network=network)
        for address, port in network.connected:
            reached = ip_address(address)
            assert reached.is_global, address
            assert not any((reached.is_private, reached.is_multicast, reached.is_reserved, reached.is_link_local))
            assert getattr(reached, "ipv4_mapped", None) is None
            assert port in (80, 443)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "trips.csv",
        "ftp://trips.example/",
        "file:///etc/passwd",
        "unix:///run/docker.sock",
        "http+unix://%2Frun%2Fdocker.sock/",
        "gopher://trips.example/",
        "https://",
        "https:///etc/passwd",
        "http://me@trips.example/",
        "http://me:word@trips.example/",
        "http://trips.example@127.0.0.1/",
        "http://127.0.0.1\\@trips.example/",
        "http://trips.example:port/",
        "http://trips.example:99999/",
        "http://trips.example:22/",
        "http://trips.example/ HTTP/1.1\r\nHost: inside",
        "http://trips.example/\tx",
        "http://trips\u2028.example/",
        "http://[::1/",
        f"http://trips.example/{'x' * 5_000}",
    ],
)
def test_what_is_no_plain_address_of_the_web_is_refused_before_anything_is_asked(
    network: FakeNetwork, link: str
) -> None:
    with pytest.raises(FetchError):
        fetch(link, LIMITS, network=network)
    assert (network.looked_up, network.connected) == ([], [])


def test_a_hosts_own_address_may_be_private_if_the_host_says_so(server: FakeNominatim) -> None:
    limits = FetchLimits(1_000_000, 5, (server.server_port,), private_networks=True)
    assert fetch(f"http://127.0.0.1:{server.server_port}/trips.csv", limits)
    with pytest.raises(FetchError, match="is not on the public Internet"):
        fetch(f"http://127.0.0.1:{server.server_port}/trips.csv", FetchLimits(1_000_000, 5, limits.ports))


def test_another_address_of_a_name_is_tried_where_one_refuses(
    server: FakeNominatim, network: FakeNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    network.names["trips.example"] = [["1.1.1.1", PUBLIC]]
    connect = network.connect

    def refuse_first(address: str, port: int, timeout_s: float) -> socket.socket:
        if address == "1.1.1.1":
            raise ConnectionRefusedError(111, "Connection refused")
        return connect(address, port, timeout_s)

    monkeypatch.setattr(network, "connect", refuse_first)
    assert fetch(LINK, LIMITS, network=network)
    network.names["trips.example"] = [["1.1.1.1"]]
    with pytest.raises(FetchError, match=r"trips.example did not give the file \(Connection refused\)"):
        fetch(LINK, LIMITS, network=network)


@dataclass
class TlsServer:
    """Answers over TLS, with a certificate for `trips.example` alone."""

    context: ssl.SSLContext
    listening: socket.socket
    names: list[str | None] = field(default_factory=list)

    def run(self) -> None:
        self.context.sni_callback = lambda _, name, __: self.names.append(name)
        with suppress(OSError):
            while True:
                plain, _ = self.listening.accept()
                with suppress(OSError), self.context.wrap_socket(plain, server_side=True) as secured:
                    secured.recv(65_536)
                    secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(TABLE), TABLE))


@pytest.fixture
def tls_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TlsServer]:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=trips.example"
    names = ["-addext", "subjectAltName=DNS:trips.example", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(fetch_module, "_tls", lambda: trusting)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = TlsServer(context, listening)
        Thread(target=server.run, daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def test_the_certificate_is_that_of_the_name_though_a_number_is_connected_to(tls_server: TlsServer) -> None:
    network = FakeNetwork(tls_server.listening.getsockname()[1])
    assert fetch("https://trips.example/", LIMITS, network=network)
    assert (tls_server.names, network.connected) == (["trips.example"], [(PUBLIC, 443)])
    with pytest.raises(FetchError, match=r"other.example did not give the file \(certificate: Hostname mismatch"):
        fetch("https://other.example/", LIMITS, network=network)
