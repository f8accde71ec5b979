"""References to models on a Spark Connect server, which a thread of their own releases."""

import atexit
import threading
from queue import SimpleQueue
from typing import Any, Optional

from pyspark.ml import util

#: PySpark's reference, which counts; PySpark 4.0 has none, and releases nothing.
_Counted: Any = getattr(util, "RemoteModelRef", object)


class ModelRef(_Counted):  # type: ignore[misc]
    """A reference whose release calls the server in another thread.

    PySpark calls it where the garbage collector finds a model. That may be in the middle of another
    call: the second one then waits for a lock of gRPC that its own thread holds.
    """

    def __init__(self, ref_id: str, session: Any) -> None:
        super().__init__(ref_id)
        self._session = session

    def release_ref(self) -> None:
        _released.put(self)  # takes no lock that its thread may hold

    def released(self) -> None:
        """Counts one less, and tells the server of the last."""
        with self._lock:
            self._ref_count -= 1
            last = self._ref_count == 0
        if last and not self._session.is_stopped:
            self._session.client._delete_ml_cache([self.ref_id])


def counted(java: Any, session: Any) -> Any:
    """What refers to a model of a session: of PySpark's references one that is released elsewhere."""
    if type(java) is not _Counted:
        return java
    _releaser.start()
    return ModelRef(java.ref_id, session)


class _Releaser:
    """A thread that releases models, from the first model on until Python ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: Optional[threading.Thread] = None
        self._ended = False

    def start(self) -> None:
        with self._lock:
            # A forked process has none of the threads of its parent.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="plateau-release", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        for ref in iter(_released.get, None):
            if self._ended:
                return
            try:
                ref.released()
            except Exception:
                # The session has ended, and its models with it.
                pass

    def end(self) -> None:
        """Leaves models to the end of their session: a call hangs once threads cannot be started."""
        self._ended = True
        _released.put(None)
        if self._thread is not None:
            self._thread.join(1)


_released: "SimpleQueue[Optional[ModelRef]]" = SimpleQueue()
_releaser = _Releaser()
atexit.register(_releaser.end)
