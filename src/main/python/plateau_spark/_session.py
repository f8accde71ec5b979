"""The Spark session that stages live in, and the jar that it needs."""

import os
import sys
import warnings
import weakref
from pathlib import Path
from typing import Any, Dict, List, Optional

from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession
from pyspark.sql.utils import is_remote

from plateau_spark import _java
from plateau_spark._version import __version__
from plateau_spark.errors import PlateauError

_LOGGING = Path(__file__).with_name("log4j2.properties")
#: What the command line has as conf/local/spark-defaults.conf.
_LOCAL = Path(__file__).with_name("spark-defaults.conf")
#: Where Spark finds the address of a Connect server.
_REMOTE = "SPARK_REMOTE"
_VERSION = "io.plateau.store.BuildVersion"
_ready: "weakref.WeakSet[Any]" = weakref.WeakSet()
_added: List[str] = []


def jar() -> str:
    """Path of Plateau's jar, for ``spark.jars`` or ``spark-submit --jars``."""
    found = sorted((Path(__file__).parent / "jars").glob("plateau-*.jar"))
    if not found:
        raise PlateauError(
            "the package has no jar; install the wheel that scripts/wheel builds rather than"
            " the sources"
        )
    return str(found[-1])


def adopt(rows: Any) -> None:
    """Gives a thread without a session that of the rows, by whose settings Spark resolves names."""
    from pyspark import SparkContext

    context: Any = SparkContext._active_spark_context
    sessions = getattr(context._jvm, "org.apache.spark.sql.classic.SparkSession")
    if sessions.getActiveSession().isEmpty():
        sessions.setActiveSession(rows._jdf.sparkSession())


