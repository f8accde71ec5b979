package io.plateau.cli;

import picocli.CommandLine.IVersionProvider;

/** The lines of {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String ours = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "plateau " + (ours == null ? "(not from a jar)" : ours),
      "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
      "Java " + Runtime.version()
    };
  }
}
