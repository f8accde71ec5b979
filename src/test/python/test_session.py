"""What a session needs to start, and what is said where it does not."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import run_python

import plateau_spark

OLD = """#!/bin/sh
[ "$1" = -version ] && echo 'openjdk version "%s" 2019-01-15' >&2 && exit
exit 1
"""


def failure(java_home: Path, **settings: str) -> str:
    """What is said of a session that does not start."""
    done = run_python(
        f"""
        import plateau_spark

        try:
            plateau_spark.session("local[1]", **{settings})
        except plateau_spark.PlateauError as error:
            print(error)
        """,
        JAVA_HOME=str(java_home),
    )
    return done.stdout.strip()


def java(folder: Path, version: str) -> Path:
    """A home of a Java that has a version and starts nothing."""
    binary = folder / "bin" / "java"
    binary.parent.mkdir(parents=True)
    binary.write_text(OLD % version)
    binary.chmod(0o755)
    return folder


def test_a_java_that_is_missing_or_too_old_is_told(tmp_path: Path) -> None:
    missing = failure(tmp_path / "none")
    assert missing == (
        f"Spark needs Java 17 or newer, and there is no java in the bin of JAVA_HOME, {tmp_path}/none;"
        " install it, or set JAVA_HOME to its folder"
    )
    for version, told in (("11.0.2", "11"), ("1.8.0_402", "8")):
        home = java(tmp_path / told, version)
        assert f"newer, and {home}/bin/java is Java {told}; set JAVA_HOME to" in failure(home)
    # One that will do ended for another reason.
    assert "says why: often the master or a setting is wrong" in failure(java(tmp_path / "new", "21"))


def test_settings_that_are_none_of_spark_are_refused(spark: Any) -> None:
    with pytest.raises(ValueError, match="^settings of Spark begin with spark_; got driver_memory$"):
        plateau_spark.session(driver_memory="8g")


def failed_import(folder: Path) -> str:
    """The last line that an import says where there are no modules but those of a folder."""
    (folder / "plateau_spark").symlink_to(Path(plateau_spark.__file__).parent)
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import plateau_spark"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder)},
        check=False,
    )
    return done.stderr.splitlines()[-1]


def test_without_pyspark_the_import_says_what_to_install(tmp_path: Path) -> None:
    assert "pip install 'pyspark>=4.0.1'" in failed_import(tmp_path)


def test_of_a_pyspark_that_lacks_a_module_the_import_says_which(tmp_path: Path) -> None:
    (tmp_path / "pyspark.py").write_text("import py4j")
    assert failed_import(tmp_path) == "ModuleNotFoundError: No module named 'py4j'"


def test_a_server_that_the_environment_names_has_no_other_master(monkeypatch: Any) -> None:
    monkeypatch.setattr(plateau_spark._session, "_running", lambda: None)
    monkeypatch.setenv("SPARK_REMOTE", "sc://host:15002")
    message = "^SPARK_REMOTE is set, to sc://host:15002, so that there is no other master; leave master out"
    with pytest.raises(plateau_spark.PlateauError, match=message):
        plateau_spark.session("local[2]")


def test_a_connect_session_that_was_stopped_is_told(monkeypatch: Any) -> None:
    monkeypatch.setattr(plateau_spark._session, "_running", lambda: None)
    monkeypatch.setattr(plateau_spark._session, "is_remote", lambda: True)
    for start in (plateau_spark.session, plateau_spark._session.ready):
        with pytest.raises(plateau_spark.PlateauError, match=r"^there is no Spark Connect session, or .* makes one$"):
            start()


def test_rows_of_a_session_of_the_other_kind_are_told(spark: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(plateau_spark._frames, "over_connect", lambda: True)
    message = (
        "^the rows belong to a classic session, but a Connect one is in use; make the DataFrame again in that,"
        " which plateau_spark.session"
    )
    with pytest.raises(plateau_spark.PlateauError, match=message):
        plateau_spark._frames.require_spark(spark.range(1), plateau_spark.TableEncoder())
