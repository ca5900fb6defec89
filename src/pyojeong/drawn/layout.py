"""Where everything lies: an identity's proportions, moved by its action units.

Units are those of the 256 x 256 picture. The origin lies between the eyes, x grows to the
picture's right and y downwards. Eyes and brows are given outwards from the midline, so that both
sides share one description; each side has its own strengths.
"""

from dataclasses import dataclass

from pyojeong.drawn.face import DrawnFace
from pyojeong.drawn.identity import Age, Identity
from pyojeong.drawn.path import Point

Strengths = dict[int, float]

LEFT, RIGHT = -1, 1  # of the picture
UNEVEN = 0.15  # how far the two sides may differ at full asymmetry


@dataclass(frozen=True, slots=True)
class Proportions:
    """The face at rest."""

    skull: float
    cheek: float
    jaw: float
    jaw_y: float
    chin: float
    chin_width: float
    eye_x: float
    eye_width: float
    eye_up: float
    eye_low: float
    iris: float
    brow_y: float
    brow_weight: float
    nose_y: float
    nose_width: float
    mouth_y: float
    mouth_width: float
    upper_lip: float
    lower_lip: float
    neck: float
    shoulder: float
    ear: float


# The middle of each age group: a child's face lies low on the head, with large eyes and a small
# nose and jaw (Enlow & Hans, 2008, Essentials of Facial Growth); lips thin and brows sink late.
MIDDLE: dict[Age, Proportions] = {
    "child": Proportions(
        skull=-84, cheek=56, jaw=45, jaw_y=39, chin=66.5, chin_width=17, eye_x=27, eye_width=13.7,
        eye_up=7.9, eye_low=5.4, iris=7.7, brow_y=-19.5, brow_weight=4.2, nose_y=22, nose_width=10,
        mouth_y=40.5, mouth_width=16.8, upper_lip=3.9, lower_lip=5.6, neck=21, shoulder=74, ear=15,
    ),
    "teen": Proportions(
        skull=-80, cheek=55.5, jaw=44, jaw_y=43, chin=73, chin_width=17, eye_x=26.5,
        eye_width=13.8, eye_up=7.4, eye_low=5.1, iris=7.3, brow_y=-19.5, brow_weight=4.6,
        nose_y=28, nose_width=11.5, mouth_y=46, mouth_width=19, upper_lip=4.4, lower_lip=6.2,
        neck=25, shoulder=90, ear=16,
    ),
    "adult": Proportions(
        skull=-77, cheek=56, jaw=46, jaw_y=46, chin=79, chin_width=19, eye_x=26.5, eye_width=13.4,
        eye_up=6.9, eye_low=4.8, iris=7.0, brow_y=-19, brow_weight=4.8, nose_y=31, nose_width=12.6,
        mouth_y=50, mouth_width=20.5, upper_lip=4.3, lower_lip=6.2, neck=29, shoulder=102, ear=17,
    ),
    "elder": Proportions(
        skull=-76, cheek=55, jaw=46, jaw_y=48, chin=79, chin_width=20, eye_x=26.5, eye_width=13.0,
        eye_up=6.2, eye_low=4.7, iris=6.7, brow_y=-17.5, brow_weight=4.6, nose_y=32.5,
        nose_width=13.6, mouth_y=52, mouth_width=20.5, upper_lip=3.3, lower_lip=5.0, neck=28,
        shoulder=98, ear=19.5,
    ),
}  # fmt: skip


