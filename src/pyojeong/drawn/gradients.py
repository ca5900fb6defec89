"""The soft shading: a handful of gradients that every part shares."""

from pyojeong.drawn.colours import brightness, mix, tint
from pyojeong.drawn.marks import Scene


def gradients(scene: Scene) -> str:
    """Return the <defs> of a drawing."""
    p, light, ground = scene.paint, scene.face.light, scene.face.background
    strong = 0.6 + 0.8 * light.strength
    x = 0.5 + 0.22 * light.side
    far, near = ("0", "1") if light.side > 0 else ("1", "0")
    near_middle = 0.28 + 0.24 * (1 - brightness(p.skin)) ** 2  # dark skin gleams more widely
    sun = "#ffb45e" if light.warmth > 0 else "#7fa4e8"
    return (
        "<defs>"
        + "".join(
            (
                radial(
                    scene,
                    "skin",
                    f'cx="{x:.2f}" cy=".53" r=".6"',
                    (0, p.lit, 1),
                    (near_middle, mix(p.lit, p.skin, 0.45), 1),
                    (near_middle + 0.3, p.skin, 1),
                    (0.88, mix(p.skin, p.shade, 0.6), 1),
                    (1, mix(p.skin, p.shade, min(1.0, 1.1 * strong)), 1),
                ),
                radial(scene, "dim", "", (0, p.shade, 0.95), (0.5, p.shade, 0.5), (1, p.shade, 0)),
                radial(scene, "dark", "", (0, p.deep, 0.9), (0.5, p.deep, 0.42), (1, p.deep, 0)),
                radial(scene, "glow", "", (0, p.lit, 0.95), (0.5, p.lit, 0.45), (1, p.lit, 0)),
                radial(
                    scene, "blush", "", (0, p.blush, 0.8), (0.55, p.blush, 0.36), (1, p.blush, 0)
                ),
                radial(
                    scene,
                    "iris",
                    'cx=".5" cy=".62" r=".6"',
                    (0, mix(p.iris, "#ffe6c0", 0.34), 1),
                    (0.6, p.iris, 1),
                    (1, p.iris_deep, 1),
                ),
                linear(
                    scene,
                    "side",
                    f'x1="{near}" x2="{far}"',
                    (0, p.deep, 0),
                    (1, p.deep, 0.42 * strong),
                ),
                linear(
                    scene,
                    "neck",
                    'x2="0" y2="1"',
                    (0, mix(p.shade, p.deep, 0.6), 1),
                    (0.55, mix(p.skin, p.shade, 0.9), 1),
                    (1, mix(p.skin, p.shade, 0.35), 1),
                ),
                linear(
                    scene,
                    "lip",
                    'x2="0" y2="1"',
                    (0, mix(p.lip, p.lip_line, 0.5), 1),
                    (1, p.lip, 1),
                ),
                linear(
                    scene,
                    "lip2",
                    'x2="0" y2="1"',
                    (0, p.lip, 1),
                    (0.45, mix(p.lip, p.lit, 0.24), 1),
                    (1, mix(p.lip, p.lip_line, 0.35), 1),
                ),
                linear(scene, "cloth", 'x2=".15" y2="1"', (0, p.cloth, 1), (1, p.cloth_deep, 1)),
                linear(
                    scene,
                    "hair",
                    f'x1="{x:.2f}" x2="{1 - x:.2f}" y2="1"',
                    (0, p.hair_lit, 1),
                    (0.4, p.hair, 1),
                    (1, p.hair_deep, 1),
                ),
                linear(
                    scene,
                    "scarf",
                    f'x1="{x:.2f}" x2="{1 - x:.2f}" y2="1"',
                    (0, mix(p.scarf, "#ffffff", 0.2), 1),
                    (0.5, p.scarf, 1),
                    (1, p.scarf_deep, 1),
                ),
                linear(
                    scene,
                    "wall",
                    'x2="0" y2="1"',
                    (0, tint(ground.top, mix("#ffffff", sun, 0.16 * abs(light.warmth))), 1),
                    (1, ground.bottom, 1),
                ),
            )
        )
        + "</defs>"
    )


def radial(scene: Scene, name: str, where: str, *stops: tuple[float, str, float]) -> str:
    """Return one radial gradient; a stop is its place, colour and opacity."""
    return f'<radialGradient id="{scene.prefix}{name}" {where}>{_stops(stops)}</radialGradient>'


def linear(scene: Scene, name: str, where: str, *stops: tuple[float, str, float]) -> str:
    """Return one linear gradient; a stop is its place, colour and opacity."""
    return f'<linearGradient id="{scene.prefix}{name}" {where}>{_stops(stops)}</linearGradient>'


def _stops(stops: tuple[tuple[float, str, float], ...]) -> str:
    return "".join(
        f'<stop offset="{place:g}" stop-color="{colour}"'
        + (f' stop-opacity="{min(1.0, opacity):.2f}"/>' if opacity < 1 else "/>")
        for place, colour, opacity in stops
    )
