"""The Python examples of the pages run."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from run_pages import blocks

SITE = ROOT / "src/site/markdown"
PAGES = [
    ROOT / "README.md",
    ROOT / "src/main/python/README.md",
    SITE / "quick-start.md",
    SITE / "estimator.md",
    SITE / "python.md",
    SITE / "serving.md",
]


def test_the_examples_run(tmp_path: Path) -> None:
    (tmp_path / "jobs").symlink_to(ROOT / "jobs")
    adult = gzip.decompress((ROOT / "jobs/data/adult-train.csv.gz").read_bytes())
    (tmp_path / "adult.csv").write_bytes(adult)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("run_pages.py")), *map(str, PAGES)],
        capture_output=True,
        text=True,
        timeout=600,
        cwd=tmp_path,
        env={**os.environ, "MPLBACKEND": "agg", "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(blocks(SITE / "python.md")) > 8
    assert (tmp_path / "models/income/metadata").is_dir() and (tmp_path / "report.html").is_file()


def test_the_reference_shows_java_and_python() -> None:
    page = (SITE / "estimator.md").read_text(encoding="utf-8")
    assert page.count("```java\n") == page.count("```python\n") > 0
