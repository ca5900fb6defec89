"""An audit of fixed numbers: what dlib missed in the 2024 study, and some of all else."""

import numpy as np

from pyojeong.core.labels import SIX
from pyojeong.lab.audit.background import Background
from pyojeong.lab.audit.findings import Audit, Counts, Sizes, Unreadable
from pyojeong.lab.audit.groups import Groups
from pyojeong.lab.audit.labels import LabelDoubt, Labels
from pyojeong.lab.audit.missed import by_label, faces
from pyojeong.lab.audit.outliers import Outlier
from pyojeong.lab.decisions import Decision
from pyojeong.lab.prepare_report import Line, Report
from pyojeong.lab.record import StudyRecord

PHOTOS = (214, 201, 163, 230, 168, 224)
MISSED = (35, 9, 57, 15, 77, 71)


def fake_audit(record: StudyRecord) -> Audit:
    """Write audit/audit.json into a study's folder; return it."""
    lines = tuple(
        Line(label, total - missed, 5, missed, 0)
        for label, total, missed in zip(SIX, PHOTOS, MISSED, strict=True)
    )
    found = faces(Report(lines, "dlib-hog", "whole", (), 0), np.random.default_rng(0))
    recalls = dict(zip(SIX, (0.23, 0.54, 0.21, 0.28, 0.33, 0.29), strict=True))
    audit = Audit(
        source="photos",
        version="0.1.0",
        data="0" * 16,
        photos=sum(PHOTOS),
        labels=dict(zip(SIX, PHOTOS, strict=True)),
        embedding="hog",
        unreadable=(Unreadable(key="sad/0.jpg", label="sad", error="sad/0.jpg is damaged."),),
        exact_duplicate_groups=(("anger/1.jpg", "anger/2.jpg"),),
        pixel_equal_groups=(("anger/1.jpg", "anger/2.jpg"), ("pain/1.jpg", "sad/1.jpg")),
        near_duplicate_groups=(
            ("anger/1.jpg", "anger/2.jpg"),
            ("pain/1.jpg", "sad/1.jpg"),
            ("happy/1.jpg", "happy/2.jpg", "happy/3.jpg"),
        ),
        embedding_duplicate_groups=(("fear/1.jpg", "fear/2.jpg"),),
        two_label_pictures=({"pain/1.jpg": "pain", "sad/1.jpg": "sad"},),
        copies={
            "exact": Counts(groups=1, spare=1, across_labels=0, across_parts=0),
            "pixels": Counts(groups=2, spare=2, across_labels=1, across_parts=0),
            "near": Counts(groups=3, spare=4, across_labels=1, across_parts=0),
            "embedding": Counts(groups=1, spare=1, across_labels=0, across_parts=0),
        },
        faces_missed_by_label=by_label(found.lines),
        detectors={"dlib-hog": found},
        formats={"JPEG": 1139, "WEBP": 58, "PNG": 3},
        grey={"fear": 30},
        sizes=Sizes(smallest=(112, 168), middle=(408, 612), largest=(1333, 2000)),
        outliers=(Outlier(key="fear/9.jpg", label="fear", kinds=("dark", "small")),),
        label_errors=Labels(
            n=1200,
            accuracy=0.68,
            low=0.653,
            high=0.706,
            doubts=(
                LabelDoubt(key="happy/7.jpg", label="happy", likely="sad", quality=0.02),
                LabelDoubt(key="sad/4.jpg", label="sad", likely="pain", quality=0.07),
            ),
        ),
        groups=Groups(
            named=0, photos=0, largest=0, labels={}, of_label=dict.fromkeys(SIX, 150), whole=()
        ),
        background=Background(
            n=1200,
            accuracy=0.31,
            low=0.284,
            high=0.337,
            shuffled=0.17,
            p=0.005,
            recalls=recalls,
            given_away=("disgust",),
            without_face=264,
        ),
        honoured={"drop": 4, "keep": 1, "relabel": 2},
        suggestions=(
            Decision(key="anger/2.jpg", sha256="a" * 64, action="drop", why="copy of anger/1.jpg"),
        ),
    )
    audit.save(record.folder / "audit")
    return audit
