"""Does it look at the face? What the same training comes to on what shows no face."""

from pyojeong.core.i18n import mark
from pyojeong.lab import plots
from pyojeong.lab.phrases import Phrase, label, percent, points, say
from pyojeong.lab.sections import Exhibit, Found, Section, exhibit
from pyojeong.lab.sections.pictures import as_data
from pyojeong.lab.statistics import wilson
from pyojeong.lab.survival import Control, Controls, Shown

NAMES: dict[Shown, str] = {
    "face": mark("the face alone"),
    "scene": mark("the whole photo"),
    "erased": mark("the photo without the face"),
    "frame": mark("place and size of the face"),
    "shuffled": mark("the face, labels dealt out by chance"),
}
VIEWS: tuple[Shown, ...] = ("face", "scene", "erased")
MOST, LITTLE = 0.5, 0.2  # of the points above guessing: "most", "a part", "little" [our own words]


def section(found: Found) -> Section | None:
    """Return the section, once the controls are trained."""
    if not Controls.path(found.record).is_file():
        return None
    controls = Controls.load(found.record)
    figure, by_label = accuracies(controls), recalls(controls)
    return Section(
        id="look",
        title=say("With the face and without"),
        template="look",
        answer=answer(controls),
        words={
            "verdict": verdict(controls),
            "words": photos(controls),
            "pictures": pictures(found),
            "figure": figure,
            "scene": whole(controls),
            "by_label": by_label,
            "check": check(controls),
            "limits": say(
                "What stays when the face is erased: hair, clothes, hands, posture, the place, "
                "and where on the photo the face stood and how large. The last two alone, read by "
                "a simple forest of decisions, are right on {accuracy} ({low} to {high}): how near "
                "the camera came. People read some of these too; none is an expression.",
                accuracy=percent(controls.frame.accuracy, 0),
                low=percent(controls.frame.low, 0),
                high=percent(controls.frame.high, 0),
            ),
        },
        exhibits=(figure, by_label),
        tables={
            "controls": [
                {"what": name, "n": controls.n, "guessing": controls.largest}
                | one.model_dump(exclude={"recalls"})
                for name, one in every(controls)
            ],
            "controls-labels": [
                {"label": name, "n": n}
                | {shown: one.recalls[index] for shown, one in every(controls)}
                for index, (name, n) in enumerate(
                    zip(controls.labels, controls.photos, strict=True)
                )
            ],
        },
    )


def every(controls: Controls) -> list[tuple[Shown, Control]]:
    """Return the controls, as one reads them."""
    return [
        ("face", controls.face),
        ("scene", controls.scene),
        ("erased", controls.erased),
        ("frame", controls.frame),
        ("shuffled", controls.shuffled),
    ]


def answer(controls: Controls) -> Phrase:
    """Return the verdict in a few words."""
    values = {
        "accuracy": percent(controls.erased.accuracy, 0),
        "guessing": percent(controls.largest, 0),
    }
    if controls.survives is None:
        return say("Not to be said: on the face alone it hardly does better than guessing.")
    if not controls.erased.above_guessing:
        return say("Yes: without the face it can only guess ({accuracy}).", **values)
    return say(
        "It need not: without any face it is still right on {accuracy} (guessing: {guessing}).",
        **values,
    )


def verdict(controls: Controls) -> Phrase:
    """Return in one plain sentence or two what survives without a face."""
    survives, guessing = controls.survives, controls.largest
    right = {
        "accuracy": percent(controls.erased.accuracy, 0),
        "guessing": percent(guessing, 0),
    }
    if survives is None:
        return say(
            "On the face alone the model is right on {accuracy}, and always saying the most "
            "frequent label on {guessing}: too near to say what survives without a face.",
            **right | {"accuracy": percent(controls.face.accuracy, 0)},
        )
    if not controls.erased.above_guessing:
        return say(
            "Nothing that could be measured survives without the face: the model is then right on "
            "{accuracy}, and always saying the most frequent label on {guessing}. What it knows, "
            "it knows from the face.",
            **right,
        )
    kept = say(
        "Without any face the model is still right on {accuracy}: {kept} of its {all} points "
        "above guessing survive, that is {share} (interval of 95 %: {low} to {high}).",
        **right,
        kept=points(controls.erased.accuracy - guessing),
        all=points(controls.face.accuracy - guessing),
        share=percent(survives.share, 0),
        low=percent(survives.low, 0),
        high=percent(survives.high, 0),
    )
    return say("{kept} {meaning}", kept=kept, meaning=meaning(survives.share))


def meaning(share: float) -> Phrase:
    """Return what so much survival says of the data set."""
    if share >= MOST:
        return say("Most of what such a model comes to on these photos takes no face at all.")
    if share >= LITTLE:
        return say("A part of what such a model comes to on these photos takes no face at all.")
    return say("Little of what such a model comes to on these photos takes no face at all.")


