# SPDX-License-Identifier: MIT
"""Fleets: many descriptions against one policy, on Dask distributed.

    from fisc import fleet

    with fleet.Fleet(fleet.PolicySpec("fisc8")) as runs:
        for partition in runs.evaluate(fleet.files("systems/*.json"),
                                       "2026-06-30"):
            for answer in partition:
                print(answer.name, answer.counts)

A policy is loaded once by each worker. Descriptions are streamed: only some
partitions are under way at a time. A partition that is lost with its worker is
evaluated anew by another one.
"""

from __future__ import annotations

import glob
import hashlib
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fisc

try:
    import distributed
except ImportError as error:  # pragma: no cover
    raise ImportError("fisc.fleet needs Dask's distributed "
                      "(Debian: python3-distributed)") from error

#: What a description is given as: a path on the workers, content with a name
#: that answers call it by, content alone, or a dict.
Item = str | Path | fisc.Source | bytes | Mapping[str, Any]
#: Told how many descriptions are done, and how many were handed out so far.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PolicySpec:
    """What a worker loads: sources by name or path, or in memory.

    Paths are the workers'; `embedded()` carries content along instead.
    `digest` makes a worker refuse that has another policy of that name.
    """

    source: str = ""
    memory: tuple[tuple[str, bytes], ...] = ()
    digest: str = ""

    @classmethod
    def embedded(cls, folder: str | Path, *more: str | Path) -> PolicySpec:
        """A policy's folders, with what is in them, for workers without it.

        The first one is the policy; the others are what it refers to.
        """
        root = Path(folder).resolve().parent
        files = []
        for one in (folder, *more):
            top = Path(one).resolve()
            for path in sorted(top.rglob("*")):
                inside = path.relative_to(top).parts
                if path.suffix in (".xml", ".lua") and not (
                        set(inside) & {"tests", "examples"}):
                    files.append((str(path.relative_to(root)),
                                  path.read_bytes()))
        return cls(memory=tuple(files))

    def load(self) -> fisc.Policy:
        """Loads it, here."""
        sources: list[Any] = [self.source] if self.source else []
        sources += [fisc.Source(name, data) for name, data in self.memory]
        policy = fisc.Policy(*sources)
        if self.digest and policy.digest != self.digest:
            raise fisc.ConflictError(
                f"this worker has another policy {policy.id}: "
                f"{policy.digest[:12]}, not {self.digest[:12]}")
        return policy


@dataclass(frozen=True)
class Answer:
    """What came of one description."""

    name: str
    system: str = ""
    digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    report: bytes | None = None  #: JSON, where it was asked for
    error: str = ""              #: why there is none, with its place


_policies: dict[PolicySpec, fisc.Policy] = {}
_lock = threading.Lock()
#: How many policies this process has loaded, for tests.
loads = 0


def policy_of(spec: PolicySpec) -> fisc.Policy:
    """The policy, loaded once by this process."""
    global loads
    policy = _policies.get(spec)
    if policy is None:
        with _lock:
            policy = _policies.get(spec)
            if policy is None:
                policy = _policies[spec] = spec.load()
                loads += 1
    return policy


def name_of(item: Item) -> str:
    """What an answer calls it, also one that can't be read; "" of content."""
    if isinstance(item, Mapping):
        return str(item.get("id", ""))
    if isinstance(item, fisc.Source):
        return item.name
    return "" if isinstance(item, bytes) else str(item)


def read(item: Item) -> fisc.System:
    if isinstance(item, Mapping):
        return fisc.System(item)
    if isinstance(item, fisc.Source):
        return fisc.System.parse(item.data, item.name)
    if isinstance(item, bytes):
        return fisc.System.parse(item)
    return fisc.System.load(item)


def answer(policy: fisc.Policy, item: Item, as_of: str, report: bool,
           options: Mapping[str, Any]) -> Answer:
    """Evaluates one; a bad description is an answer, not an exception."""
    name = name_of(item)
    try:
        system = read(item)
        made = policy.evaluate(system, as_of, **options)
    except fisc.Error as error:
        return Answer(name, error=str(error))
    return Answer(name or system.id, system.id, system.digest,
                  made.coverage().to_dict(),
                  made.to_json() if report else None)