def proportions_of(person: Identity) -> Proportions:
    """Return the resting proportions of one person."""
    m = MIDDLE[person.age]
    long = 3.0 * person.face_length
    return Proportions(
        skull=m.skull - 1.5 * person.face_length,
        cheek=m.cheek + 3.2 * person.face_width + 0.8 * person.cheeks,
        jaw=m.jaw + 2.4 * person.face_width + 3.4 * person.jaw + 2.0 * person.cheeks,
        jaw_y=m.jaw_y + 0.6 * long + 1.5 * person.jaw,
        chin=m.chin + long,
        chin_width=m.chin_width + 2.6 * person.jaw,
        eye_x=m.eye_x + 1.3 * person.eye_gap + 0.8 * person.face_width,
        eye_width=m.eye_width + 0.9 * person.eye_size,
        eye_up=m.eye_up + 0.9 * person.eye_size - 0.9 * (1 - person.lid_fold),
        eye_low=m.eye_low + 0.3 * person.eye_size - 0.3 * (1 - person.lid_fold),
        iris=m.iris + 0.25 * person.eye_size,
        brow_y=m.brow_y,
        brow_weight=m.brow_weight * (1 + 0.38 * person.brow_weight),
        nose_y=m.nose_y + 2.2 * person.nose_length + 0.3 * long,
        nose_width=m.nose_width * (1 + 0.17 * person.nose_width),
        mouth_y=m.mouth_y + 0.9 * person.nose_length + 0.5 * long,
        mouth_width=m.mouth_width + 1.9 * person.mouth_width,
        upper_lip=m.upper_lip * (1 + 0.34 * person.lip_fullness),
        lower_lip=m.lower_lip * (1 + 0.30 * person.lip_fullness),
        neck=m.neck + 1.5 * person.jaw,
        shoulder=m.shoulder,
        ear=m.ear + 1.5 * person.ears,
    )


@dataclass(frozen=True, slots=True)
class Eye:
    """One eye, outwards from the inner corner; y is downwards."""

    side: int
    upper: list[Point]
    lower: list[Point]
    closed: float
    iris: Point
    crease: float


@dataclass(frozen=True, slots=True)
class Mouth:
    """Four curves from the left corner to the right, and how far the lips stand apart."""

    upper_edge: list[Point]
    upper_inner: list[Point]
    lower_inner: list[Point]
    lower_edge: list[Point]
    gap: float

    @property
    def left(self) -> Point:
        """Return the corner on the picture's left."""
        return self.upper_inner[0]

    @property
    def right(self) -> Point:
        """Return the corner on the picture's right."""
        return self.upper_inner[-1]


@dataclass(frozen=True, slots=True)
class Layout:
    """A face in place."""

    rest: Proportions
    both: Strengths
    sides: dict[int, Strengths]
    outline: list[Point]
    chin: float
    jaw_drop: float
    brows: dict[int, list[Point]]
    eyes: dict[int, Eye]
    nose_lift: float
    nose_width: float
    mouth: Mouth


def lay_out(face: DrawnFace) -> Layout:
    """Return where everything of a face lies."""
    rest = proportions_of(face.identity)
    both = face.units.by_number()
    sides = {
        side: {n: min(1.0, s * (1 + side * UNEVEN * face.asymmetry)) for n, s in both.items()}
        for side in (LEFT, RIGHT)
    }
    jaw_drop = max(8.5 * both[26], 17.0 * both[27])
    chin = rest.chin + jaw_drop - 1.5 * both[17]
    return Layout(
        rest=rest,
        both=both,
        sides=sides,
        outline=_outline(rest, chin, jaw_drop, both),
        chin=chin,
        jaw_drop=jaw_drop,
        brows={side: _brow(rest, face.identity, u) for side, u in sides.items()},
        eyes={side: _eye(side, rest, face, u) for side, u in sides.items()},
        nose_lift=3.0 * both[9] + 1.4 * both[10],
        nose_width=rest.nose_width + 1.8 * both[9] + 0.8 * both[10] + 1.0 * both[12],
        mouth=_mouth(rest, both, sides),
    )