def session(master: Optional[str] = None, **conf: str) -> SparkSession:
    """A Spark session with Plateau's jar: the running one, or a new one on this machine.

    Parameters
    ----------
    master : str, optional
        of a new session, such as ``spark://host:7077``; default ``local[*]``
    conf : str
        further settings, with underscores for dots: ``spark_driver_memory="8g"``; on this machine
        the driver has 4 GB without

    Raises
    ------
    PlateauError
        where Spark does not start, with the Java that it needs

    Examples
    --------
    >>> spark = plateau_spark.session()
    >>> rows = spark.read.csv("adult.csv", header=True, inferSchema=True)
    """
    for name in conf:
        if not name.startswith("spark_"):
            raise ValueError(f"settings of Spark begin with spark_; got {name}")
    running = _running()
    if running is not None:
        if master is not None or conf:
            warnings.warn("a session runs already; it keeps its own settings", stacklevel=2)
        return attach(running)
    if _REMOTE in os.environ or is_remote():
        return attach(_connected(master, conf))
    settings = {
        "spark.master": master or "local[*]",
        "spark.app.name": "plateau",
        "spark.jars": jar(),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    if settings["spark.master"].startswith("local"):
        settings = {**_local(), **settings}
        # Else PySpark's workers are any python3, which may not have what this one has.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings.update(_dotted(conf))
    try:
        spark = _builder(settings).getOrCreate()
    except PySparkRuntimeError as error:
        if "JAVA_GATEWAY_EXITED" not in str(error):
            raise
        raise PlateauError(_java.why_it_ended()) from None
    return attach(spark)


def _connected(master: Optional[str], conf: Dict[str, str]) -> SparkSession:
    """A session of the Connect server that the environment names."""
    if _REMOTE not in os.environ:
        raise PlateauError(
            "there is no Spark Connect session, or it was stopped; SparkSession.builder.remote(url).getOrCreate()"
            " makes one"
        )
    if master is not None:
        raise PlateauError(
            f"{_REMOTE} is set, to {os.environ[_REMOTE]}, so that there is no other master; leave master"
            f" out to use that server, or unset {_REMOTE} before Python starts"
        )
    spark: SparkSession = _builder(_dotted(conf)).getOrCreate()
    return spark


def _dotted(conf: Dict[str, str]) -> Dict[str, str]:
    return {name.replace("_", "."): value for name, value in conf.items()}


def _builder(settings: Dict[str, str]) -> Any:
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder


def _local() -> Dict[str, str]:
    """Settings of Spark that suit one machine, as measured for the command line."""
    lines = [line.split(None, 1) for line in _LOCAL.read_text(encoding="utf-8").splitlines()]
    return {line[0]: line[1].strip() for line in lines if line and not line[0].startswith("#")}


def attach(spark: SparkSession) -> SparkSession:
    """Adds Plateau's jar to a running session that lacks it, classic or Connect.

    Raises
    ------
    PlateauError
        where the session has the jar of another version
    """
    if spark in _ready:
        return spark
    version = _version(spark)
    if version is None:
        _add(spark)
        version = _version(spark)
    if version is None:
        raise PlateauError(
            f"the session cannot load Plateau's classes; start it with spark.jars={jar()}"
        )
    if version != __version__:
        raise PlateauError(
            f"plateau_spark {__version__} needs its own jar, but the session has that of"
            f" {version}; start it with spark.jars={jar()}"
        )
    _add_to_executors(spark)
    _ready.add(spark)
    return spark


def ready() -> SparkSession:
    """The running session with the jar; starts one, and says so, where none runs."""
    running = _running()
    if running is not None:
        return attach(running)
    if _REMOTE not in os.environ and not is_remote():
        print(
            "plateau: starting Spark on this machine; plateau_spark.session() starts it otherwise",
            file=sys.stderr,
        )
    return session()


def _running() -> Optional[SparkSession]:
    """The session that runs, also in threads that have not made it the active one."""
    if is_remote():
        from pyspark.sql.connect.session import SparkSession as Remote

        remote: Any = Remote.getActiveSession() or getattr(Remote, "_default_session", None)
        if remote is not None:
            # Of this thread, too: PySpark asks for the active session alone.
            Remote._set_default_and_active_session(remote)
        return remote  # type: ignore[no-any-return]
    from pyspark import SparkContext

    if SparkContext._active_spark_context is None:
        return None
    return SparkSession.getActiveSession() or SparkSession.builder.getOrCreate()


def _add(spark: SparkSession) -> None:
    if is_remote():
        spark.addArtifact(jar())
        return
    context: Any = spark.sparkContext
    # The driver's own class loader takes further jars since spark-submit made it.
    loader = context._jvm.Thread.currentThread().getContextClassLoader()
    loader.addURL(context._jvm.java.io.File(jar()).toURI().toURL())
    _added.append(jar())


def _add_to_executors(spark: SparkSession) -> None:
    """Sends the jar that the driver was given to the executors of each further SparkContext."""
    if _added and not is_remote():
        context: Any = spark.sparkContext._jsc
        if not any(_added[0].rpartition("/")[2] in path for path in _jars(context)):
            context.addJar(_added[0])


def _jars(context: Any) -> List[str]:
    listed = context.sc().listJars()
    return [str(listed.apply(place)) for place in range(listed.size())]


def _version(spark: SparkSession) -> Optional[str]:
    """Version of the classes that the session has, as Python writes it, or None without any."""
    if is_remote():
        from pyspark.errors import PySparkException
        from pyspark.logger import PySparkLogger

        # It would print the answer that there is no such class.
        logger = PySparkLogger.getLogger("SQLQueryContextLogger")
        before, logger.disabled = logger.disabled, True
        query = f"SELECT java_method('{_VERSION}', 'text')"
        try:
            version = spark.sql(query).first()[0]  # type: ignore[index]
        except PySparkException:
            return None
        finally:
            logger.disabled = before
    else:
        found: Any = spark.sparkContext._jvm
        for name in _VERSION.split("."):
            found = getattr(found, name)
        if type(found).__name__ != "JavaClass":
            return None
        version = found.text()
    return str(version).replace("-SNAPSHOT", ".dev0")
