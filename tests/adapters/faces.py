"""A certificate's face and names in many scripts, for whatever is drawn from one."""

from datetime import UTC, date, datetime

from award.adapters.pdf import BUILT_FONTS
from award.domain.certificate_words import USUAL, as_text, in_own_words, read_words
from award.domain.certificates import CertificateFace, Signatory
from award.storage.seeds import seed_text

FONTS = BUILT_FONTS


AT = datetime(2026, 7, 14, 12, tzinfo=UTC)


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
    signatories=(
        Signatory("Amina Rahman", "Award Coordinator, Positive and Peaceful Places"),
        Signatory("David Okafor", "Strategic Director, Children’s Services"),
    ),
)


LONG = (
    "The Blessed Cuthbert and Saint Ethelburga Voluntary Aided Church of England and Roman "
    "Catholic Primary Academy Leicester"
)


NAMES = {
    "short": ("Bosco", "en"),
    "long": (LONG, "en"),
    "Welsh": ("Ysgol Gynradd Gymraeg Llanŵyddyn a’r Tŷ Gwyn", "cy"),
    "Polish": ("Polska Szkoła Sobotnia im. św. Jadwigi Królowej w Leicesterze", "pl"),
    "Gujarati": ("શ્રી સ્વામિનારાયણ ગુજરાતી શાળા, લેસ્ટર", "gu"),
    "Bengali": ("লেস্টার বাংলা শনিবারের বিদ্যালয়", "bn"),
    "Cyrillic": ("Українська суботня школа імені Лесі Українки", "uk"),
    "Punjabi": ("ਗੁਰੂ ਨਾਨਕ ਪੰਜਾਬੀ ਸਕੂਲ", "pa"),
    "Arabic": ("مدرسة السلام الابتدائية في ليستر", "ar"),
    "Hebrew": ("בית הספר היסודי שלום בלסטר", "he"),
    "Chinese": ("萊斯特中文學校", "zh-Hant"),
}


WELSH = as_text(read_words(seed_text("certificates/cy.toml")))


OWN = as_text(in_own_words(USUAL, "This is to say that", "has " + "shown so much of it " * 12))


LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAYAAAADCAIAAAA/Y+msAAAAFElEQVR42mNc"
    "IBPFgAqYGDAAFiEAPOQBHHxW3PgAAAAASUVORK5CYII="
)


RUNS = "\N{COMBINING GRAPHEME JOINER}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"


def letters_of(text: str) -> str:
    """The text without what a reader of PDFs puts between letters: spaces and unseen marks."""
    return "".join(text.translate(dict.fromkeys(map(ord, RUNS))).split())