def _outline(rest: Proportions, chin: float, drop: float, both: Strengths) -> list[Point]:
    """Return the right half of the face's edge, from the crown to the chin."""
    full = 1.6 * max(both[12], both[6])
    jaw_y = rest.jaw_y + 0.45 * drop
    return [
        (0, rest.skull),
        (0.5 * rest.cheek, -6 + 0.866 * (rest.skull + 6)),
        (0.866 * rest.cheek, -6 + 0.5 * (rest.skull + 6)),
        (rest.cheek, -6),
        (0.975 * rest.cheek + full, 18),
        (rest.jaw + 0.5 * full, jaw_y),
        (0.5 * (rest.jaw + rest.chin_width) + 0.5, jaw_y + 0.62 * (chin - jaw_y)),
        (0.62 * rest.chin_width, chin - 2.2),
        (0, chin),
    ]


def _brow(rest: Proportions, person: Identity, u: Strengths) -> list[Point]:
    """Return the brow's middle line from its inner end outwards."""
    inner = rest.eye_x - rest.eye_width - 2.0
    outer = rest.eye_x + rest.eye_width + 4.5
    arch = 1.0 + 0.5 * person.brow_arch
    # Frontalis (1, 2) and corrugator (4) pull against each other: together the brow is drawn
    # in and straightened more than it is lowered.
    lower = 1 - 0.78 * u[1]
    raise_outer = u[2] * (1 - 0.3 * u[4])
    raise_inner = u[1] * (1 + 0.15 * u[4])
    points: list[Point] = []
    for t, rest_y, one, two, four, nine in (
        (0.00, 1.4, -9.4, -1.0, 7.0, 4.2),
        (0.25, -1.0, -6.4, -3.2, 5.6, 3.0),
        (0.52, -2.4 * arch, -3.0, -6.6, 3.8, 1.4),
        (0.76, -2.6 * arch, -0.8, -8.4, 2.2, 0.4),
        (1.00, 2.8, 0.6, -6.6, 1.2, 0.0),
    ):
        x = inner + (outer - inner) * t - 4.6 * u[4] * (1 - t) ** 1.3 - 1.0 * u[9] * (1 - t)
        y = (
            rest.brow_y
            + rest_y
            + one * raise_inner
            + two * raise_outer
            + four * u[4] * lower
            + nine * u[9] * (1 - 0.6 * u[4])
            + (0.8 * u[6] + 1.0 * u[43] * max(u[6], u[7])) * t
        )
        points.append((x, y))
    return points


def _eye(side: int, rest: Proportions, face: DrawnFace, u: Strengths) -> Eye:
    """Return one eye; lids meet as unit 43 nears 1."""
    person = face.identity
    wide = rest.eye_width
    tilt = 0.7 + 1.3 * person.eye_tilt
    squeeze = max(u[6], u[7])
    up = rest.eye_up + 4.0 * u[5] - 2.0 * u[7] * (1 - 0.6 * u[5]) - 0.9 * u[6] - 1.5 * u[9]
    low = rest.eye_low - 2.4 * u[6] - 2.2 * u[7] - 1.7 * u[9] + 0.7 * u[5] + 0.3 * u[27]
    up, low = max(1.6, up), max(0.4, low)
    shut = u[43]
    sad = u[1] * (1 - 0.7 * u[2])
    upper: list[Point] = []
    lower: list[Point] = []
    for x, high, deep in (
        (-1.0, 0.0, 0.0),
        (-0.72, 0.62, 0.45),
        (-0.30, 0.97, 0.86),
        (0.15, 1.0, 1.0),
        (0.60, 0.74, 0.82),
        (1.0, 0.0, 0.0),
    ):
        corner = 1.1 * (x < -0.9) - tilt * x
        lid = corner - high * up - sad * (1.3 * high * (x < 0) - 1.1 * high * (x > 0.3))
        floor = corner + deep * low
        # Shut lids meet low on the eye; squeezed, the lower one is pushed up to a straight line.
        meet = corner + (2.9 - 1.9 * squeeze) * (1 - x * x)
        upper.append((rest.eye_x + x * wide, lid + (meet - lid) * shut))
        lower.append((rest.eye_x + x * wide, floor + (meet - floor) * shut))
    look = (
        rest.eye_x + side * 2.2 * face.pose.gaze_x,
        -0.9 + 0.4 * u[6] + 1.8 * face.pose.gaze_y,
    )
    crease = 3.4 - 1.6 * u[5] - 0.8 * u[4] + 1.0 * u[43]
    return Eye(side=side, upper=upper, lower=lower, closed=shut, iris=look, crease=crease)