def evaluate_partition(spec: PolicySpec, items: list[Item], as_of: str,
                       report: bool,
                       options: Mapping[str, Any]) -> list[Answer]:
    """What a worker does."""
    policy = policy_of(spec)
    return [answer(policy, item, as_of, report, options) for item in items]


def evaluate_bag_partition(items: Iterable[Item], spec: PolicySpec,
                           as_of: str, report: bool,
                           options: Mapping[str, Any]) -> list[Answer]:
    """The same, as a bag hands it over."""
    return evaluate_partition(spec, list(items), as_of, report, options)


def files(*patterns: str) -> Iterator[str]:
    """The files of these patterns, in order of their names."""
    for pattern in patterns:
        yield from sorted(glob.glob(pattern, recursive=True))


def parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    stream = iter(items)
    while part := list(itertools.islice(stream, size)):
        yield part


def by_institution(items: Iterable[Item], shard: int, shards: int,
                   key: Callable[[Item], str]) -> Iterator[Item]:
    """The items of one of `shards` shards: an institution's stay together.

    An institution falls to the same shard on every machine and day.
    """
    for item in items:
        number = int.from_bytes(
            hashlib.sha256(key(item).encode()).digest()[:8], "big")
        if number % shards == shard:
            yield item


class Fleet:
    """Workers that evaluate. A local cluster, or a scheduler's address."""

    def __init__(self, policy: PolicySpec, address: str | None = None, *,
                 workers: int | None = None) -> None:
        self.policy = policy
        self._cluster = None
        if address is None:
            self._cluster = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True,
                dashboard_address=None)
        try:
            self.client = distributed.Client(
                self._cluster if self._cluster is not None else address)
        except BaseException:
            if self._cluster is not None:
                self._cluster.close()
            raise

    def evaluate(self, items: Iterable[Item], as_of: fisc.Date, *,
                 size: int = 200, ahead: int = 4, report: bool = False,
                 progress: Progress | None = None,
                 **options: Any) -> Iterator[list[Answer]]:
        """Evaluates a stream, `size` descriptions a partition.

        Partitions come in the order in which they are done; within one,
        answers are in the order of its items. `ahead` partitions a worker are
        under way. `options` are those of `Policy.evaluate()` that can be sent
        to a worker: not `joined` and `progress`.
        """
        day = fisc.from_days(fisc.to_days(as_of))
        stream = parts(items, size)
        done = handed = 0
        running: set[Any] = set()
        waiting = distributed.as_completed()

        def hand_out(most: int) -> None:
            nonlocal handed
            for part in itertools.islice(stream, most):
                future = self.client.submit(
                    evaluate_partition, self.policy, part, str(day), report,
                    options, pure=False, retries=3)
                running.add(future)
                waiting.add(future)
                handed += len(part)

        def slots() -> int:
            return ahead * max(1, int(sum(self.client.nthreads().values())))

        try:
            hand_out(slots())
            while running:
                future = next(waiting)
                answers: list[Answer] = future.result()
                running.discard(future)
                done += len(answers)
                hand_out(max(1, slots() - len(running)))
                if progress:
                    progress(done, handed)
                yield answers
        finally:
            for future in running:
                future.cancel()

    def evaluate_bag(self, bag: Any, as_of: fisc.Date, *,
                     report: bool = False, **options: Any) -> Any:
        """A `dask.bag` of descriptions as one of answers, computed by Dask.

        For results that go on within Dask: filtered, counted, stored.
        """
        day = fisc.from_days(fisc.to_days(as_of))
        return bag.map_partitions(evaluate_bag_partition, self.policy,
                                  str(day), report, options)

    def close(self) -> None:
        """Ends the client, and the cluster if it is ours."""
        self.client.close()
        if self._cluster is not None:
            self._cluster.close()

    def __enter__(self) -> Fleet:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def show_progress(done: int, handed: int) -> None:
    """A `progress` for a terminal."""
    import sys
    print(f"\r{done} of {handed} handed out", end="", file=sys.stderr,
          flush=True)
