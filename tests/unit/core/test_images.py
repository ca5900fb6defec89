"""Every kind of picture opens as the same RGB; what is no picture is refused in one sentence."""

import io
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from pyojeong.core.errors import PictureError
from pyojeong.core.images import is_picture, open_picture, read_image, segments


def ramp(height: int = 24, width: int = 32) -> npt.NDArray[np.uint8]:
    """Return a smooth colour picture, lighter to the right and downwards."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 7, y * 9, (x + y) * 4], axis=2).astype(np.uint8)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of a picture file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "options", "tolerance"),
    [
        ("PNG", {}, 0),
        ("BMP", {}, 0),
        ("TIFF", {}, 0),
        ("WEBP", {"lossless": True}, 0),
        ("JPEG", {"quality": 95}, 12),
    ],
)
def test_kinds(kind: str, options: dict[str, object], tolerance: int) -> None:
    """Each format opens by its content and keeps its colours."""
    opened = open_picture(encoded(Image.fromarray(ramp()), kind, **options))
    assert (opened.format, opened.mode, opened.width, opened.height) == (kind, "RGB", 32, 24)
    assert np.abs(opened.pixels.astype(int) - ramp()).max() <= tolerance


def test_name_is_no_matter(tmp_path: Path) -> None:
    """A PNG named .jpg is a PNG."""
    path = tmp_path / "face.jpg"
    path.write_bytes(encoded(Image.fromarray(ramp()), "PNG"))
    assert open_picture(path).format == "PNG"


def test_first_frame() -> None:
    """Of an animation, the first frame is the picture."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert open_picture(data).pixels[0, 0].tolist() == [255, 0, 0]


def test_phones_with_two_lenses() -> None:
    """A phone's MPO is a JPEG."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    data = encoded(frames[0], "MPO", save_all=True, append_images=frames[1:])
    opened = open_picture(data)
    assert opened.format == "JPEG"
    assert opened.pixels.min() >= 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr"])
def test_modes(mode: str) -> None:
    """Greyscale, palette and print colours become RGB."""
    kind = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    opened = open_picture(encoded(Image.new("RGB", (8, 8), "white").convert(mode), kind))
    assert opened.pixels.shape == (8, 8, 3)
    assert opened.pixels.min() >= 250


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent(mode: str) -> None:
    """What is transparent is white, not black."""
    assert open_picture(encoded(Image.new(mode, (4, 4)), "PNG")).pixels.min() == 255


def test_transparent_palette() -> None:
    """A GIF's transparent colour is white too."""
    image = Image.new("P", (4, 4), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    assert open_picture(encoded(image, "GIF", transparency=0)).pixels.min() == 255


def test_sixteen_bits() -> None:
    """Sixteen bits are scaled, not clipped: 65,535 is white and its half is grey."""
    values = np.array([[0, 257, 32768, 65535]], dtype=np.uint16)
    opened = open_picture(encoded(Image.fromarray(values), "PNG"))
    assert opened.mode == "I;16"
    assert opened.pixels[0, :, 0].tolist() == [0, 1, 128, 255]


def test_no_known_white() -> None:
    """A floating-point picture is stretched between its own darkest and lightest value."""
    values = np.array([[-1.0, 0.0, 1.0]], dtype=np.float32)
    opened = open_picture(encoded(Image.fromarray(values), "TIFF"))
    assert opened.pixels[0, :, 1].tolist() == [0, 128, 255]


@pytest.mark.parametrize("turn", range(1, 9))
def test_exif(turn: int) -> None:
    """A photo is turned upright by its EXIF tag; its size is told as stored."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = Image.fromarray(ramp())
    if turn in undo:
        stored = stored.transpose(undo[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    opened = open_picture(encoded(stored, "PNG", exif=exif))
    assert np.array_equal(opened.pixels, ramp())
    assert (opened.width, opened.height) == stored.size


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_001, 50_000])
def test_too_large(side: int) -> None:
    """A picture of 50,000 x 50,000 px is refused by its header, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(PictureError, match=r"The picture is too large.*100 million pixels"):
            open_picture(png_header(side, side))


def test_too_long() -> None:
    """A strip of few pixels with a side over 20,000 px is refused: OpenCV could not turn it."""
    with pytest.raises(PictureError, match=r"too large \(20001 x 2 px\).*no side over 20,000 px"):
        open_picture(png_header(20_001, 2))
    with pytest.raises(PictureError, match="no side over"):
        open_picture(png_header(2, 20_001))


def test_a_lower_limit() -> None:
    """A caller may allow fewer pixels, and the sentence names that limit."""
    with pytest.raises(PictureError, match=r"1001 x 1000 px.*under 1 million pixels"):
        open_picture(encoded(Image.new("L", (1001, 1000)), "PNG"), most=1_000_000)
    assert open_picture(encoded(Image.new("L", (1000, 1000)), "PNG"), most=1_000_000).width == 1000


def test_decoders_are_quiet() -> None:
    """What a decoder logs of a broken picture does not reach the terminal: our sentence does."""
    script = (
        "import io, struct; from PIL import Image\n"
        "from pyojeong.core.images import PictureError, open_picture\n"
        "file = io.BytesIO(); Image.new('RGB', (8, 8)).save(file, 'TIFF')\n"
        "samples = struct.pack('<HHLH', 277, 3, 1, 3)\n"
        "data = file.getvalue(); assert samples in data\n"
        "many = data.replace(samples, struct.pack('<HHLH', 277, 3, 1, 768))\n"
        "try: open_picture(many)\n"
        "except PictureError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "can be opened" in done.stdout
    assert done.stderr == ""


def test_truncated(tmp_path: Path) -> None:
    """Half a JPEG is refused by name."""
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    path = tmp_path / "half.jpg"
    data = encoded(Image.fromarray(noise), "JPEG")
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(PictureError, match=r"half\.jpg is damaged or cut short"):
        open_picture(path)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", r"is empty \(0 bytes\)"),
        (b"Dear diary,\n", "is no picture"),
        (b"<svg/>", "no picture"),
    ],
)
def test_no_picture(tmp_path: Path, data: bytes, says: str) -> None:
    """An empty file and a text named .jpg are refused in one sentence."""
    path = tmp_path / "face.jpg"
    path.write_bytes(data)
    with pytest.raises(PictureError, match=says) as caught:
        open_picture(path)
    assert str(caught.value).count(".") <= 2
    assert "\n" not in str(caught.value)


