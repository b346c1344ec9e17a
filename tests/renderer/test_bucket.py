"""The pages in a bucket as well: what goes up, and in which order."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import obstore
import pytest

from renderer.bucket import Bucket, BucketError
from store.model import Event
from tests.renderer.conftest import SITE_OF_TESTS, Library, tree
from tests.renderer.kept import SHOWN, Kept, keep, kept, up
from tests.storage import storage, storage_port

__all__ = ["keep", "kept", "storage", "storage_port"]


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
