"""Files chosen before a sign-in ended are sent after the next one, and by nobody else."""

from playwright.sync_api import Page, expect

from tests.journeys.browser_people import PASSWORD, Person
from tests.journeys.test_giving_evidence import Phone, phone

__all__ = ["phone"]


def signed_out_with_a_file(phone: Phone) -> Page:
    """A page with a file that could not be sent, since the sign-in had ended."""
    page = phone.page
    phone.lead.goes_to(f"{phone.journey}/evidence/drop")
    page.get_by_label("Choose photos or files").set_input_files(phone.texts(1))
    page.context.clear_cookies(name="award")
    page.get_by_role("button", name="Add them").or_(
        page.get_by_role("button", name="Add it")
    ).click()
    expect(page.get_by_text("You were signed out. Sign in again in another tab")).to_be_visible()
    return page


def signs_in_beside(phone: Phone, name: str, email: str) -> None:
    """Somebody signs in in another tab of the same browser."""
    tab = phone.page.context.new_page()
    findings = phone.people.findings
    Person(name, email, tab, phone.place, findings, 375, PASSWORD).signs_in()
    tab.close()


def test_who_signs_in_again_in_another_tab_tries_again_and_it_is_there(phone: Phone) -> None:
    page = signed_out_with_a_file(phone)

    signs_in_beside(phone, "Amara Holt", "amara.holt@example.org")
    page.get_by_role("button", name="Try again note 1.txt").click()

    expect(page.locator("[data-state=kept]")).to_have_count(1)
    assert [one.title for one in phone.kept()] == ["note 1"]


def test_while_nobody_is_signed_in_it_still_says_so(phone: Phone) -> None:
    page = signed_out_with_a_file(phone)

    page.get_by_role("button", name="Try again note 1.txt").click()

    expect(page.get_by_text("You were signed out. Sign in again in another tab")).to_be_visible()
    assert phone.kept() == []


def test_nothing_is_sent_where_somebody_else_has_signed_in(phone: Phone) -> None:
    page = signed_out_with_a_file(phone)

    signs_in_beside(phone, "Priya Nair", "priya.nair@example.org")
    page.get_by_role("button", name="Try again note 1.txt").click()

    expect(
        page.get_by_text("Somebody else is signed in here now, so nothing was sent.")
    ).to_be_visible()
    assert phone.kept() == []
