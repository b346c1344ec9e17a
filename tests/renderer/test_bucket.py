"""The pages in a bucket as well: what goes up, in which order, and that no fault leaves the bucket behind for good."""

import gzip
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from renderer.bucket import Bucket, BucketError, Place
from renderer.build import publish_all
from renderer.publish import Mirror, Publisher
from store.documents import Documents
from store.model import Event
from store.rebuild import LEASE, Rebuild
from store.removal import Removal
from tests.renderer.conftest import SITE_OF_TESTS, Library, build_of, tree
from tests.storage import Storage, storage, storage_port

__all__ = ["storage", "storage_port"]

SHOWN = "<p>The date is wrong.</p>"


class Kept:
    """A library whose pages are kept in a bucket of their own."""

    def __init__(self, library: Library, storage: Storage, place: Place) -> None:
        self.library, self.storage, self.place = library, storage, place
        self.memory = library.public.with_name("uploaded.db")
        self.bucket = self.opened()

    def opened(self, secret: str | None = None) -> Bucket:
        place = self.place if secret is None else replace(self.place, secret=secret)
        is_compressed = bool(self.library.site.compress)
        return Bucket(place, self.library.public, self.memory, is_compressed=is_compressed)

    def publisher(self, mirror: Mirror | None = None) -> Publisher:
        return Publisher(self.library.store, self.library.site, self.library.public, mirror=mirror or self.bucket)

    def publish_all(self) -> None:
        publish_all(build_of(self.library, site=self.library.site))
        self.bucket.bring_all()

    @property
    def store(self) -> S3Store:
        place = self.place
        return S3Store(
            place.name,
            prefix=place.prefix,
            config={
                "endpoint": place.endpoint,
                "region": place.region,
                "access_key_id": place.access_key,
                "secret_access_key": place.secret,
            },
            client_options={"allow_http": True},
        )

    def objects(self) -> dict[str, bytes]:
        paths = [one["path"] for some in obstore.list(self.store) for one in some]
        return {path: bytes(obstore.get(self.store, path).bytes()) for path in paths}

    def waiting(self) -> int:
        with self.library.store.read() as connection:
            return Rebuild(connection).waiting()[0]


@pytest.fixture
def keep(storage: Storage) -> Iterator[Callable[[Library], Kept]]:
    made: list[Kept] = []

    def make(library: Library) -> Kept:
        made.append(Kept(library, storage, storage.place()))
        return made[-1]

    yield make
    for kept in made:
        kept.bucket.close()


@pytest.fixture
def kept(library: Library, keep: Callable[[Library], Kept]) -> Kept:
    return keep(library)


def up(seen: list[str]) -> list[str]:
    return [words.removeprefix("PUT ") for words in seen if words.startswith("PUT ")]


def test_the_bucket_has_what_the_folder_has_each_with_its_type(kept: Kept) -> None:
    kept.library.comment("1.2", SHOWN)
    kept.publish_all()
    (kept.library.public / "logo.png").write_bytes(b"\x89PNG")
    kept.bucket.bring_all()
    assert kept.objects() == tree(kept.library.public)
    types = {
        "index.html": "text/html; charset=utf-8",
        "harbour/1.2/feed.atom": "application/atom+xml; charset=utf-8",
        "style.css": "text/css; charset=utf-8",
        "icon.svg": "image/svg+xml; charset=utf-8",
        "logo.png": "image/png",
        "sitemap.xml": "text/xml; charset=utf-8",
        ".well-known/security.txt": "text/plain; charset=utf-8",
    }
    for path, wanted in types.items():
        fields = obstore.get(kept.store, path).attributes
        assert fields == {"Content-Type": wanted, "Cache-Control": "no-cache"}, path


def test_an_approval_brings_up_its_three_files_and_later_what_leads_to_them(kept: Kept) -> None:
    publisher = kept.publisher()
    kept.library.publish(publisher)
    public_id = kept.library.comment("1.2", SHOWN)
    kept.storage.seen.clear()
    publisher.step(kept.library.now)
    assert set(up(kept.storage.seen)) == {
        "harbour/1.2/index.html",
        "harbour/1.2/feed.atom",
        f"c/{public_id}/index.html",
    }
    kept.library.publish(publisher)
    assert kept.objects() == tree(kept.library.public)
    kept.storage.seen.clear()
    assert kept.bucket.bring_all() == (0, 0)
    assert up(kept.storage.seen) == []


