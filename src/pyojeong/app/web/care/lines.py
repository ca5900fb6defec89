"""Lines of the log as sentences: who saw, changed or was refused what."""

from string import Formatter
from typing import TypeAlias

from pyojeong.app.care.accounts import Line
from pyojeong.app.domain.trial import Language
from pyojeong.app.exercises.words import FEELINGS
from pyojeong.app.web.choices import LANGUAGES
from pyojeong.core.i18n import mark, translate

ANY = ""  # stands for every other word about a deed

# By deed and about; {name}: of the child.
OF_A_CHILD: dict[tuple[str, str], str] = {
    ("see", "home"): mark("{who} looked at the overview of {name}."),
    ("see", "plan"): mark("{who} looked at the plan of {name}."),
    ("see", "progress"): mark("{who} looked at the progress of {name}."),
    ("see", "sessions"): mark("{who} looked at the sessions of {name}."),
    ("see", "session"): mark("{who} looked at a session of {name}."),
    ("see", "probes"): mark("{who} looked at the probes of {name}."),
    ("see", "missions"): mark("{who} looked at the missions of {name}."),
    ("see", "signals"): mark("{who} looked at the signals of {name}."),
    ("see", "reports"): mark("{who} looked at the page of reports about {name}."),
    ("see", "therapist"): mark("{who} read a report about {name}."),
    ("see", "therapist as PDF"): mark("{who} asked for a report about {name}, which failed."),
    ("see", "parent"): mark("{who} read a page for parents about {name}."),
    ("see", "parent as PDF"): mark("{who} asked for a report about {name}, which failed."),
    ("see", "sheet"): mark("{who} read a session sheet about {name}."),
    ("see", "sheet as PDF"): mark("{who} asked for a report about {name}, which failed."),
    ("see", "data"): mark("{who} looked at the page of data about {name}."),
    ("see", "log"): mark("{who} looked at the log of {name}."),
    ("see", "consent"): mark("{who} looked at the consent for {name}."),
    ("see", "erase"): mark("{who} looked at the page that erases {name}."),
    ("see", "details"): mark("{who} looked at name, picture and age of {name}."),
    ("see", ANY): mark("{who} looked at a page of {name}."),
    ("report", "therapist as PDF"): mark("{who} took out a report about {name}."),
    ("report", "parent as PDF"): mark("{who} took out a page for parents about {name}."),
    ("report", "sheet as PDF"): mark("{who} took out a session sheet about {name}."),
    ("report", ANY): mark("{who} took out a report about {name}."),
    ("export", "table"): mark("{who} took out the table of trials of {name}."),
    ("export", "BIDS"): mark("{who} took out the BIDS data set of {name}."),
    ("export", "xAPI"): mark("{who} took out the xAPI statements of {name}."),
    ("export", ANY): mark("{who} took out trials of {name}."),
    ("archive", ANY): mark("{who} took out everything of {name}."),
    ("plan", ANY): mark("{who} changed the plan of {name}."),
    ("observe", "weekly probe"): mark("{who} wrote down a weekly probe of {name}."),
    ("observe", "probe form"): mark("{who} asked for a probe form for {name}, or took it back."),
    ("observe", "mission"): mark("{who} wrote down a mission of {name}."),
    ("observe", ANY): mark("{who} wrote down an observation of {name}."),
    ("passport", ANY): mark("{who} changed the signals of {name}."),
    ("keep", "new"): mark("{who} added {name}."),
    ("keep", "import"): mark("{who} brought {name} here from another computer."),
    ("keep", "consent"): mark("{who} recorded consent for {name}."),
    ("keep", "details"): mark("{who} corrected name, picture or age of {name}."),
    ("keep", ANY): mark("{who} changed something of {name}."),
    ("people", "give"): mark("{who} gave {whom} access to {name}."),
    ("people", "take"): mark("{who} took access to {name} from {whom}."),
    ("refused", ANY): mark("{who} asked for something of {name} and was refused."),
}
# A line that is about no child, or about one that was erased while it was answered.
OF_THE_HOUSE: dict[tuple[str, str], str] = {
    ("see", "children"): mark("{who} looked at the list of children."),
    ("see", "new"): mark("{who} looked at the page that adds a child."),
    ("see", "import"): mark("{who} looked at the page that brings in a child."),
    ("see", "people"): mark("{who} looked at who looks after children here."),
    ("see", "log"): mark("{who} looked at the log."),
    ("see", ANY): mark("{who} looked at a page of a child who is erased."),
    ("report", ANY): mark("{who} took out a report about a child who is erased."),
    ("export", ANY): mark("{who} took out trials of a child who is erased."),
    ("archive", ANY): mark("{who} took out everything of a child who is erased."),
    ("plan", ANY): mark("{who} changed the plan of a child who is erased."),
    ("observe", ANY): mark("{who} wrote down an observation of a child who is erased."),
    ("passport", ANY): mark("{who} changed the signals of a child who is erased."),
    ("keep", "erase"): mark("{who} erased a child and everything of it."),
    ("keep", ANY): mark("{who} changed something of a child who is erased."),
    ("house", "language"): mark("{who} changed the language of the house."),
    ("house", "devices"): mark("{who} let all devices be forgotten."),
    ("people", "add"): mark("{who} added {whom}."),
    ("people", "change"): mark("{who} changed name or role of {whom}."),
    ("people", "pin"): mark("{who} let {whom} choose another PIN."),
    ("people", "remove"): mark("{who} removed {whom}."),
    ("people", "give"): mark("{who} gave {whom} access to a child who is erased."),
    ("people", "take"): mark("{who} took access to a child who is erased from {whom}."),
    ("own", "pin"): mark("{who} chose another PIN."),
    ("own", "pin-here"): mark("{who} was given another PIN at the computer itself."),
    ("own", "language"): mark("{who} chose the language of the own pages."),
    ("door", "opened"): mark("{who} opened the door."),
    ("door", "closed"): mark("The door that {who} had opened was closed."),
    ("door", "shut"): mark("The door that {who} had opened fell shut by itself."),
    ("door", "wrong"): mark("Somebody typed a wrong PIN for {who}."),
    ("door", "nobody"): mark("{who} typed a PIN and did not say whose."),
    ("refused", ANY): mark("{who} asked for something and was refused."),
}
OTHER = mark("{who} did something that this version has no words for.")
SOMEBODY = mark("Somebody")
NAMELESS = mark("somebody without a name")

