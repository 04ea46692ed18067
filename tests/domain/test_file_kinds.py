"""Which files may be added, and the sentence for each that may not."""

import pytest

from award.domain import file_kinds
from award.domain.file_kinds import (
    ADVICE,
    FILMS,
    JPEG,
    KINDS,
    OLD,
    PDF,
    REFUSALS,
    extension_of,
    kind_by_code,
    kind_by_media_type,
    kind_by_name,
    refusal,
    too_many,
)

EVERY_KIND = (*KINDS, *FILMS)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.code)
def test_every_kind_is_found_by_its_code_and_by_each_of_its_extensions(
    kind: file_kinds.FileKind,
) -> None:
    assert kind_by_code(kind.code) == kind
    assert {kind_by_name(f"Our Policy.{one.upper()}") for one in kind.extensions} == {kind}
    assert refusal(f"policy.{kind.extension}", films=True, scanned=True) is None


def test_no_two_kinds_share_a_code_an_extension_or_a_media_type() -> None:
    extensions = [one for kind in EVERY_KIND for one in kind.extensions]

    assert len({kind.code for kind in EVERY_KIND}) == len(EVERY_KIND)
    assert len({kind.media_type for kind in EVERY_KIND}) == len(EVERY_KIND)
    assert len(set(extensions)) == len(extensions)


def test_no_kind_is_both_taken_and_refused() -> None:
    assert set(REFUSALS) & {one for kind in EVERY_KIND for one in kind.extensions} == set()


@pytest.mark.parametrize("extension", sorted(REFUSALS))
def test_every_refusal_says_how_to_mend_it(extension: str) -> None:
    sentence = refusal(f"file.{extension}") or ""

    assert any(words in sentence for words in ("add that", "add the files"))
    assert "invalid" not in sentence.casefold()


def test_a_kind_nobody_thought_of_is_refused_with_what_may_be_added() -> None:
    assert refusal("setup.exe") == (
        "We cannot take this kind of file. You can add PDF, Word, Excel, PowerPoint, "
        "OpenDocument, JPEG, PNG, WebP, HEIC, text or CSV."
    )


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("policy.pdf", "pdf"),
        ("Policy.v2.PDF", "pdf"),
        ("policy.pdf ", "pdf"),
        ("C:\\work\\policy.docx", "docx"),
        ("folder.pdf/readme", ""),
        ("policy", ""),
        (".pdf", ""),
        ("", ""),
        ("policy.", ""),
    ],
)
def test_the_extension_is_what_follows_the_last_dot_of_the_name(name: str, extension: str) -> None:
    assert extension_of(name) == extension


def test_a_name_without_an_extension_is_asked_for_one() -> None:
    assert (refusal("policy") or "").startswith("The file’s name should end in what it is")
    assert kind_by_name("policy") is None


def test_a_code_that_no_kind_has_finds_none() -> None:
    assert kind_by_code("exe") is None


def test_pictures_are_told_from_documents() -> None:
    assert (JPEG.is_picture, PDF.is_picture) == (True, False)
    assert JPEG.extension == "jpg"


def test_the_limits_let_their_own_size_pass_and_one_more_not() -> None:
    assert too_many(20) is None
    assert too_many(21) == "Add 20 files at a time at most. You chose 21."
    assert too_many(3, 2) == "Add 2 files at a time at most. You chose 3."


@pytest.mark.parametrize("kind", OLD, ids=lambda kind: kind.code)
def test_an_older_document_is_taken_where_a_scanner_looks_at_it(kind: file_kinds.FileKind) -> None:
    name = f"policy.{kind.extension}"

    assert (refusal(name) or "").endswith("add that.")
    assert refusal(name, scanned=True) is None
    assert ADVICE[kind].startswith("Next time save it as")


@pytest.mark.parametrize("kind", FILMS, ids=lambda kind: kind.code)
def test_a_film_is_taken_where_the_authority_allows_it(kind: file_kinds.FileKind) -> None:
    name = f"assembly.{kind.extension}"

    assert (refusal(name, scanned=True) or "").startswith("We cannot take films.")
    assert refusal(name, films=True) is None
    assert kind not in KINDS


def test_a_kind_is_found_by_what_it_was_kept_as() -> None:
    assert {kind_by_media_type(one.media_type) for one in EVERY_KIND} == set(EVERY_KIND)
    assert kind_by_media_type("text/html") is None
