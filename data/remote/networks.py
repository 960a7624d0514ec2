"""Networks: which addresses of the Internet Protocol belong to the public Internet.

The lists are those of the IANA registries of special-purpose addresses (RFC 6890 and what came after). Python's own
`is_global` differs between its versions, so it is asked too but not trusted alone.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

SPECIAL_IPV4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by customers of one provider; metadata of one cloud
            "127.0.0.0/8",
            "168.63.129.16/32",  # public by its number, but the host of each machine in one cloud
            "169.254.0.0/16",  # this link; metadata of most clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
UNICAST_IPV6 = ip_network("2000::/3")  # all that is given out; mapped IPv4, NAT64, private and multicast lie outside
SPECIAL_IPV6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # of protocols, such as Teredo, which has IPv4 within
            "2001:db8::/32",
            "2002::/16",  # 6to4, which has IPv4 within
            "3fff::/20",
        ),
    )
)


def is_public(address: str) -> bool:
    """Return whether an address of a machine is on the public Internet, and nowhere nearer.

    >>> [is_public(each) for each in ("93.184.215.14", "10.0.0.1", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14")]
    [True, False, True, False]
    >>> [is_public(each) for each in ("64:ff9b::a00:1", "fe80::1%eth0", "169.254.169.254", "no address")]
    [False, False, False, False]
    """
    try:
        machine: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(machine, IPv4Address):
        return machine.is_global and not any(machine in network for network in SPECIAL_IPV4)
    is_unicast = machine in UNICAST_IPV6 and machine.scope_id is None
    return is_unicast and machine.is_global and not any(machine in network for network in SPECIAL_IPV6)
