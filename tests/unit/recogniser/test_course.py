import numpy as np
import pytest

from fakes.told import Row, told
from pyojeong.core.labels import EIGHT
from pyojeong.recogniser.course import COLUMNS, courses, span_of
from pyojeong.recogniser.result import Faces

BOX = (0.0, 0.0, 10.0, 10.0)


def random_film(frames: int, people: int = 2, seed: int = 3) -> Faces:
    """Return people who come and go and feel anything, at uneven times."""
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.uniform(0.03, 0.05, frames))
    return told(
        [
            Row(
                BOX, str(rng.choice(EIGHT)), float(rng.uniform(0.2, 1)), time_s=float(time), track=t
            )
            for time in times
            for t in range(people)
            if rng.random() < 0.7
        ]
    )


def test_each_column_is_the_mean_of_the_frames_in_it() -> None:
    """Recomputed frame by frame: those whose showing meets the column's inside."""
    faces = random_film(900)
    span = span_of(faces)
    edges = span.start + span.length * np.linspace(0, 1, COLUMNS + 1)
    for one in courses(faces, span):
        for column in range(0, COLUMNS, 7):
            hair = 0.01 * (edges[1] - edges[0])
            left, right = edges[column] + hair, edges[column + 1] - hair
            inside = [
                row
                for row in np.flatnonzero(faces.track == one.track)
                for frame in [int(np.flatnonzero(span.begins == faces.time_s[row])[0])]
                if span.begins[frame] < right and span.ends[frame] > left
            ]
            assert bool(one.answered[column]) is bool(inside)
            if inside:
                expected = faces.probabilities[inside].mean(axis=0)
                assert one.probabilities[column] == pytest.approx(expected, abs=1e-6)
                assert bool(one.sure[column]) is bool((faces.sure[inside] == 1).mean() >= 0.5)


def test_rows_may_come_in_any_order() -> None:
    """The order of the rows says nothing."""
    faces = random_film(60)
    mixed = faces.take(np.random.default_rng(1).permutation(len(faces)).tolist())
    for one, other in zip(
        courses(faces, span_of(faces)), courses(mixed, span_of(mixed)), strict=True
    ):
        assert one.track == other.track
        assert one.probabilities == pytest.approx(other.probabilities)
        assert (one.sure == other.sure).all()


def test_in_a_short_film_every_frame_has_its_column() -> None:
    """With even frames a column is a frame."""
    labels = ["happy", "sad", "fear", "pain", "anger"]
    faces = told([Row(BOX, label, time_s=i / 30, track=0) for i, label in enumerate(labels)])
    (one,) = courses(faces, span_of(faces))
    assert [EIGHT[label] for label in one.probabilities.argmax(axis=1)] == labels
    assert one.seen_s == pytest.approx(5 / 30)


def test_the_longest_seen_comes_first() -> None:
    """Of two who are seen as long, the lower number."""
    rows = [Row(BOX, "sad", time_s=0.0, track=2), Row(BOX, "sad", time_s=0.0, track=1)]
    rows += [Row(BOX, "sad", time_s=0.1, track=5), Row(BOX, "sad", time_s=0.0, track=5)]
    faces = told(rows)
    assert [one.track for one in courses(faces, span_of(faces))] == [5, 1, 2]
