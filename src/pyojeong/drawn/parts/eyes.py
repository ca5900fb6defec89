"""The eyes: white, iris, pupil, light, lids and lashes."""

from pyojeong.drawn.layout import LEFT, RIGHT, Eye
from pyojeong.drawn.marks import Scene, group, shape, spot
from pyojeong.drawn.path import Point


def eyes(scene: Scene) -> str:
    """Return both eyes in a group of their own, so that a page can close or point at them."""
    return group(
        "eyes",
        *(_eye(scene, scene.layout.eyes[side]) for side in (LEFT, RIGHT)),
        extra=f' id="{scene.prefix}eyes"',
    )


def _eye(scene: Scene, eye: Eye) -> str:
    pen, person = scene.pen.deeper(34), scene.face.identity
    name = "left" if eye.side == LEFT else "right"
    upper, lower = _placed(eye.upper, eye.side), _placed(eye.lower, eye.side)
    opening = pen.lens(upper, lower)
    ball: list[str] = []
    if eye.closed < 0.93:
        clip = f"{scene.prefix}{name}"
        x, y = eye.side * eye.iris[0], eye.iris[1]
        r = scene.layout.rest.iris
        glint = -0.36 if scene.face.light.side <= 0 else 0.36
        ball = [
            f'<clipPath id="{clip}"><path d="{opening}"/></clipPath>',
            f'<g clip-path="url(#{clip})">',
            shape(opening, scene.paint.white),
            spot(pen, x, y, r, scene.use("iris")),
            spot(pen, x, y, 0.47 * r, "#17110f"),
            # The lid's shadow on the ball.
            shape(
                pen.ribbon([(px, py + 0.6) for px, py in upper], (1, 4.2, 5, 5, 4.2, 1)),
                "#3a2a2c",
                0.26,
            ),
            spot(pen, x + glint * r, y - 0.38 * r, 0.26 * r, "#ffffff"),
            spot(pen, x - glint * r, y + 0.42 * r, 0.14 * r, "#ffffff", 0.55),
            "</g>",
        ]
    return group(
        f"eye eye-{name}", _lid(scene, eye), *ball, *_rims(scene, upper, lower, person.lashes)
    )


def _lid(scene: Scene, eye: Eye) -> str:
    """Return the upper lid between crease and lashes, and the crease itself."""
    pen, person, rest = scene.pen.deeper(34), scene.face.identity, scene.layout.rest
    fold = person.lid_fold
    top: list[Point] = []
    # With the eye shut the lid covers the whole ball: the crease stays where it was.
    socket = -rest.eye_up - 2.2
    for x, y in eye.upper:
        round_ = 1 - ((x - rest.eye_x) / rest.eye_width) ** 2
        crease = y - eye.crease * (0.25 + 0.85 * round_)
        top.append((x, crease + (min(crease, socket * round_) - crease) * eye.closed))
    above, edge = _placed(top, eye.side), _placed(eye.upper, eye.side)
    lid = pen.lens(above, edge)
    return "".join(
        (
            shape(lid, scene.paint.skin, 0.55 * eye.closed),
            shape(lid, scene.paint.deep, (0.30 * fold + 0.08) * (1 - 0.6 * eye.closed)),
            shape(
                pen.ribbon(above, (0.2, 1.0, 1.4, 1.4, 1.1, 0.3)),
                scene.paint.line,
                0.12 + 0.5 * fold,
            ),
        )
    )


def _rims(scene: Scene, upper: list[Point], lower: list[Point], lashes: float) -> list[str]:
    """Return the dark edge of the upper lid with its lashes, and the faint lower one."""
    pen, paint = scene.pen.deeper(34), scene.paint
    side = 1 if upper[-1][0] > 0 else -1
    ink = "#241a1a"
    weight = 1.9 + 1.0 * lashes
    widths = [0.5 * weight, 0.8 * weight, weight, 1.1 * weight, 1.1 * weight, 0.4 * weight]
    outer = upper[-1] if side > 0 else upper[0]
    rim = list(upper)
    flick = (outer[0] + side * (1.0 + 1.4 * lashes), outer[1] - 0.6 - 0.9 * lashes)
    if side > 0:
        rim[-1] = flick
    else:
        rim[0] = flick
        widths.reverse()
    low = (0.2, 0.7, 1.0, 1.1, 1.0, 0.3)
    return [
        shape(pen.ribbon(lower, low if side > 0 else low[::-1]), paint.line, 0.55),
        shape(pen.ribbon(rim, widths), ink, 0.92),
    ]


def _placed(points: list[Point], side: int) -> list[Point]:
    """Return outward points where they lie in the picture, from left to right."""
    return points if side == RIGHT else [(-x, y) for x, y in reversed(points)]
