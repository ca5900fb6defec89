"""Is the data sound? The section says what the audit found, in plain words."""

from pathlib import Path

import pytest

from fakes.audit import MISSED, fake_audit
from fakes.study import fake_study, undrawn
from pyojeong.core.i18n import LANGUAGES
from pyojeong.lab import sections
from pyojeong.lab.phrases import Phrase
from pyojeong.lab.sections import gather, sound


def test_without_an_audit_there_is_no_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A study that was not audited says nothing about it; one that was says all that matters."""
    monkeypatch.setattr(sections, "finish", undrawn)
    record = fake_study(tmp_path, tested=False)
    (tmp_path / "audit" / "audit.json").unlink(missing_ok=True)
    found = gather(record)
    assert sound.section(found) is None
    audit = fake_audit(record)
    shown = sound.section(found)
    assert shown is not None
    assert list(audit.faces_missed_by_label.values()) == list(MISSED)
    text = " ".join(str(x) for x in (*shown.words["missed"], shown.words["place"]))
    assert "most often with pain (77 / 168), least with disgust (9 / 201)" in text
    assert "Given away most: disgust" in text
    assert [tile["value"] for tile in shown.words["tiles"]] == [1, 4, 1, 2]
    assert len(shown.exhibits) == 2
    for phrase in (shown.title, shown.words["judge"], shown.words["copied"]):
        assert isinstance(phrase, Phrase)
        assert len(phrase.texts) == len(LANGUAGES)
