"""Lines of the log as sentences: who saw or changed what."""

from pyojeong.app.care.accounts import Line
from pyojeong.app.domain.trial import Language
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
    ("see", "parent"): mark("{who} read a report about {name}."),
    ("see", "sheet"): mark("{who} read a session sheet about {name}."),
    ("see", "data"): mark("{who} looked at the page of data about {name}."),
    ("see", "log"): mark("{who} looked at the log of {name}."),
    ("see", "consent"): mark("{who} looked at the consent for {name}."),
    ("see", ANY): mark("{who} looked at a page of {name}."),
    ("report", ANY): mark("{who} took out a report about {name}."),
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
    ("keep", ANY): mark("{who} changed something of {name}."),
    ("people", "give"): mark("{who} gave {whom} access to {name}."),
    ("people", "take"): mark("{who} took access to {name} from {whom}."),
}
OF_THE_HOUSE: dict[tuple[str, str], str] = {
    ("see", "children"): mark("{who} looked at the list of children."),
    ("see", "people"): mark("{who} looked at who looks after children here."),
    ("see", "log"): mark("{who} looked at the log."),
    ("see", ANY): mark("{who} looked at a page."),
    ("export", ANY): mark("{who} took out data."),
    ("keep", "import"): mark("{who} looked into a child's archive."),
    ("keep", "erase"): mark("{who} erased a child and everything of it."),
    ("keep", ANY): mark("{who} changed something about children."),
    ("house", "language"): mark("{who} changed the language of the house."),
    ("house", "devices"): mark("{who} let all devices be forgotten."),
    ("people", "add"): mark("{who} added {whom}."),
    ("people", "change"): mark("{who} changed name or role of {whom}."),
    ("people", "pin"): mark("{who} let {whom} choose another PIN."),
    ("people", "remove"): mark("{who} removed {whom}."),
    ("own", "pin"): mark("{who} chose another PIN."),
    ("own", "pin-here"): mark("{who} was given another PIN at the computer itself."),
}
OTHER = mark("{who} did something that this version has no words for.")
SOMEBODY = mark("Somebody who was removed")
NAMELESS = mark("somebody without a name")


def sentence(line: Line, who: str | None, name: str | None, language: Language) -> str:
    """Return what a line says.

    Args:
        line: of the log.
        who: what the caregiver is called; None: removed since.
        name: of the child, as who reads may see it; None: it is about none.
        language: of the sentence.
    """
    said = OF_THE_HOUSE if name is None else OF_A_CHILD
    about, _, whom = line.about.partition(" ") if line.deed == "people" else (line.about, "", "")
    text = said.get((line.deed, about)) or said.get((line.deed, ANY), OTHER)
    return translate(text, language).format(
        who=who or translate(SOMEBODY, language),
        name=name,
        whom=whom or translate(NAMELESS, language),
    )
