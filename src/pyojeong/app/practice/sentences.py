"""What practice says when something cannot be: the web translates it for who reads it."""

from pyojeong.core.i18n import mark

NO_CONSENT = mark("A parent or guardian needs to agree before the first session.")
NO_PLACE = mark("There is no such answer: choose one that is shown.")
NOT_SHOWN = mark("Nothing was shown that could have helped: load the page again.")
NO_NAME = mark("A name needs 1 to 40 characters.")
NO_PICTURE = mark("There is no such picture: choose one that is shown.")
