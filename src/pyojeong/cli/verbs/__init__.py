"""The verbs, one a file; each registers itself, and help lists them in this order."""

from pyojeong.cli.verbs import (  # isort: skip - the order of the help
    data,
    prepare,
    audit,
    decide,
    train,
    study,
    evaluate,
    export,
    predict,
    explain,
    report,
    serve,
    demo,
    list,
    doctor,
)
from pyojeong.cli.verbs.app import app

__all__ = [
    "app",
    "audit",
    "data",
    "decide",
    "demo",
    "doctor",
    "evaluate",
    "explain",
    "export",
    "list",
    "predict",
    "prepare",
    "report",
    "serve",
    "study",
    "train",
]
