"""The tour runs as it is checked in."""

from typing import Any, List

import nbformat
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOK = ROOT / "src/main/python/notebooks/tour.ipynb"


def html(outputs: List[Any]) -> List[str]:
    return [each["data"]["text/html"] for each in outputs if "text/html" in each.get("data", {})]


def test_the_tour_runs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells:
        assert cell.outputs == [] and cell.execution_count is None, "checked in with outputs"
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    (progress,) = [cell for cell in cells if "progress" in cell.metadata.get("tags", [])]
    (shown,) = html(progress.outputs)
    assert "epoch 24/24" in shown and "all 24 epochs are done" in shown
    assert shown.count("<polyline") == 2
    (stopped,) = [cell for cell in cells if "setCallbacks" in cell.source]
    (shown,) = html(stopped.outputs)
    assert "stopped" in shown and "left" not in shown
    assert any("<iframe" in each for cell in cells for each in html(cell.outputs))
    assert not list(NOTEBOOK.parent.glob("*warehouse*"))
