"""Display of a fit: one line on a terminal, one cell in a notebook, else nothing."""

import html
import math
import shutil
import sys
from typing import Any, Dict, List, Optional

_SHOWN = True


def show_progress(shown: bool = True) -> None:
    """Whether fits show their progress, on a terminal or in a notebook; they do by default."""
    global _SHOWN
    _SHOWN = shown


class Display:
    """Shows nothing."""

    def show(self, event: Dict[str, Any]) -> None:
        """Shows an event of a fit."""

    def draw(self) -> None:
        """Draws what was shown since the last drawing."""

    def clear(self) -> None:
        """Makes way for what others write, until the next drawing."""

    def stopping(self) -> None:
        """Shows that the fit ends soon."""

    def close(self, error: Optional[BaseException]) -> None:
        """Shows that the fit is over."""


def display() -> Display:
    """The display for where this runs."""
    if not _SHOWN:
        return Display()
    if _in_notebook():
        return _Cell()
    # Programs without a console have no such stream, and others one of their own.
    return _Line() if getattr(sys.stderr, "isatty", bool)() else Display()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and getattr(shell, "kernel", None) is not None


class _Display(Display):
    """What a line and a cell have alike."""

    def __init__(self) -> None:
        self._epochs = 0
        self._activity = "starting"
        self._last: Dict[str, Any] = {}
        self._train: List[float] = []
        self._validation: List[float] = []
        self._seconds = 0.0
        self._stopping = False
        self._closed = False

    def show(self, event: Dict[str, Any]) -> None:
        if event["event"] == "stage":
            self._activity = event["activity"]
        elif event["event"] == "begin":
            self._epochs = event["epochs"]
            self._activity = f"training on {event['rows']:,} rows"
        elif event["event"] == "epoch":
            self._last = event
            self._seconds += float(event["seconds"])
            self._train.append(float(event["trainLoss"]))
            if event["validationLoss"] is not None:
                self._validation.append(float(event["validationLoss"]))

    def stopping(self) -> None:
        self._stopping = True
        self.draw()

    def _facts(self) -> List[str]:
        last = self._last
        if not last:
            return [self._activity]
        facts = [f"epoch {last['epoch']}/{self._epochs}", f"loss {float(last['trainLoss']):.4g}"]
        if last["validationLoss"] is not None:
            facts += [f"validation {float(last['validationLoss']):.4g}", f"best epoch {last['best']}"]
        if "stopped" in last:
            facts.append(last["stopped"])
        elif self._closed:
            facts.append("stopped")
        elif self._stopping:
            facts.append("stopping after this round; Ctrl-C again cancels")
        else:
            each = self._seconds / len(self._train)
            facts.append(f"{_duration(each * (self._epochs - last['epoch']))} left")
        return facts


class _Line(_Display):
    """One line that is drawn over."""

    def __init__(self) -> None:
        super().__init__()
        self._width = 0

    def draw(self) -> None:
        # A longer line could not be drawn over.
        line = "  ".join(self._facts())[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def clear(self) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0

    def close(self, error: Optional[BaseException]) -> None:
        if self._width:
            self._closed = True
            self.draw()
            sys.stderr.write("\n")
            sys.stderr.flush()


class _Cell(_Display):
    """One cell that is updated."""

    def __init__(self) -> None:
        super().__init__()
        self._handle: Any = None
        self._error: Optional[BaseException] = None

    def draw(self) -> None:
        from IPython.display import HTML, display

        shown = HTML(self._html())
        if self._handle is None:
            self._handle = display(shown, display_id=True)
        else:
            self._handle.update(shown)

    def close(self, error: Optional[BaseException]) -> None:
        self._error = error
        self._closed = True
        if self._handle is not None:
            self.draw()

    def _html(self) -> str:
        facts = self._facts()
        if self._error is not None:
            facts.append((str(self._error) or type(self._error).__name__).splitlines()[0])
        text = " · ".join(html.escape(fact) for fact in facts)
        share = 100 * self._last.get("epoch", 0) / max(1, self._epochs)
        lines = curves(self._train, self._validation)
        return (
            '<div style="font: 13px sans-serif">'
            f"{lines}<div>{text}</div>"
            '<div style="height: 3px; width: 320px; background: #8884">'
            f'<div style="height: 3px; width: {share:.0f}%; background: #4c78a8"></div></div></div>'
        )


def curves(train: List[float], validation: List[float], width: int = 320, height: int = 56) -> str:
    """Losses of training and validation as a small picture, in colors for light and dark pages."""
    drawn = [(train, "#4c78a8", "training"), (validation, "#f58518", "validation")]
    finite = [value for values, _, _ in drawn for value in values if math.isfinite(value)]
    if len(train) < 2 or not finite:
        return ""
    # As many points as the picture has.
    stride = -(-len(train) // width)
    high = max(finite)
    scale = (height - 2) / ((high - min(finite)) or 1)
    step = width / (len(train) - 1)
    lines, legend = "", []
    for values, color, name in drawn:
        points = " ".join(
            f"{i * step:.1f},{1 + (high - value) * scale:.1f}"
            for i, value in enumerate(values)
            if math.isfinite(value) and i % stride == 0
        )
        if points:
            lines += f'<polyline fill="none" stroke="{color}" stroke-width="1.5" points="{points}"/>'
            legend.append(f'<span style="color: {color}">&#9644;</span> {name}')
    return (
        f'<svg width="{width}" height="{height}" role="img" aria-label="losses">{lines}</svg>'
        f"<div>{' '.join(legend)}</div>"
    )


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"
