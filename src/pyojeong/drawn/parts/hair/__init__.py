"""Hair: one function a style, a handful of styles a file."""

from pyojeong.drawn.marks import Scene
from pyojeong.drawn.parts.hair import curls, loose, scarf, short, tied
from pyojeong.drawn.parts.hair.locks import Locks

STYLES = {
    "afro": curls.afro,
    "bald": short.bald,
    "bob": loose.bob,
    "braids": tied.braids,
    "bun": tied.bun,
    "buns": tied.buns,
    "buzz": short.buzz,
    "curly": curls.curly,
    "fringe": short.fringe,
    "hijab": scarf.hijab,
    "long": loose.long,
    "pigtails": tied.pigtails,
    "ponytail": tied.ponytail,
    "receding": short.receding,
    "short": short.short,
    "side": short.side,
    "wavy": loose.wavy,
}


def hair(scene: Scene) -> Locks:
    """Return the hair of the scene's person, layer by layer."""
    return STYLES[scene.face.identity.hair](scene)
