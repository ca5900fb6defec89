"""The audit: what is wrong with a data set, found before anything is trained on it."""

from pyojeong.lab.audit.conduct import audit
from pyojeong.lab.audit.findings import Audit
from pyojeong.lab.audit.study import study_audit
from pyojeong.lab.audit.write import write_audit

__all__ = ["Audit", "audit", "study_audit", "write_audit"]
