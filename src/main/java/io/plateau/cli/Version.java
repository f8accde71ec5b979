package io.plateau.cli;

import io.plateau.store.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "plateau " + BuildVersion.text(),
      "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
      "Java " + Runtime.version()
    };
  }
}
