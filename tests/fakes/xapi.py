"""What an xAPI statement must be, written from the specification and knowing nothing of ours.

Experience API 1.0.3, Part Two (xAPI-Data.md of https://github.com/adlnet/xAPI-Spec); the sections
are cited. Only what our statements use is here: anything else is refused (2.2: no property that is
not allowed, no null outside extensions).
"""

import re
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

# 4.3: RFC 3987; a scheme, and nothing that no IRI may hold.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x1f]+")
# 2.2: "the sequence of token lengths for language map keys" of RFC 5646.
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# 4.6: ISO 8601 durations, without the alternative format.
DURATION = re.compile(r"P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")


def _fits(pattern: re.Pattern[str]) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return AfterValidator(check)


Iri = Annotated[str, _fits(IRI)]
Languages = dict[Annotated[str, _fits(TAG)], str]  # 4.2


class Part(BaseModel):
    """Something in a statement: strict types, known properties, no null (2.2)."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Account(Part):
    """2.4.2.4 Account Object."""

    homePage: Iri  # noqa: N815 - the specification's name
    name: str = Field(min_length=1)


class Agent(Part):
    """2.4.2.1: an Agent has exactly one identifier, here its account."""

    objectType: Literal["Agent"]  # noqa: N815
    account: Account


class Verb(Part):
    """2.4.3."""

    id: Iri
    display: Languages


class Choice(Part):
    """2.4.4.1, Interaction Components: ids are unique in their list."""

    id: str = Field(min_length=1)
    description: Languages


class Definition(Part):
    """2.4.4.1: of an interaction."""

    type: Iri
    name: Languages
    description: Languages
    interactionType: Literal["choice"]  # noqa: N815
    correctResponsesPattern: list[str]  # noqa: N815
    choices: list[Choice]

    @model_validator(mode="after")
    def _of_choices(self) -> Self:
        ids = [choice.id for choice in self.choices]
        assert len(set(ids)) == len(ids)
        for pattern in self.correctResponsesPattern:
            assert set(pattern.split("[,]")) <= set(ids)
        return self


class Activity(Part):
    """2.4.4.1."""

    objectType: Literal["Activity"]  # noqa: N815
    id: Iri


class Asked(Activity):
    """2.4.4.1: the object of a statement, with its definition."""

    definition: Definition


class Result(Part):
    """2.4.5."""

    success: bool
    completion: bool
    response: str
    duration: Annotated[str, _fits(DURATION)]


class Grouping(Part):
    """2.4.6.2: context activities."""

    grouping: list[Activity]


class Context(Part):
    """2.4.6. platform is allowed, since the object is an Activity. language: RFC 5646."""

    registration: UUID
    contextActivities: Grouping  # noqa: N815
    platform: str
    extensions: dict[Iri, Any]  # 4.1
    language: Annotated[str, _fits(TAG)] = "en"


class Statement(Part):
    """2.4: its properties."""

    id: UUID
    actor: Agent
    verb: Verb
    object: Asked
    result: Result
    context: Context
    timestamp: AwareDatetime  # 2.4.7, 4.5: with its distance from UTC, or taken for UTC
    version: Annotated[str, _fits(re.compile(r"1\.0\.\d+"))]  # 2.4.10

    @model_validator(mode="after")
    def _answer_is_a_choice(self) -> Self:
        assert self.result.response in {one.id for one in self.object.definition.choices}
        return self
