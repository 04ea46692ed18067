"""What a certificate refuses to say."""

from dataclasses import replace
from datetime import date

import pytest

from award.domain.certificates import CannotPrint, CertificateFace, Signatory

FACE = CertificateFace(
    setting_name="Willow Lane Primary School",
    authority_name="Leicester City Council",
    award_name="Positive and Peaceful Places",
    awarded_on=date(2026, 7, 14),
    valid_from=date(2026, 7, 14),
    valid_until=date(2029, 8, 31),
    number="LEI-2026-0001",
    code="CHHE0T6TS7EF",
    check_url="https://awards.example.org/check/CHHE0T6TS7EF",
    framework_version="Framework 1.0",
    signatories=(Signatory("Amina Rahman", "Award Coordinator"),),
)


def test_a_name_of_120_letters_is_taken():
    assert len(replace(FACE, setting_name="a" * 120).setting_name) == 120


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"setting_name": " "}, "Write the name of the setting"),
        ({"setting_name": "a" * 121}, "Shorten the name on the certificate to 120 letters"),
        ({"brand_colour": "teal; } * { color: red"}, "Write the brand colour as #"),
        ({"brand_colour": "#0b4f4a;"}, "Write the brand colour as #"),
        ({"name_lang": 'en" onload="'}, "Write the language of the name"),
        ({"signatories": (Signatory("A", "B"),) * 4}, "Name 3 people at most"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_what_to_change(changes, sentence):
    with pytest.raises(CannotPrint, match=sentence):
        replace(FACE, **changes)
