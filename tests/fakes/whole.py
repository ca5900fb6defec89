"""A finished study in which every question was looked at, without training."""

from pathlib import Path

from fakes.audit import fake_audit
from fakes.controls import fake_controls
from fakes.cost import fake_weights
from fakes.doubt import fake_doubt
from fakes.groups import fake_elsewhere, fake_groups
from fakes.pairs import fake_pairs
from fakes.study import fake_study
from pyojeong.lab.record import StudyRecord


def whole_study(folder: Path) -> StudyRecord:
    """Write a study that has all that a report can show."""
    record = fake_study(folder, crossing=True)
    fake_audit(record)
    fake_controls(record)
    fake_weights(record)
    fake_doubt(record)
    fake_groups(record)
    fake_elsewhere(record)
    fake_pairs(record)
    return record