def photos(controls: Controls) -> Phrase:
    """Return what was trained, on which photos."""
    return say(
        "The final model's training ({model}) was repeated on other views of the same {n} photos, "
        "each photo scored by a model that had not learnt from it ({folds} folds): those to learn "
        "from and to choose by in which {detector} found exactly one face. Left out: {faceless} "
        "without a face found, {crowded} with several. The test photos had no part in it.",
        model=controls.model,
        n=f"{controls.n:,}",
        folds=controls.folds,
        detector=controls.detector,
        faceless=controls.faceless,
        crowded=controls.crowded,
    )


def whole(controls: Controls) -> Phrase:
    """Return whether the whole photo is told better or worse than the face alone."""
    difference = controls.difference("face", "scene")
    values = {
        "points": points(abs(difference.difference)),
        "low": points(difference.low),
        "high": points(difference.high),
        "p": f"{difference.adjusted:.3f}",
    }
    match difference.better:
        case "face":
            message = mark(
                "The face alone is told better than the whole photo, by {points} points (interval "
                "of 95 %: {low} to {high}; p = {p}, the most cautious of three tests)."
            )
        case "scene":
            message = mark(
                "The whole photo is told better than the face alone, by {points} points (face less "
                "photo, interval of 95 %: {low} to {high}; p = {p}, the most cautious of three "
                "tests)."
            )
        case _:
            message = mark(
                "The face alone and the whole photo cannot be told apart (face less photo in "
                "points, interval of 95 %: {low} to {high}; p = {p}, the most cautious of three "
                "tests)."
            )
    return say(message, **values)


def check(controls: Controls) -> Phrase:
    """Return whether the procedure itself leaks."""
    shuffled = controls.shuffled
    values = {
        "accuracy": percent(shuffled.accuracy, 0),
        "low": percent(shuffled.low, 0),
        "high": percent(shuffled.high, 0),
        "guessing": percent(controls.largest, 0),
    }
    if shuffled.above_guessing:
        return say(
            "Careful: with labels dealt out by chance the same training is right on {accuracy} "
            "({low} to {high}), more than the {guessing} of guessing. Either this is the one case "
            "in twenty, or the procedure itself leaks, and no figure here can be believed.",
            **values,
        )
    return say(
        "A check of the procedure: with labels dealt out by chance nothing can be learnt, and the "
        "same training is right on {accuracy} ({low} to {high}), no better than guessing "
        "({guessing}).",
        **values,
    )


def accuracies(controls: Controls) -> Exhibit:
    """Return the figure of the accuracies."""
    return exhibit(
        "controls",
        say("Accuracy on the face, the whole photo, the photo without the face, and by chance"),
        say(
            "Accuracy with its interval (95 %), n = {n}. The dashed line is always saying the most "
            "frequent label.",
            n=f"{controls.n:,}",
        ),
        lambda language: plots.dots(
            [
                plots.Dot(
                    say(NAMES[name]).in_(language),
                    one.accuracy,
                    one.low,
                    one.high,
                    percent(one.accuracy),
                )
                for name, one in every(controls)
            ],
            language,
            axis=mark("accuracy"),
            reference=controls.largest,
        ),
    )


def recalls(controls: Controls) -> Exhibit:
    """Return the figure of each label, with and without the face."""

    def dot(index: int, language: str) -> plots.Dot:
        n = controls.photos[index]
        face, erased = controls.face.recalls[index], controls.erased.recalls[index]
        with_face, without = wilson(face * n, n), wilson(erased * n, n)
        return plots.Dot(
            label(controls.labels[index]).in_(language),
            face,
            with_face.low,
            with_face.high,
            f"n = {n}",
            (erased, without.low, without.high),
        )

    return exhibit(
        "controls-labels",
        say("Of each label's photos, how many are told rightly with the face and without"),
        say(
            "Of each label's photos, the share told rightly, with its interval (95 %). A label "
            "that is told nearly as well without the face is given away by something else."
        ),
        lambda language: plots.dots(
            [dot(index, language) for index in range(len(controls.labels))],
            language,
            axis=mark("recall"),
            asides=(NAMES["face"], NAMES["erased"]),
        ),
    )


def pictures(found: Found) -> list[tuple[Phrase, list[str]]]:
    """Return a row of small pictures for each view, where they are kept."""
    shown = found.record.folder / "shown"
    rows = [(say(NAMES[name]), sorted(shown.glob(f"{name}-*.jpg"))) for name in VIEWS]
    return [(name, [as_data(path) for path in paths]) for name, paths in rows if paths]
