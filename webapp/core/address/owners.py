"""Who has which address, and who gets which: an address, once published, never changes its owner.

An owner is known again by its place, which is the path of its file or what names a row of a collection, and by its
prints (prints.py), so a file may be renamed, moved or changed. What is new gets its own slug if nobody ever had that,
else one with a number: nothing depends on the order of files, names and dates.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from webapp.core.address.prints import NO_PRINT
from webapp.core.slug import is_numbered, numbered_slug


class Owner(NamedTuple):
    """Whose an address is: its *place*, "" if it is gone, and the prints of its text and title."""

    place: str
    text: str = NO_PRINT
    title: str = NO_PRINT


class Fact(NamedTuple):
    """One thing to remember of an *address*: whose it is, or else the address that it *leads_to*."""

    address: str
    owner: Owner | None = None
    leads_to: str = ""


class Register:
    """What is known of the addresses of one kind, all of which have the same *ending* behind their slugs."""

    def __init__(self, ending: str) -> None:
        self.ending = ending
        self.owners: dict[str, Owner] = {}
        self.leads: dict[str, str] = {}
        self.by_place: dict[str, str] = {}

    def learn(self, fact: Fact) -> None:
        """Take *fact* in; it counts more than what was known of its address."""
        address, owner, leads_to = fact
        before = self.owners.pop(address, None)
        if before and self.by_place.get(before.place) == address:
            del self.by_place[before.place]
        self.leads.pop(address, None)
        if owner is None:
            self.leads[address] = leads_to
            return
        self.owners[address] = owner
        if owner.place:
            self.by_place[owner.place] = address

    def end_of(self, address: str) -> str:
        """Return where *address* leads in the end: itself if somebody has it, "" if nowhere."""
        seen = set()
        while address in self.leads and address not in seen:
            seen.add(address)
            address = self.leads[address]
        return address if address in self.owners else ""

    def address(self, folder: str, slug: str) -> str:
        """Return the address of *slug* in *folder*, which ends in a slash."""
        return f"{folder}{slug}{self.ending}"

    def split(self, address: str) -> tuple[str, str]:
        """Return the folder and the slug of *address*."""
        folder, slash, slug = address.removesuffix(self.ending).rpartition("/")
        return folder + slash, slug

    def __len__(self) -> int:
        return len(self.owners) + len(self.leads)

    def __contains__(self, address: object) -> bool:
        # Without it, Python would look through all addresses for each one.
        return address in self.owners or address in self.leads

    def __iter__(self) -> Iterator[str]:
        """Yield every address that anybody ever had."""
        yield from self.owners
        yield from self.leads


class Claim(NamedTuple):
    """What wants an address in *folder*, which ends in a slash, with *slug* if that is free."""

    folder: str
    slug: str
    owner: Owner
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Settlement:
    """The slug of each claim; what there is to remember once this is published; and who did not get the slug wanted.

    *before* is the address that each claim's owner had, "" if none. *numbered* are the numbers of claims, each with the
    place of the one who has the slug that it wanted, "" if that is gone.
    """

    slugs: list[str]
    before: list[str]
    facts: list[Fact] = field(default_factory=list)
    numbered: dict[int, str] = field(default_factory=dict)


def settle(
    register: Register, claims: Sequence[Claim], is_left: Callable[[str], bool], old: Mapping[str, str] | None = None
) -> Settlement:
    """Give each of *claims* its slug: owners first, then what is new, in order, the public ones before the others.

    *is_left* tells whether a place, which none of the claims has, is really empty now. *old* are more addresses that
    are not to be given away, with the slugs of those they lead to.
    """
    before = _known_again(register, claims)
    giver = _Giver(register, claims, before, old or {})
    for number, address in enumerate(before):
        if address:
            giver.keep(number)
    for number in sorted(giver.waiting, key=lambda number: (not before[number], not claims[number].is_public, number)):
        giver.give(number)
    facts = [*_of_claims(register, claims, before, giver.slugs), *_of_others(register, set(before), is_left)]
    return Settlement(giver.slugs, before, facts, giver.numbered())


class _Giver:
    """Gives out slugs; *waiting* are the numbers of the claims that have none yet."""

    def __init__(
        self, register: Register, claims: Sequence[Claim], before: Sequence[str], old: Mapping[str, str]
    ) -> None:
        self.slugs = [""] * len(claims)
        self.waiting = {number for number, address in enumerate(before) if not address}
        self._register = register
        self._claims = claims
        self._before = before
        self._old = old
        self._old_slugs = {register.split(address)[1]: slug for address, slug in old.items()}
        self._given: dict[str, int] = {}
        self._holders: dict[str, str] | None = None
        # Remembers where to go on counting, or a thousand rows of one title would be a million comparisons.
        self._numbers: dict[str, int] = {}

    def keep(self, number: int) -> None:
        """Let an owner keep its address if that still fits what it wants, and nobody was given the slug."""
        claim, address = self._claims[number], self._before[number]
        folder, slug = self._register.split(address)
        fits = slug == claim.slug or is_numbered(slug, claim.slug)
        if folder == claim.folder and fits and slug not in self._given:
            self._give(number, slug)
        else:
            self.waiting.add(number)

    def give(self, number: int) -> None:
        """Give a claim the slug that it wants; if that is taken, the one that it has, or the wanted with a number."""
        wanted = slug = self._claims[number].slug
        folder, own = self._register.split(self._before[number])
        if folder == self._claims[number].folder and own not in self._given and self._is_taken(wanted, number):
            slug = own
        count = self._numbers.get(wanted, 2)
        while self._is_taken(slug, number):
            slug = numbered_slug(wanted, count)
            count += 1
        if slug not in (wanted, own):
            self._numbers[wanted] = count
        self._give(number, slug)

    def numbered(self) -> dict[int, str]:
        """Return which claims have not the slug that they want, each with the place of the one who has that."""
        return {
            number: self._holder_place(claim.slug)
            for number, (claim, slug) in enumerate(zip(self._claims, self.slugs, strict=True))
            if slug != claim.slug
        }

    def _give(self, number: int, slug: str) -> None:
        self.slugs[number] = slug
        self._given[slug] = number

    def _is_taken(self, slug: str, number: int) -> bool:
        holder = self._holder(slug)
        return (
            slug in self._given
            or (holder != "" and holder != self._before[number])
            or self._register.address(self._claims[number].folder, slug) in self._old
            or self._old_slugs.get(slug, slug) != slug
        )

    def _holder(self, slug: str) -> str:
        """Return the address of whoever had *slug* in any folder, "" if nobody did."""
        if self._holders is None:
            register = self._register
            # An address that leads nowhere is held by nobody who could claim it.
            self._holders = {register.split(old)[1]: register.end_of(old) or old for old in register.leads}
            self._holders |= {register.split(address)[1]: address for address in register.owners}
        return self._holders.get(slug, "")

    def _holder_place(self, slug: str) -> str:
        if slug in self._given:
            return self._claims[self._given[slug]].owner.place
        owner = self._register.owners.get(self._holder(slug))
        return owner.place if owner else ""


def _known_again(register: Register, claims: Sequence[Claim]) -> list[str]:
    """Return the address that the owner of each claim has, "" if it is new."""
    before = [""] * len(claims)
    used: set[str] = set()
    for number, claim in enumerate(claims):
        address = register.by_place.get(claim.owner.place)
        if address and register.owners[address].text == claim.owner.text and address not in used:
            before[number] = address
            used.add(address)
    new = [number for number, address in enumerate(before) if not address]
    free = [address for address in register.owners if address not in used] if new else []
    # The surest clue comes first. A text that is elsewhere now counts more than what stands in its old place.
    for clue in (_same_text, _same_place_and_title, _same_title, _same_place):
        if not new or not free:
            break
        # One that has just left its place counts more than one that was gone already.
        free.sort(key=lambda address: not register.owners[address].place)
        for number, address in _pairs(claims, new, register, free, clue):
            before[number] = address
        new = [number for number in new if not before[number]]
        taken = set(before)
        free = [address for address in free if address not in taken]
    return before


def _pairs(
    claims: Sequence[Claim],
    new: Iterable[int],
    register: Register,
    free: Iterable[str],
    clue: Callable[[Owner], object | None],
) -> Iterator[tuple[int, str]]:
    """Yield the claims and the owners that have one *clue*, if it is not that of several others too."""
    found: defaultdict[object, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for address in free:
        key = clue(register.owners[address])
        if key is not None:
            found[key][1].append(address)
    for number in new:
        key = clue(claims[number].owner)
        if key is not None and key in found:
            found[key][0].append(number)
    for numbers, addresses in found.values():
        # Of those that say the very same it makes no difference which is which.
        if clue is _same_text or len(numbers) == len(addresses) == 1:
            yield from zip(numbers, addresses, strict=False)


def _same_text(owner: Owner) -> object | None:
    return owner.text if owner.text != NO_PRINT else None


def _same_place_and_title(owner: Owner) -> object | None:
    return (owner.place, owner.title) if owner.place and owner.title != NO_PRINT else None


def _same_title(owner: Owner) -> object | None:
    return owner.title if owner.title != NO_PRINT else None


def _same_place(owner: Owner) -> object | None:
    return owner.place or None


def _of_claims(
    register: Register, claims: Sequence[Claim], before: Sequence[str], slugs: Sequence[str]
) -> Iterator[Fact]:
    """Yield what is new of the claims that readers see, and of those that they once saw."""
    moved = []
    for claim, old, slug in zip(claims, before, slugs, strict=True):
        if not claim.is_public and not old:
            continue
        address = register.address(claim.folder, slug)
        if register.owners.get(address) != claim.owner:
            yield Fact(address, claim.owner)
        if old and old != address:
            moved.append(Fact(old, None, address))
    yield from moved


def _of_others(register: Register, used: set[str], is_left: Callable[[str], bool]) -> Iterator[Fact]:
    """Yield which owners are gone: whatever comes to lie in their places is another."""
    for address, owner in register.owners.items():
        if address not in used and owner.place:
            main = register.by_place[owner.place]
            if main != address:  # something was cut off before it could say so
                yield Fact(address, None, main)
            elif is_left(owner.place):
                yield Fact(address, owner._replace(place=""))