def _mouth(rest: Proportions, both: Strengths, sides: dict[int, Strengths]) -> Mouth:
    """Return the lips. Corners move by side, the middle by both."""
    b = both
    drop = 2.6 * b[25] + max(12.5 * b[26], 24.0 * b[27])
    parted = min(1.0, drop / 4)
    lift = parted * (1.4 + 4.2 * b[10] + 3.0 * b[9] + 1.8 * b[12] + 0.6 * b[20])
    line = (
        rest.mouth_y
        + 2.0 * b[12]
        - 3.2 * b[17]
        - (3.4 * b[10] + 2.4 * b[9]) * (1 - 0.7 * parted)
        + 0.12 * drop
    )
    square = 2.0 + 1.6 * max(b[10], b[9]) + 1.2 * b[20]
    thin = (1 - 0.52 * b[23]) * (1 - 0.22 * b[12]) * (1 - 0.28 * b[20]) * (1 - 0.15 * b[27])
    upper_lip = rest.upper_lip * thin * (1 - 0.2 * b[10])
    lower_lip = rest.lower_lip * thin * (1 - 0.12 * b[17]) * (1 + 0.05 * b[15])
    curves: tuple[list[Point], ...] = ([], [], [], [])
    for t, bow, fall in (
        (-1.0, 0.0, 0.0),
        (-0.88, 0.30, 0.34),
        (-0.62, 0.66, 0.70),
        (-0.36, 0.92, 0.90),
        (-0.15, 1.0, 0.99),
        (0.0, 0.80, 1.0),
        (0.15, 1.0, 0.99),
        (0.36, 0.92, 0.90),
        (0.62, 0.66, 0.70),
        (0.88, 0.30, 0.34),
        (1.0, 0.0, 0.0),
    ):
        corner_x, corner_y = _corner(rest, sides[RIGHT if t > 0 else LEFT])
        bend = abs(t) ** 1.8
        middle = line + (corner_y - line) * bend
        open_up = lift * (1 - abs(t) ** square)
        open_low = drop * (1 - abs(t) ** (2.2 + 0.8 * b[20]))
        x = corner_x * t
        y_up, y_low = middle - open_up, middle + open_low
        bow = bow + (1 - abs(t) - bow) * 0.25 * b[12] if abs(t) < 0.1 else bow
        curves[0].append((x, y_up - upper_lip * bow))
        curves[1].append((x, y_up))
        curves[2].append((x, y_low))
        curves[3].append((x, y_low + lower_lip * fall))
    return Mouth(*curves, gap=lift + drop)


def _corner(rest: Proportions, u: Strengths) -> Point:
    """Return how far out and how low one corner of the mouth lies."""
    jaw = max(3.0 * u[26], 10.0 * u[27])
    x = (
        rest.mouth_width
        + 6.8 * u[12]
        + 6.0 * u[20]
        + 0.6 * u[15]
        - 1.8 * u[23]
        - 1.2 * u[17]
        - 2.6 * u[26] * (1 - u[12]) * (1 - u[20])
        - 5.0 * u[27]
    )
    y = (
        rest.mouth_y
        - 0.8
        - 8.2 * u[12]
        + 7.4 * u[15]
        + 1.8 * u[20]
        + 0.6 * u[17]
        - 0.5 * u[10]
        + jaw * (1 - 0.5 * u[12])
    )
    return x, y