def test_missing(tmp_path: Path) -> None:
    """A path that does not exist, and a folder, are said to be that."""
    with pytest.raises(PictureError, match=r"no picture .*gone\.jpg: check the path"):
        open_picture(tmp_path / "gone.jpg")
    with pytest.raises(PictureError, match="cannot be read"):
        open_picture(tmp_path)


def test_huge_file(tmp_path: Path) -> None:
    """A file of a gigabyte is not read at all."""
    path = tmp_path / "film.jpg"
    with path.open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(PictureError, match="over 500 MB"):
        open_picture(path)


def test_more_frames_are_told() -> None:
    """A file says whether it holds more frames or pages than the one that was read."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "TIFF", "PNG", "WEBP"):
        many = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        assert open_picture(many).more
        assert not open_picture(encoded(frames[0], kind)).more


class CutShort(Image.Image):
    """An animation whose second frame cannot be sought."""

    @property
    def is_animated(self) -> bool:
        """Fail, as decoders do."""
        raise ValueError("cut short")


def test_damaged_second_frame() -> None:
    """The first frame is read even where the second is damaged."""
    image = Image.new("RGB", (8, 8), "red")
    image.__class__ = CutShort
    opened = read_image(image)
    assert (opened.pixels[0, 0].tolist(), opened.more) == ([255, 0, 0], True)


def test_image_of_pillow() -> None:
    """An open Pillow image is turned upright and made RGB; one that is too large is refused."""
    image = Image.fromarray(ramp())
    exif = image.getexif()
    exif[0x0112] = 6
    turned = read_image(image)
    assert turned.pixels.shape == (32, 24, 3)
    assert (turned.width, turned.height, turned.more) == (32, 24, False)
    with pytest.raises(PictureError, match="frame is too large"):
        read_image(image, "frame", most=100)


def test_meant_as_a_picture() -> None:
    """Hidden files and those with other suffixes are not meant as photos."""
    names = ("a.JPG", "a/b", ".a.jpg", "__MACOSX/a.jpg", "a.txt", ".git/a")
    assert [is_picture(PurePosixPath(name)) for name in names] == [True, True] + 4 * [False]


def with_scans(side: int, more: int) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again, and what phones append."""
    whole = encoded(Image.new("L", (side, side), 128), "JPEG", progressive=True)
    first, *_, last = whole.removesuffix(b"\xff\xd9").split(b"\xff\xda")
    assert first.startswith(b"\xff\xd8")
    return whole[:-2] + more * (b"\xff\xda" + last) + b"\xff\xd9" + 999 * b"\xff\xda\0\2"


def test_scans() -> None:
    """The scans of a JPEG are counted, what follows its end is not."""

    def count(data: bytes) -> int:
        return list(segments(data)).count(b"\xda")

    assert count(with_scans(16, 0)) == 6
    assert count(with_scans(16, 30)) == 36
    assert count(encoded(Image.fromarray(ramp()), "JPEG")) == 1
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    assert count(encoded(Image.fromarray(noise), "JPEG", quality=100, progressive=True)) == 10
    assert open_picture(with_scans(16, 94)).width == 16


def sized(data: bytes, side: int) -> bytes:
    """Return a progressive JPEG that claims other sides."""
    start = data.index(b"\xff\xc2") + 5
    return data[:start] + 2 * side.to_bytes(2) + data[start + 4 :]


def with_exif(before: bytes, count: int) -> bytes:
    """Return a JPEG with many EXIF segments, each after some marker."""
    whole = encoded(Image.new("L", (16, 16), 128), "JPEG")
    return whole[:2] + count * (before + b"\xff\xe1\0\x0aExif\0\0MM") + whole[2:]


@pytest.mark.parametrize(
    "bomb",
    [
        with_scans(16, 95),
        sized(with_scans(16, 60), 8000),
        *(with_exif(before, 1001) for before in (b"", b"\xff\xd8", b"\xff\xd9", b"\xff\xf0")),
    ],
    ids=["scans", "large", "exif", "exif after SOI", "exif after EOI", "exif after JPG0"],
)
def test_jpeg_bomb(bomb: bytes) -> None:
    """A JPEG that could take hours to open is refused by its parts, whatever hides them."""
    with pytest.raises(PictureError, match=r"a JPEG of so many parts .*: save it anew\."):
        open_picture(bomb)