def test_what_pages_need_goes_up_before_them_and_what_leads_to_them_after(kept: Kept) -> None:
    kept.library.comment("1.2", SHOWN)
    kept.publish_all()
    order = up(kept.storage.seen)
    is_page = [path.count("/") > 1 and path.endswith(".html") for path in order]
    is_needed = [path.endswith((".css", ".svg", ".js")) for path in order]
    stages = [0 if needed else 1 if page else 2 for needed, page in zip(is_needed, is_page, strict=True)]
    assert stages == sorted(stages)
    assert set(stages) == {0, 1, 2}
    assert order.index("harbour/1.2/index.html") < order.index("harbour/index.html")


def test_what_is_there_no_more_is_deleted_last_and_what_others_put_there_stays(kept: Kept) -> None:
    kept.publish_all()
    gone = kept.library.public / "imprint.pdf"
    gone.write_bytes(b"%PDF")
    kept.bucket.bring_all()
    for path in ("of-others.pdf", "harbour/9.9/index.html"):  # the second has a name that only our pages have
        obstore.put(kept.store, path, b"mailgate")
    gone.unlink()
    kept.library.comment("1.2", SHOWN)
    kept.storage.seen.clear()
    kept.publish_all()
    methods = [words.split()[0] for words in kept.storage.seen]
    assert methods == sorted(methods, key=["PUT", "POST"].index)
    assert kept.objects().keys() - tree(kept.library.public).keys() == {"of-others.pdf"}


def test_while_the_bucket_is_away_work_waits_and_is_done_when_it_is_back(kept: Kept) -> None:
    publisher = kept.publisher()
    kept.library.publish(publisher)
    kept.library.comment("1.2", SHOWN)
    kept.storage.go_away()
    publisher.step(kept.library.now)
    assert "The date is wrong." in kept.library.read("harbour/1.2/index.html")
    assert kept.waiting() >= 2
    kept.storage.is_away = False
    kept.library.now += LEASE
    kept.library.publish(publisher)
    assert kept.waiting() == 0
    assert kept.objects() == tree(kept.library.public)


def test_a_publisher_that_dies_between_folder_and_bucket_is_made_up_for_by_the_next(kept: Kept) -> None:
    kept.library.publish(kept.publisher())
    kept.library.comment("1.2", SHOWN)

    class Dying:
        def keep(self, paths: Collection[str]) -> bool:
            raise SystemExit(len(paths))

        def clear(self, folder: str) -> bool:
            raise SystemExit(folder)

        def catch_up(self) -> bool:
            return False

    with pytest.raises(SystemExit):
        kept.publisher(Dying()).step(kept.library.now)
    assert kept.objects() != tree(kept.library.public)
    kept.library.now += LEASE + timedelta(seconds=1)
    kept.library.publish(kept.publisher())
    assert kept.objects() == tree(kept.library.public)


def owing(kept: Kept) -> None:
    """Let a full build die before it has brought up anything, and something that it would delete be there."""
    obstore.put(kept.store, "harbour/9.9/index.html", b"mailgate")
    with suppress(SystemExit), kept.bucket.owing():
        publish_all(build_of(kept.library, site=kept.library.site))
        raise SystemExit


def test_what_a_full_build_that_died_owes_is_paid_by_the_publisher_a_little_at_a_time(kept: Kept) -> None:
    owing(kept)
    kept.library.comment("1.2", SHOWN)
    publisher = kept.publisher()
    publisher.step(kept.library.now)
    assert "c/" in " ".join(up(kept.storage.seen))  # what was approved comes before what is owed
    assert kept.objects() != tree(kept.library.public)
    kept.library.publish(publisher)
    assert kept.objects() == tree(kept.library.public)
    kept.storage.seen.clear()
    assert not kept.publisher().step(kept.library.now)
    assert kept.storage.seen == []


def test_a_debt_to_a_bucket_that_is_away_stays_and_what_is_approved_is_written_meanwhile(kept: Kept) -> None:
    owing(kept)
    kept.storage.go_away()
    publisher = kept.publisher()
    while publisher.step(kept.library.now):
        pass
    kept.library.comment("1.2", SHOWN)
    assert publisher.step(kept.library.now)
    assert "The date is wrong." in kept.library.read("harbour/1.2/index.html")
    kept.storage.is_away = False
    kept.library.now += LEASE
    kept.library.publish(publisher)
    assert kept.objects() == tree(kept.library.public)


