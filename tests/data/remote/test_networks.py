"""Networks: a machine of any network but the public Internet is known as such, in whatever notation."""

from ipaddress import ip_network

import pytest

from data.remote.networks import is_public

PUBLIC = ("93.184.215.14", "1.1.1.1", "8.8.8.8", "223.255.255.1", "2606:2800:21f:cb07::1", "2a00:1450:4001:830::200e")
# Each network of the registries of special addresses, and what clouds and protocols add.
NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "::/128",
    "::1/128",
    "::7f00:1/128",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/32",
    "2001:2::/48",
    "2001:10::/28",
    "2001:20::/28",
    "2001:db8::/32",
    "2002::/16",
    "2002:7f00:1::/48",
    "3fff::/20",
    "4000::/3",
    "5f00::/16",
    "fc00::/7",
    "fd00:ec2::254/128",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "ff02::1/128",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_machine_of_the_internet_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("network", NOT_PUBLIC)
def test_no_machine_of_a_special_network_may_be_asked(network: str) -> None:
    special = ip_network(network)
    first, last = special[0], special[-1]
    for address in (first, last, special[special.num_addresses // 2]):
        assert not is_public(str(address)), address


@pytest.mark.parametrize("address", ["", "localhost", "fe80::1%eth0", "2606:2800::1%1", "0x7f.1", "127.1", "1.2.3.4/8"])
def test_what_is_no_plain_address_of_the_internet_is_not_public(address: str) -> None:
    assert not is_public(address)
