"""What a guardian agrees to, in plain words. Whoever changes a sentence raises WORDING by one.

PIPA 22-2 (under 14, Korea); GDPR art. 8; COPPA (under 13, USA).
"""

from pyojeong.app.domain.child import Consent
from pyojeong.core.i18n import mark

WORDING = 1  # version of the text; it is kept with the consent

STORED = (
    mark("The made-up name, the picture, the age band and the language that you choose here."),
    mark("Each answer in practice: what was shown, what was chosen, when, and how long it took."),
    mark("When a session began and ended, and the breaks that were taken."),
)
PLAIN = (
    mark("Everything stays in one folder on this computer. Nothing is sent anywhere."),
    mark("No photo, no sound and no video of the child is taken."),
    mark("You may refuse. Then nothing is kept, and the child cannot practise here."),
    mark("You can take your consent back at any time: removing the child here erases it all."),
    mark("This is practice. It makes no diagnosis and replaces no therapy."),
)


def is_current(consent: Consent | None) -> bool:
    """Whether a guardian has agreed to the words as they are now."""
    return consent is not None and consent.wording >= WORDING
