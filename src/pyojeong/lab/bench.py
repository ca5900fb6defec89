"""What every Run of a study shares: where it stands, and the photos that it may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pyojeong.core.settings import digest
from pyojeong.lab.datasets import data_name
from pyojeong.lab.engine import Progress, train
from pyojeong.lab.features import cacheable, features, trunk_name
from pyojeong.lab.folds import Folds
from pyojeong.lab.prepared import Prepared
from pyojeong.lab.recipe import Run, Study, Training
from pyojeong.lab.record import RunRecord, StudyRecord
from pyojeong.lab.split import Split
from pyojeong.lab.tensors import Tensors


@dataclass(frozen=True)
class Bench:
    """A study at work on its training and validation photos; of the test's it knows nothing.

    labels: the vocabulary. truth: label of every training and validation photo, by key. data:
    content hash of the photos and their labels, for the hashes of Runs. loaded: photos and features
    that are in memory already, by name, so that the next Run needs no disk; a bench with another
    truth needs a `loaded` of its own.
    """

    study: Study
    record: StudyRecord
    prepared: Prepared
    split: Split
    folds: Folds
    labels: tuple[str, ...]
    truth: Mapping[str, str]
    data: str
    device: str
    tensorboard: bool
    loaded: dict[str, Tensors] = field(default_factory=dict[str, Tensors])

    def run(self, training: Training, part: str) -> Run:
        """Return the Run of a Training on a part of the photos, by the part's hash."""
        return Run(training=training, data=self.data, split=part, labels=self.labels)

    def photos(self, run: Run) -> Tensors:
        """Return the training and validation photos as the Run takes them."""
        keys = sorted(self.truth)
        size, frozen = run.training.size, cacheable(run)
        name = trunk_name(run, keys, self.prepared.digest) if frozen else str(size)
        if name not in self.loaded:
            photos = Tensors.of(self.prepared, keys, self.labels, size, truth=self.truth)
            path = self.record.folder / "features" / f"{name}.safetensors"
            self.loaded[name] = features(run, photos, path, self.device) if frozen else photos
        return self.loaded[name]

    def train(
        self,
        run: Run,
        training: tuple[str, ...],
        held_out: tuple[str, ...],
        watch: Callable[[Progress], None],
        *,
        keep: bool,
    ) -> RunRecord:
        """Train a Run on some photos and score it on others; `keep` its weights, or only scores."""
        record = self.record.run(digest(run))
        if record.done and (record.usable or not keep):
            return record
        photos = self.photos(run)
        return train(
            run,
            photos.select(training),
            photos.select(held_out),
            record.folder,
            crop=self.prepared.crop,
            data=data_name(self.study.data.source),
            progress=watch,
            tensorboard=self.tensorboard,
            device=self.device,
            keep=keep,
        )
