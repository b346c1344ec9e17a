"""No fault leaves the bucket behind for good."""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta

import obstore
import pytest

from renderer.build import publish_all
from store.documents import Documents
from store.rebuild import LEASE
from store.removal import Removal
from tests.renderer.conftest import build_of, tree
from tests.renderer.kept import SHOWN, Kept, keep, kept, up
from tests.storage import storage, storage_port

__all__ = ["keep", "kept", "storage", "storage_port"]


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
