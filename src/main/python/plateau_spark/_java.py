"""The Java that Spark starts in: why it ended before Spark was there."""

import os
import re
import shutil
import subprocess

#: The oldest Java that Spark 4 and Plateau run in.
OLDEST = 17

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def why_it_ended() -> str:
    """What to do after Java has ended before Spark was there."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(os.path.join(home, "bin", "java") if home else "java")
    if java is None:
        place = f"in the bin of JAVA_HOME, {home}" if home else "on the PATH"
        return (
            f"Spark needs Java {OLDEST} or newer, and there is no java {place}; install it, or set"
            " JAVA_HOME to its folder"
        )
    version = _version(java)
    if version < OLDEST:
        return (
            f"Spark needs Java {OLDEST} or newer, and {java} is Java {version}; set JAVA_HOME to the"
            " folder of a newer one"
        )
    return (
        f"Spark did not start in {java}; its output above, or that of the notebook's server, says why:"
        " often the master or a setting is wrong"
    )


def _version(java: str) -> int:
    """The version of a Java; of one that does not tell, the oldest that will do."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError):
        return OLDEST
    found = _VERSION.search(done.stderr)
    return int(found.group(1)) if found else OLDEST
