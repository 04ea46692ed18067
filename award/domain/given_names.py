"""First names that children here often have, so that a title with one can be looked at twice."""

from typing import Final


def set_of(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


# Names that are hardly ever anything else. A name that is missing costs a hint, never a refusal.
GIVEN_NAMES: Final = set_of(
    """
    aaliyah aaron abdul abdullah abigail adam adele ahmed aisha alex alexander alfie ali alice
    alina amber amelia amelie amina amir amy ana anaya andrew anna annabelle anya archie aria
    arjun arlo arthur ava ayaan ayesha ayla bella ben benjamin beth bethany bilal bobby brandon
    caleb callum cameron cara charlie chloe connor courtney daisy daniel danny darcey darcy david
    dexter dylan ebony eden edward eleanor eliana elijah eliza elizabeth ella ellie elliot elsie
    emilia emily emma erin esme ethan eva evelyn evie ezra farah fatima felix femi finlay finley
    florence frankie fraser freddie freya gabriel georgia georgie habiba hamza hannah haris
    harley harper harriet harrison harry harvey hassan heidi henry hugo ibrahim imogen imran
    inaya isaac isabella isabelle isla ismail jack jackson jacob jaden jake james jamie jamila
    jason jayden jenny jessica joel john jonah joseph josh joshua jude julia kai kayla kayleigh
    keira khadija kian kieran kiran kyle lacey lana lara lauren layla leah leo leon leyla liam
    lily lola lottie louie louis luca lucas lucy luke luna lydia maisie malik maria mariam
    maryam mason matilda matthew maya megan mia michael mila millie mohammad mohammed molly
    muhammad musa nadia nancy naomi natalia nathan niamh niko noah nora oliver olivia ollie omar
    oscar otis owen penelope phoebe priya quinn rahul ralph reece reggie reuben rhys riley robert
    roman ronnie rory rosie rowan ryan safa samir samuel sana sara sarah scarlett sebastian seth
    simran sofia sophia sophie stanley stella steven tariq teddy thea theo theodore thomas tilly
    toby tommy tyler umar wiktoria william xavier yasmin yusuf zac zachary zain zainab zara zoe
    zofia
    """
)
# Names that are words, places or classes as well: only "Poppy's" or "Poppy B" is looked at.
ALSO_WORDS: Final = set_of(
    """
    albert amber april art august autumn charlotte daisy dawn drew faith florence frankie george
    grace harper hazel heather holly hope ivy jade jasper jasmine joy june lily luna mark mary
    mason may max olive oscar patience pearl poppy river robin roman rose rowan ruby sam sienna
    sky skye stella summer tiger victoria violet will willow
    """
)
