package io.plateau.ml.persist;

import io.plateau.model.ModelFolder;
import io.plateau.store.DamagedFileException;
import io.plateau.store.JsonValue;
import io.plateau.store.StrictJson;
import java.io.IOException;
import java.util.Optional;
import org.json4s.JObject;
import org.json4s.JString;
import org.json4s.JValue;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.List$;

/**
 * Time zone by whose clock a model reads timestamps, among the metadata of a saved model. Models of
 * older builds have none.
 */
public final class SavedZone {
  private static final String KEY = "timeZone";

  private SavedZone() {}

  /** What the metadata have beside the params. */
  static Option<JObject> of(Optional<String> zone) {
    return zone.isEmpty()
        ? Option.empty()
        : Option.apply(
            new JObject(
                List$.MODULE$
                    .<Tuple2<String, JValue>>empty()
                    .$colon$colon(new Tuple2<>(KEY, new JString(zone.get())))));
  }

  /** The time zone of a saved model, if it has one. */
  public static Optional<String> read(ModelFolder files) throws IOException {
    try {
      JsonValue metadata = JsonValue.object(files.read(ModelFolder.METADATA));
      return metadata.has(KEY) ? Optional.of(StrictJson.text(metadata, KEY)) : Optional.empty();
    } catch (DamagedFileException e) {
      throw e.in(files.path(ModelFolder.METADATA));
    }
  }
}
