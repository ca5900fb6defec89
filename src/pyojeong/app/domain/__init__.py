"""The teaching rules, pure: no web, no SQL, no clock and no chance of their own.

Every number has its source beside it; [D] marks our own default, (c) what a caregiver can change.
A course is a Plan and a history of Outcomes; everything else is worked out from these two, so
that whatever was stored is the whole truth and a session goes on where it stood.
"""
