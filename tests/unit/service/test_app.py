"""What the service answers."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from fakes.service import IMAGE, FakeRecogniser, Reply, ask, faces, png, running, until
from pyojeong.core.images import Pixels
from pyojeong.recogniser.result import Happened
from pyojeong.service import Limits, create_app, server
from pyojeong.service.guard import HEADERS


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A service with small limits that finds a happy face in everything."""
    limits = Limits(picture_bytes=50_000, picture_pixels=1_000_000, upload_s=0.3)
    with running(create_app(FakeRecogniser(faces()), limits)) as address:
        yield address


@pytest.mark.parametrize("kind", ["image/png", "IMAGE/JPEG; x=1", "application/octet-stream"])
def test_a_picture_is_answered(url: str, kind: str) -> None:
    """A picture comes back as its faces, whichever picture's type it was said to have."""
    reply = ask(f"{url}/recognise", "POST", png(12, 10), {"Content-Type": kind})
    assert reply.status == 200
    assert reply.json == {
        "model": "fake 1a2b3c4d",
        "detector": "none",
        "width": 12,
        "height": 10,
        "faces": [
            {
                "happened": "face",
                "box": [1, 2, 9, 9],
                "score": 0.5,
                "landmarks": None,
                "label": "happy",
                "probabilities": {"happy": 0.75, "sad": 0.25},
                "prediction_set": ["happy"],
                "doubt": 0.25,
                "sure": None,
            }
        ],
        "problem": "",
    }


def test_a_picture_in_pieces_is_answered(url: str) -> None:
    """A body of unsaid length, sent in chunks, is a picture too."""
    data = png()
    pieces = (data[start : start + 7] for start in range(0, len(data), 7))
    assert ask(f"{url}/recognise", "POST", pieces, IMAGE).status == 200


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded",
                                  "multipart/form-data; boundary=x", "ximage/png"])  # fmt: skip
def test_no_picture_by_its_type(url: str, kind: str | None) -> None:
    """What a page of another site could send unasked is refused, with a line that works."""
    reply = ask(f"{url}/recognise", "POST", png(), {"Content-Type": kind} if kind else {})
    assert reply.status == 415
    assert "--data-binary @photo.jpg" in reply.json["detail"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"not a picture", "no picture"),
        (png(500, 500)[:500], "damaged or cut short"),
        (png(1001, 1000), "under 1 million pixels"),
    ],
    ids=["empty", "text", "half", "large"],
)
def test_no_picture_by_its_content(url: str, data: bytes, says: str) -> None:
    """Bytes that are no picture, half of one, or too many pixels, are refused in one sentence."""
    reply = ask(f"{url}/recognise", "POST", data, IMAGE)
    assert reply.status == 422
    assert says in reply.json["detail"]
    assert reply.headers["content-type"] == "application/json"


def test_two_gigabytes_are_refused_by_their_head(url: str) -> None:
    """A picture whose head says 2 GB is refused before a byte of it is sent."""
    reply = ask(f"{url}/recognise", "POST", b"", {**IMAGE, "Content-Length": "2000000000"})
    assert reply.status == 413
    assert reply.json["detail"] == "The picture has more than 0.05 MB: scale it down."