def test_while_a_full_build_lives_no_other_pays_for_it(kept: Kept) -> None:
    with kept.bucket.owing():
        publish_all(build_of(kept.library, site=kept.library.site))
        other = kept.opened()
        assert not other.catch_up()
        other.close()
    assert kept.objects() == {}
    assert not kept.bucket.catch_up()


def test_what_another_hand_changed_in_the_bucket_is_found_and_mended(kept: Kept) -> None:
    kept.publish_all()
    assert kept.bucket.differences() == ([], [])
    obstore.put(kept.store, "harbour/index.html", b"defaced")
    obstore.delete(kept.store, "style.css")
    assert kept.bucket.differences() == (["style.css", "harbour/index.html"], [])
    kept.bucket.bring_all()
    assert kept.objects() == tree(kept.library.public)


def test_where_the_memory_of_what_went_up_is_lost_all_goes_up_once_more(kept: Kept) -> None:
    kept.publish_all()
    kept.bucket.close()
    kept.memory.unlink()
    kept.bucket = kept.opened()
    assert kept.bucket.bring_all().up == len(tree(kept.library.public))
    assert kept.bucket.bring_all().up == 0


def test_texts_go_up_compressed_where_copies_are_made_and_the_copies_do_not(
    make_library: Callable[..., Library], keep: Callable[[Library], Kept]
) -> None:
    kept = keep(make_library(site=replace(SITE_OF_TESTS, compress=("gzip",))))
    kept.publish_all()
    found = obstore.get(kept.store, "harbour/1.2/index.html")
    assert found.attributes["Content-Encoding"] == "gzip"
    assert gzip.decompress(bytes(found.bytes())) == (kept.library.public / "harbour/1.2/index.html").read_bytes()
    assert not [path for path in kept.objects() if path.endswith(".gz")]
    assert kept.bucket.differences() == ([], [])


def test_a_wrong_secret_is_said_in_a_sentence_that_does_not_hold_it(kept: Kept) -> None:
    refused = kept.opened(secret="not-the-secret")
    with pytest.raises(BucketError, match=r"the bucket reports: .*privileges") as said:
        refused.probe()
    assert "not-the-secret" not in str(said.value)
    assert "not-the-secret" not in repr(refused)
    refused.close()


def test_a_prefix_keeps_the_site_below_a_path_and_leaves_all_else_alone(kept: Kept) -> None:
    kept.publish_all()
    below = Bucket(
        replace(kept.place, prefix=f"{kept.place.prefix}/county"),
        kept.library.public,
        kept.memory.with_name("b.db"),
        is_compressed=False,
    )
    below.bring_all()
    assert set(kept.objects()) == {f"{lead}{path}" for path in tree(kept.library.public) for lead in ("", "county/")}
    below.close()


def test_a_withdrawal_reaches_the_bucket(kept: Kept) -> None:
    publisher = kept.publisher()
    public_id = kept.library.comment("1.2", SHOWN)
    kept.library.publish(publisher)
    kept.library.decide(public_id, Event.WITHDRAW)
    kept.library.publish(publisher)
    assert not [path for path, data in kept.objects().items() if b"The date is wrong." in data]
    assert (
        Path(kept.library.public, f"c/{public_id}/index.html").read_bytes()
        == kept.objects()[f"c/{public_id}/index.html"]
    )


def test_a_document_that_is_removed_is_deleted_in_the_bucket_too_even_where_that_was_away(kept: Kept) -> None:
    publisher = kept.publisher()
    kept.library.comment("1.2", SHOWN)
    kept.library.publish(publisher)
    obstore.put(kept.store, "harbour/of-others.pdf", b"%PDF")
    with kept.library.store.write() as connection:
        document = Documents(connection).get("harbour")
        assert document is not None
        Removal(connection, document).carry_out(at=kept.library.now)
    kept.storage.go_away()
    publisher.step(kept.library.now)
    kept.storage.is_away = False
    kept.library.now += LEASE
    kept.library.publish(publisher)
    assert kept.waiting() == 0
    assert kept.objects().keys() - tree(kept.library.public).keys() == {"harbour/of-others.pdf"}
    assert "harbour/1.2/index.html" not in kept.objects()
