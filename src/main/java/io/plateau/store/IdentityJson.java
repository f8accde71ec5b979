package io.plateau.store;

import io.plateau.train.RunIdentity;

/** The identity of a run in a file: its version and its facts. */
public final class IdentityJson {
  private IdentityJson() {}

  /** <em>Adds</em> an identity to an object. */
  public static void write(RunIdentity identity, JsonObject json) {
    JsonObject facts =
        json.putObject("identity").put("version", RunIdentity.VERSION).putObject("facts");
    identity.facts().forEach(facts::put);
  }

  /** The identity of an object that {@link #write} was given. */
  public static RunIdentity read(JsonValue json) throws DamagedFileException {
    JsonValue identity = StrictJson.keys(StrictJson.object(json, "identity"), "version", "facts");
    long version = StrictJson.whole(identity, "version", 2, Integer.MAX_VALUE);
    if (version > RunIdentity.VERSION) {
      throw new DamagedFileException(
          "its identity has version %d; this Plateau reads version 1 to %d"
              .formatted(version, RunIdentity.VERSION));
    }
    return new RunIdentity(StrictJson.texts(identity, "facts"));
  }

  /** The identity of an object whose key has the texts of version 1. */
  public static RunIdentity readFirst(JsonValue json, String key) throws DamagedFileException {
    return FirstIdentity.upgraded(StrictJson.texts(json, key));
  }
}
