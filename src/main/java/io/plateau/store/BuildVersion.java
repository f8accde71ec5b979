package io.plateau.store;

/** The version of the jar that these classes are from. */
public final class BuildVersion {
  private BuildVersion() {}

  /** The version in the jar's manifest, such as {@code 0.1.0}; without a jar other words. */
  public static String text() {
    String version = BuildVersion.class.getPackage().getImplementationVersion();
    return version == null ? "not from a jar" : version;
  }
}
