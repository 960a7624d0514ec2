"""Address table: the file at an address, fetched again only if its server says that it has changed."""

from dataclasses import dataclass, field

from data.remote.fetch import FetchedFile, FetchLimits, Network, fetch


@dataclass
class AddressTable:
    """A file at an address, or what a share link shows."""

    link: str = field(repr=False)
    limits: FetchLimits
    network: Network | None = None
    known: FetchedFile | None = field(default=None, repr=False)

    def read(self) -> bytes | None:
        """Return the file, or `None` if it is as it was; raise `FetchError`."""
        found = fetch(self.link, self.limits, self.known, network=self.network)
        if found is None:
            return None
        self.known = FetchedFile(b"", found.name, found.etag, found.modified)
        return found.content