def test_an_endless_picture_is_refused_on_its_way(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body of unsaid length is read to the limit, refused, and the line is then cut."""
    monkeypatch.setattr(server, "LINGER_S", 0.05)
    with connected(url, "Transfer-Encoding: chunked") as sock:
        for _chunk in range(10):
            sock.sendall(b"2000\r\n" + bytes(0x2000) + b"\r\n")
        answer = all_of(sock)
    assert b" 413 " in answer.splitlines()[0]


def connected(url: str, *headers: str) -> socket.socket:
    """Return a connection on which the head of a request has been sent."""
    parts = urlsplit(url)
    sock = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20)
    lines = ["POST /recognise HTTP/1.1", "Host: 127.0.0.1", "Content-Type: image/png", *headers]
    sock.sendall("\r\n".join([*lines, "", ""]).encode())
    return sock


def all_of(sock: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    return b"".join(iter(lambda: sock.recv(4096), b""))


def test_a_picture_that_comes_too_slowly(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who begins a picture and does not go on is told so in time."""
    monkeypatch.setattr(server, "LINGER_S", 0.05)
    with connected(url, "Content-Length: 100") as sock:
        sock.sendall(b"begun")
        answer = all_of(sock)
    assert b" 408 " in answer.splitlines()[0]
    assert b"did not arrive within 0.3 s" in answer


def test_a_client_that_goes_away(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Who hangs up in the middle of a picture leaves no trace, and no place taken."""
    for _again in range(20):  # more than are held at once
        with connected(url, "Content-Length: 100") as sock:
            sock.sendall(b"begun")
    assert ask(f"{url}/recognise", "POST", png(), IMAGE).status == 200
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("happened", "problem"), [("none", "No face was found."), ("whole", ""), ("centre", "")]
)
def test_a_missed_face_is_an_answer(happened: Happened, problem: str) -> None:
    """No face is an answer with a sentence; a stand-in for a face is called one."""
    with running(create_app(FakeRecogniser(faces(happened, problem)))) as url:
        reply = ask(f"{url}/recognise", "POST", png(), IMAGE)
    assert reply.status == 200
    assert reply.json["problem"] == problem
    assert [face["happened"] for face in reply.json["faces"]] == (
        [] if happened == "none" else [happened]
    )


def test_a_film_in_disguise(url: str) -> None:
    """Of an animation the first frame is answered, and that is said."""
    file = BytesIO()
    frames = [Image.new("L", (9, 9), grey) for grey in (0, 99)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    reply = ask(f"{url}/recognise", "POST", file.getvalue(), IMAGE)
    assert reply.json["problem"] == "Only the first of its frames was looked at."
    assert len(reply.json["faces"]) == 1


def test_a_picture_that_the_recogniser_refuses() -> None:
    """What cannot be searched for a face is refused with the recogniser's sentence."""
    recogniser = FakeRecogniser(faces("unreadable", "It cannot be searched."))
    with running(create_app(recogniser)) as url:
        reply = ask(f"{url}/recognise", "POST", png(), IMAGE)
    assert (reply.status, reply.json) == (422, {"detail": "It cannot be searched."})


def test_a_fault_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    """A fault in the recogniser is a plain 500; the terminal, not the client, is told of it."""

    def fail(_pixels: Pixels) -> None:
        raise RuntimeError("a secret of the machine")

    with running(create_app(FakeRecogniser(faces(), fail))) as url:
        reply = ask(f"{url}/recognise", "POST", png(), IMAGE)
        assert ask(f"{url}/health").status == 200
    assert reply.status == 500
    assert {name: reply.headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert b"secret" not in reply.body
    assert "a secret of the machine" in capfd.readouterr().err


def test_too_many_requests() -> None:
    """Who asks too often is told when to come again, and is then let in."""
    now = [0.0]
    app = create_app(FakeRecogniser(faces()), Limits(per_minute=6), clock=lambda: now[0])
    with running(app) as url:
        statuses = [ask(f"{url}/recognise", "POST", png(), IMAGE).status for _ in range(2)]
        refused = ask(f"{url}/recognise", "POST", png(), IMAGE)
        now[0] = float(refused.headers["retry-after"])
        again = ask(f"{url}/recognise", "POST", png(), IMAGE)
    assert statuses == [200, 429]
    assert refused.status == 429
    assert "Only 6 requests a minute: ask again in 4 s." in refused.json["detail"]
    assert again.status == 200


def test_many_at_once() -> None:
    """Two hundred pictures at the same moment: two are worked at, the others sent away in time."""
    sent_away = threading.Semaphore(0)
    last = threading.Event()

    def work(_pixels: Pixels) -> None:
        assert last.wait(20)

    def one(url: str) -> Reply:
        reply = ask(f"{url}/recognise", "POST", png(), IMAGE)
        if reply.status == 503:
            sent_away.release()
        return reply

    limits = Limits(at_once=2, held=4, wait_s=0.1, per_minute=100_000)
    app = create_app(FakeRecogniser(faces(), work), limits)
    with running(app) as url, ThreadPoolExecutor(200) as clients:
        asked = [clients.submit(one, url) for _ in range(200)]
        for _ in range(198):
            assert sent_away.acquire(timeout=20)
        last.set()
        replies = [reply.result() for reply in asked]
        assert ask(f"{url}/ready").status == 200
    assert Counter(reply.status for reply in replies) == {200: 2, 503: 198}
    assert {reply.headers.get("retry-after") for reply in replies} == {None, "1"}


def test_busy_is_not_ready_but_healthy() -> None:
    """While every place is taken the service is alive, not ready; afterwards ready again."""
    go_on = threading.Event()
    app = create_app(FakeRecogniser(faces(), lambda _pixels: go_on.wait()), Limits(held=1))
    with running(app) as url, ThreadPoolExecutor(1) as client:
        slow = client.submit(ask, f"{url}/recognise", "POST", png(), IMAGE)
        until(lambda: ask(f"{url}/ready").status == 503)
        assert ask(f"{url}/ready").json == {"ready": False}
        assert ask(f"{url}/health").json == {"healthy": True}
        go_on.set()
        assert slow.result().status == 200
        assert ask(f"{url}/ready").json == {"ready": True}


def test_nothing_is_stored_or_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither the working folder, nor the temporary one, nor the terminal learn of a picture."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running(create_app(FakeRecogniser(faces()))) as url:
        assert ask(f"{url}/recognise", "POST", png(500, 500), IMAGE).status == 200
        assert ask(f"{url}/recognise", "POST", png()[:50], IMAGE).status == 422
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_what_browsers_are_told(url: str) -> None:
    """No answer may be kept, guessed about, or read by a page of another site."""
    origin = {"Origin": "https://evil.example"}
    for path in ("/", "/health", "/nowhere"):
        headers = ask(url + path, headers=origin).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
    preflight = origin | {"Access-Control-Request-Method": "POST"}
    assert ask(f"{url}/recognise", "OPTIONS", headers=preflight).status == 405


def test_the_interface_for_programs(url: str) -> None:
    """OpenAPI names the body, the answer and each refusal; FastAPI's own pages are not there."""
    interface = ask(f"{url}/openapi.json").json
    post = interface["paths"]["/recognise"]["post"]
    assert set(post["requestBody"]["content"]) == {"image/*", "application/octet-stream"}
    assert set(post["responses"]) == {
        "200", "401", "408", "413", "415", "421", "422", "429", "503",
    }  # fmt: skip
    assert set(interface["paths"]) == {"/recognise", "/health", "/ready"}
    assert [ask(url + path).status for path in ("/docs", "/redoc")] == [404, 404]
