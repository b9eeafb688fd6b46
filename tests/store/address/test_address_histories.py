"""Whatever happens to a library, an address that readers have never comes to show something else."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.settings import Settings
from webapp.store.library import Library

SECTIONS = ("农业", "弄野", "会议", "回忆")
NAMES = ("tong-zhi", "通知", "同志", "tong-zhi-2", "مەكتەپ", "بازار", "😀")
TITLES = ("通知", "同志", "童稚", "")
TAGS = ("防治", "防止", "方志")


@dataclass
class Thing:
    """An article as its writer knows it: *number* stands in its text, and in that of no other."""

    number: int
    section: str
    name: str
    title: str
    tag: str
    slug: str = ""
    revision: int = 0
    is_draft: bool = False
    is_there: bool = True
    is_moved: bool = False
    is_edited: bool = False

    @property
    def text(self) -> str:
        fields = {"title": self.title, "slug": self.slug, "draft": "true" if self.is_draft else ""}
        lines = [f"{name}: {value}" for name, value in fields.items() if value]
        return "\n".join(["---", *lines, f"tags: [{self.tag}]", "---", f"<{self.number}> {self.revision}", ""])


@dataclass
class World:
    """A library on disk, what its writers did to it, and which addresses readers have been given."""

    root: Path
    things: list[Thing] = field(default_factory=list)
    given: dict[str, int] = field(default_factory=dict)
    given_tags: dict[str, str] = field(default_factory=dict)
    left: set[Path] = field(default_factory=set)

    def __post_init__(self):
        (self.root / "content").mkdir()
        self.library = Library(Settings(self.root))

    def path(self, thing: Thing) -> Path:
        return self.root / "content" / thing.section / f"{thing.name}.md"

    def there(self) -> list[Thing]:
        return [thing for thing in self.things if thing.is_there]

    def pick(self, number: int) -> Thing | None:
        there = self.there()
        return there[number % len(there)] if there else None

    def write(self, thing: Thing) -> None:
        self.path(thing).parent.mkdir(exist_ok=True)
        self.path(thing).write_text(thing.text, encoding="utf-8")

    def free(self, path: Path) -> bool:
        """Make sure that *path* is free, and was seen to be: who overwrites a file has changed the article in it."""
        if path in self.left:
            self.publish()
        return not path.exists()

    def leave(self, thing: Thing) -> None:
        self.left.add(self.path(thing))
        self.path(thing).unlink()

    def add(self, a: int, b: int) -> None:
        thing = Thing(
            len(self.things),
            SECTIONS[a % len(SECTIONS)],
            NAMES[b % len(NAMES)],
            TITLES[(a + b) % len(TITLES)],
            TAGS[(a * b) % len(TAGS)],
        )
        if self.free(self.path(thing)):
            self.things.append(thing)
            self.write(thing)

    def put(self, a: int, *, section: str = "", name: str = "") -> None:
        thing = self.pick(a)
        if thing is None:
            return
        target = Thing(**{**vars(thing), "section": section or thing.section, "name": name or thing.name})
        if self.free(self.path(target)):
            self.leave(thing)
            thing.section, thing.name, thing.is_moved = target.section, target.name, True
            self.write(thing)

    def rename(self, a: int, b: int) -> None:
        self.put(a, name=NAMES[b % len(NAMES)])

    def move(self, a: int, b: int) -> None:
        self.put(a, section=SECTIONS[b % len(SECTIONS)])

    def change(self, a: int, **changes: object) -> None:
        thing = self.pick(a)
        if thing:
            vars(thing).update(changes)
            thing.revision += 1
            thing.is_edited = True
            self.write(thing)

    def retitle(self, a: int, b: int) -> None:
        self.change(a, title=TITLES[b % len(TITLES)])

    def retag(self, a: int, b: int) -> None:
        self.change(a, tag=TAGS[b % len(TAGS)])

    def name_slug(self, a: int, b: int) -> None:
        self.change(a, slug=("tong-zhi", "", "index", "tong-zhi-3")[b % 4])

    def hide(self, a: int, b: int) -> None:
        self.change(a, is_draft=b % 2 == 0)

    def delete(self, a: int, b: int) -> None:
        thing = self.pick(a)
        if thing:
            self.leave(thing)
            thing.is_there = False

    def restore(self, a: int, b: int) -> None:
        away = [thing for thing in self.things if not thing.is_there]
        if not away:
            return
        thing = away[a % len(away)]
        if self.free(self.path(thing)):
            thing.is_there, thing.is_moved = True, True
            self.write(thing)

    def rename_section(self, a: int, b: int) -> None:
        old, new = (self.root / "content" / SECTIONS[number % len(SECTIONS)] for number in (a, b))
        if old.is_dir() and not new.exists():
            self.publish()
            old.rename(new)
            for thing in self.there():
                if thing.section == old.name:
                    self.left.add(self.path(thing))
                    thing.section, thing.is_moved = new.name, True

    def restart(self, a: int = 0, b: int = 0) -> None:
        self.library = Library(Settings(self.root))
        self.publish()

    def lose_build(self, a: int, b: int) -> None:
        shutil.rmtree(self.root / "build", ignore_errors=True)
        self.restart()

    def publish(self, a: int = 0, b: int = 0) -> None:
        """Let readers have the library as it is, and hold it to its promise."""
        self.library.refresh()
        snapshot = self.library.published()
        shown = {f"{each.section}/{each.slug}.html": int(each.body.partition(">")[0][1:]) for each in snapshot.articles}
        lost = {thing.number for thing in self.things if not thing.is_there or thing.is_draft}
        lost |= {thing.number for thing in self.things if thing.is_moved and thing.is_edited}

        assert sorted(shown.values()) == [thing.number for thing in self.there() if not thing.is_draft]
        for address, number in self.given.items():
            end = snapshot.redirects.get(address, address)
            assert shown.get(end) == number or (address in snapshot.gone and number in lost), (address, number, shown)
        tags = {tag.slug: tag.name for tag in snapshot.tags}
        for slug, name in self.given_tags.items():
            assert tags.get(slug) == name or (f"tags/{slug}/" in snapshot.gone and name not in tags.values())
        self.given |= shown
        self.given = {address: number for address, number in self.given.items() if number not in self.forgotten(lost)}
        self.given_tags |= tags
        self.left.clear()
        for thing in self.there():
            thing.is_moved = thing.is_edited = False

    def forgotten(self, lost: set[int]) -> set[int]:
        """Return which articles nobody could know again: from now on they have new addresses, and the old ones none."""
        return {thing.number for thing in self.there() if thing.number in lost and thing.is_moved and thing.is_edited}


OPERATIONS = [
    World.add,
    World.add,
    World.rename,
    World.move,
    World.retitle,
    World.retag,
    World.name_slug,
    World.hide,
    World.delete,
    World.restore,
    World.rename_section,
    World.publish,
    World.publish,
    World.restart,
    World.lose_build,
]
STEPS = st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 30), st.integers(0, 30))


@pytest.mark.slow
class TestHistories:
    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=5, max_size=30))
    def test_any_history(self, history):
        """
        An address, once published, shows its article, leads to it, or says that it is gone; never another one.

        Files are added, renamed, moved, retitled, hidden, deleted and restored, sections renamed and build/ deleted,
        with the same names and sounds again and again, while a program runs or between two runs.
        """
        with TemporaryDirectory() as folder:
            world = World(Path(folder))
            for operation, a, b in history:
                operation(world, a, b)
            world.publish()