# What a page or a form is about, by the word that stands in the log.
WHAT: dict[str, str] = {
    "children": mark("Children"),
    "home": mark("Overview"),
    "plan": mark("Plan"),
    "progress": mark("Progress"),
    "sessions": mark("Sessions"),
    "session": mark("Sessions"),
    "probes": mark("Probes"),
    "weekly probe": mark("Weekly probe"),
    "probe form": mark("Probe form"),
    "missions": mark("Missions"),
    "mission": mark("Missions"),
    "signals": mark("My signals"),
    "signal": mark("My signals"),
    "reports": mark("Reports"),
    "therapist": mark("Progress report"),
    "therapist as PDF": mark("Progress report"),
    "parent": mark("How it is going"),
    "parent as PDF": mark("How it is going"),
    "sheet": mark("Session sheet"),
    "sheet as PDF": mark("Session sheet"),
    "data": mark("Data"),
    "table": mark("Table of trials"),
    "BIDS": mark("BIDS data set"),
    "xAPI": mark("xAPI statements"),
    "archive": mark("Archive"),
    "import": mark("Archive"),
    "new": mark("Add a child"),
    "consent": mark("Consent of the guardian"),
    "details": mark("Name, picture and age"),
    "erase": mark("Erase everything of this child"),
    "log": mark("Who saw and changed what"),
    "people": mark("Caregivers, and who sees whom"),
    "house": mark("This house"),
    "language": mark("Language"),
    "devices": mark("Devices"),
    "pin": mark("PIN"),
    # Deeds, where a route says no word of its own.
    "see": mark("Overview"),
    "report": mark("Reports"),
    "export": mark("Data"),
    "observe": mark("Probes"),
    "passport": mark("My signals"),
    "keep": mark("Children"),
}
SOMETHING = mark("A page")

SESSION = mark("Session {number}")

# Words of a line's detail: settings of a plan, what of a child was corrected, feelings, languages.
DETAILS: dict[str, str] = {
    "feelings": mark("Feelings and their order"),
    "ladder": mark("Steps of the ladder and their order"),
    "array": mark("Choices in a task"),
    "errorless": mark("Help, and what follows an error"),
    "blocks": mark("Blocks of 12 tasks in a session"),
    "minutes": mark("Minutes after which no new task begins"),
    "days": mark("Planned days of practice"),
    "starts": mark("Start of teaching"),
    "age": mark("Age"),
    "safety": mark("Telling an adult when something hurts"),
    "page_language": mark("Language of the child's page"),
    "languages": mark("Languages of the words"),
    "tokens": mark("To collect"),
    "pseudonym": mark("Name"),
    "picture": mark("Picture"),
    "house": mark("as the house"),
    **FEELINGS,
    **LANGUAGES,
}


Parts: TypeAlias = tuple[tuple[str, str], ...]  # words, and the name that follows them


def sentence(line: Line, who: str | None, name: str | None, language: Language) -> Parts:
    """Return what a line says, its names apart: they may run in another direction.

    Args:
        line: of the log.
        who: what the caregiver is called; None: nobody who could be named.
        name: of the child, as who reads may see it; None: it is about none.
        language: of the sentence.
    """
    said = OF_THE_HOUSE if name is None else OF_A_CHILD
    text = said.get((line.deed, line.about)) or said.get((line.deed, ANY), OTHER)
    whom = line.detail if line.deed == "people" else ""
    names = {
        "who": who or translate(SOMEBODY, language),
        "name": name or "",
        "whom": whom or translate(NAMELESS, language),
    }
    parts = Formatter().parse(translate(text, language))
    return tuple((words, names[place] if place else "") for words, place, *_rest in parts)


def details(line: Line, language: Language) -> tuple[str, ...]:
    """Return which of it a line is about: settings, a session, a page that was refused."""
    if line.deed == "people":
        return ()
    said = tuple(_detail(word, language) for word in line.detail.split(", ") if word)
    if line.deed == "refused":
        return (translate(WHAT.get(line.about, SOMETHING), language), *said)
    return said


def _detail(word: str, language: Language) -> str:
    kind, _space, number = word.partition(" ")
    if kind == "session" and number.isdecimal():
        return translate(SESSION, language).format(number=number)
    return translate(DETAILS[word], language) if word in DETAILS else word
