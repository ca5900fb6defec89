"""Looking ahead: several frames are looked at side by side, and told in their order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from pyojeong.recogniser.frame import Frame
from pyojeong.recogniser.result import Faces
from pyojeong.recogniser.seen import Seen

# Of frames that wait or are looked at: two of 3840 x 2160, 51 MB as RGB. A larger photo is looked
# at alone.
PIXELS = 17_000_000

Look = Callable[[Frame], Faces]


def look_ahead(look: Look, frames: Iterable[Frame], threads: int) -> Iterator[Seen]:
    """Yield each frame with its faces, in order, while the next ones are looked at.

    Detectors and the net let go of Python's lock, so that as many cores work as there are threads.
    A camera's frames are told one by one: nobody waits for one that is still to come.

    Args:
        look: called in several threads at once.
        frames: those that come at once, not in their own time; at most `threads` are held.
        threads: that look.
    """
    under_way = deque[tuple[Frame, Future[Faces]]]()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="look")
    try:
        for frame in frames:
            while under_way and not _fits(frame, under_way, threads):
                yield _told(under_way)
            under_way.append((frame, pool.submit(look, frame)))
            if _live(frame):
                yield _told(under_way)
        while under_way:
            yield _told(under_way)
    finally:
        pool.shutdown(cancel_futures=True)


def _told(under_way: deque[tuple[Frame, Future[Faces]]]) -> Seen:
    frame, faces = under_way.popleft()
    return Seen(frame, faces.result())


def _fits(frame: Frame, under_way: deque[tuple[Frame, Future[Faces]]], threads: int) -> bool:
    pixels = _pixels(frame) + sum(_pixels(other) for other, _faces in under_way)
    return len(under_way) < threads and pixels <= PIXELS and not _live(frame)


def _live(frame: Frame) -> bool:
    return frame.index is not None and frame.file is None


def _pixels(frame: Frame) -> int:
    return 0 if frame.pixels is None else frame.pixels.shape[0] * frame.pixels.shape[1]
