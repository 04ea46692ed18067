"""What the page of an approval by link asks for."""

from award.web.kit.forms import AtMost, Form, Required, TextField, TickField


class ApproveByLinkForm(Form):
    """The head says yes by a link, with the name that they go by."""

    name = TextField("Your name", [Required("Write your name"), AtMost(255)], autocomplete="name")
    sure = TickField("I have read this, and I approve it", [Required("Tick to approve it")])
