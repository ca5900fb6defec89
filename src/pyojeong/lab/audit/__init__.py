"""The audit: what is wrong with a data set, found before anything is trained on it.

Nothing is imported here: the processes that look at photos need but a part of it.

conduct.py     audit: every check in turn        findings.py   Audit, what was found
study.py       study_audit: inside a study       write.py      write_audit: page, JSON, tables
"""
